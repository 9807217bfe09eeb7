import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../src/store/sqlite.js';
import { logged, result } from './contract.js';
import { runSource, sourceUrl } from './run-source.js';

/** Written by the release whose format had version 1: two results, a run that ended and one that did not. */
const versionOne = fileURLToPath(new URL('version-1.sqlite', import.meta.url));

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasegraph-versions-'));
  path = join(folder, 'runs.db');
  copyFileSync(versionOne, path);
});
afterEach(() => rmSync(folder, { recursive: true }));

const versionOf = (file: string): unknown => {
  const database = new Database(file);
  try {
    const [version] = database.prepare(`SELECT value FROM phasegraph_meta`).pluck().all();
    return version;
  } finally {
    database.close();
  }
};

describe('a store of version 1', () => {
  it('has everything that it had, and keeps what is new', async () => {
    expect(versionOf(path)).toBe('1');
    const store = openStore(path);
    try {
      // Durations were those of tasks, with what they had waited for limits: they are forgotten.
      const { durationMs: _, ...kept } = result({
        outputs: { text: 'hello', icon: new Uint8Array([1, 2, 3]) },
      });
      expect(store.findResult('f1')).toStrictEqual(kept);
      expect(store.findResult('f2')).toMatchObject({ phase: 'draw', outputs: { text: 'hello' } });
      expect(store.learnedDurations(['write', 'draw'])).toEqual(new Map());
      expect(store.listRuns(10)).toEqual([
        { runId: 'r2', pipeline: 'p', startedAtMs: 20, life: 'gone' },
        { runId: 'r1', pipeline: 'p', startedAtMs: 10, status: 'succeeded' },
      ]);
      expect(store.readEvents('r1')).toEqual([0, 1, 2].map((seq) => logged(seq, `line ${seq}`)));
      const call = { key: 'c1', phase: 'write', keyId: 'k', answer: 'yes', recordedAtMs: 1 };
      await store.saveCall(call);
      expect(store.findCall('c1')).toEqual(call);
      store.beginRun({ runId: 'r3', pipeline: 'p', startedAtMs: 30, request: { topic: 'bread' } });
      store.noteUse('r3', 'f1');
      expect(store.gc({ keep: 1, nowMs: 200_000_000 })).toMatchObject({ runs: 2 });
      expect(store.listRuns(10)).toMatchObject([{ runId: 'r3', request: { topic: 'bread' } }]);
      expect(store.findResult('f1')).toBeDefined();
      expect(store.damage()).toEqual([]);
    } finally {
      store.close();
    }
    expect(versionOf(path)).toBe('2');
  });

  it('is brought up to date once, by whichever of several processes is first', async () => {
    const script = `
      const { openStore } = await import(${JSON.stringify(sourceUrl('src/store/sqlite.ts'))});
      const store = openStore(${JSON.stringify(path)});
      console.log(store.findResult('f1').outputs.text);
      store.close();`;
    const printed = await Promise.all([1, 2, 3].map(() => runSource(script)));
    expect(printed).toEqual(['hello\n', 'hello\n', 'hello\n']);
    expect(versionOf(path)).toBe('2');
  });
});
