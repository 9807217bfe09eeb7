import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Claim } from '../../src/store/port.js';
import { openStore } from '../../src/store/sqlite.js';
import { runSource, sourceUrl } from './run-source.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasegraph-processes-'));
  path = join(folder, 'runs.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const openSource = (): string => `
  const { openStore } = await import(${JSON.stringify(sourceUrl('src/store/sqlite.ts'))});
  const store = openStore(${JSON.stringify(path)});`;

const claim: Claim = { fingerprint: 'f1', run: 'here', nowMs: 0, untilMs: 1_000_000 };
const claimThere = `store.claim({ fingerprint: 'f1', run: 'there', nowMs: 0, untilMs: 1e6 });`;

describe('a claim of another process', () => {
  it('holds while that process lives', async () => {
    const store = openStore(path);
    expect(store.claim(claim)).toBeUndefined();
    const printed = await runSource(
      `${openSource()} console.log(${claimThere.slice(0, -1)}); store.close();`,
    );
    expect(printed).toBe('here\n');
    store.close();
  });

  it('ends with that process, long before its time', async () => {
    const script = `${openSource()} ${claimThere} process.kill(process.pid, 'SIGKILL');`;
    await expect(runSource(script)).rejects.toMatchObject({ signal: 'SIGKILL' });
    const store = openStore(path);
    expect(store.claim(claim)).toBeUndefined();
    store.close();
  });
});

describe('several processes with one store', () => {
  it('make each thing once, whoever claims it, and find what the others made', async () => {
    // Each process goes through the same things, in an order of its own.
    const script = (id: number): string => `${openSource()}
      const made = [];
      for (let step = 0; step < 60; step++) {
        const fingerprint = 'f' + ((step * 7 + ${id} * 13) % 60);
        for (;;) {
          if (store.findResult(fingerprint)) break;
          const now = Date.now();
          const holder = store.claim({ fingerprint, run: 'r${id}', nowMs: now, untilMs: now + 30_000 });
          if (holder !== undefined) { await new Promise((resolve) => setTimeout(resolve, 1)); continue; }
          if (store.findResult(fingerprint)) break;
          made.push(fingerprint);
          store.saveResult({ fingerprint, phase: 'p', outputs: {}, durationMs: 1, recordedAtMs: 1 });
          store.releaseClaim('r${id}', fingerprint);
        }
      }
      store.close();
      console.log(JSON.stringify(made));`;
    const printed = await Promise.all([1, 2, 3].map((id) => runSource(script(id))));
    const made = printed.flatMap((line) => JSON.parse(line) as string[]);
    expect(made).toHaveLength(60);
    expect(new Set(made).size).toBe(60);
  });
});
