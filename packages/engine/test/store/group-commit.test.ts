import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTo } from '../../src/store/database.js';
import type { Store } from '../../src/store/port.js';
import { openStore, openStoreBy } from '../../src/store/sqlite.js';
import { virtualClock } from '../../src/testing/index.js';
import type { VirtualClock } from '../../src/testing/index.js';
import { logged, result } from './contract.js';

let folder: string;
let clock: VirtualClock;
let store: Store;
let commits: number;
/** The same file through a handle of its own, which sees what is committed and nothing else. */
let onDisk: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasegraph-commits-'));
  const path = join(folder, 'runs.db');
  clock = virtualClock();
  store = openStoreBy(path, {
    clock,
    connect: (file) => {
      const connection = connectTo(file);
      const exec = connection.exec.bind(connection);
      connection.exec = (script: string) => {
        if (script === 'COMMIT') commits++;
        return exec(script);
      };
      return connection;
    },
  });
  onDisk = openStore(path);
  commits = 0;
});
afterEach(() => {
  onDisk.close();
  store.close();
  rmSync(folder, { recursive: true });
});

describe('what is written to a store', () => {
  it('is kept back for some milliseconds, and then committed together', async () => {
    store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 1 });
    commits = 0;
    for (let at = 0; at < 100; at++) {
      store.saveResult(result({ fingerprint: `f${at}` }));
      store.appendEvent('r1', logged(at, 'x'));
    }
    await clock.advance(49);
    expect(onDisk.findResult('f0')).toBeUndefined();
    await clock.advance(1);
    expect(commits).toBe(1);
    expect(onDisk.findResult('f99')).toBeDefined();
    expect(onDisk.readEvents('r1')).toHaveLength(100);
    expect(clock.pending).toBe(0);
  });

  it('is not kept back when it is that a run begins: who forgets runs is to see that it is under way', () => {
    store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 1 });
    expect(onDisk.listRuns(1)).toMatchObject([{ runId: 'r1', pipeline: 'p', startedAtMs: 1 }]);
  });

  it('is not kept back when it is much', () => {
    for (let at = 0; at < 5000; at++) store.saveResult(result({ fingerprint: `f${at}` }));
    expect(commits).toBe(1);
    expect(onDisk.findResult('f4999')).toBeDefined();
    const large = (at: number) => ({ bytes: new Uint8Array(60_000).fill(at) });
    for (let at = 0; at < 150; at++) store.saveResult(result({ fingerprint: `g${at}`, outputs: large(at) }));
    expect(commits).toBe(2);
  });

  it('is committed at the end of its run', () => {
    store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 1 });
    store.saveResult(result({}));
    store.appendEvent('r1', logged(0, 'x'));
    store.endRun('r1', 'succeeded');
    expect(onDisk.findResult('f1')).toBeDefined();
    expect(onDisk.readEvents('r1')).toEqual([logged(0, 'x')]);
    expect(onDisk.listRuns(1)[0]?.status).toBe('succeeded');
  });

  it('lets a call go on when its answer is on the disk, and those of one moment with one commit', async () => {
    const saved: string[] = [];
    // Nobody waits for it, and so it does not put off what is waited for.
    store.saveResult(result({}));
    for (const key of ['a', 'b', 'c']) {
      const call = { key, phase: 'p', keyId: 'k', answer: key, recordedAtMs: 1 };
      void store.saveCall(call).then(() => saved.push(key));
    }
    await clock.settle();
    expect(saved).toEqual([]);
    await clock.advance(5);
    expect(saved).toEqual(['a', 'b', 'c']);
    expect(commits).toBe(1);
    expect(onDisk.findCall('c')?.answer).toBe('c');
    expect(onDisk.findResult('f1')).toEqual(result({}));
  });

  it('is found by the handle that has it before it is committed', () => {
    const outputs = { text: 'x', small: new Uint8Array([1]), large: new Uint8Array(70_000).fill(2) };
    store.saveResult(result({ outputs }));
    const found = store.findResult('f1');
    expect(found).toStrictEqual(result({ outputs }));
    // It is the finder's own.
    for (const part of Object.values(found?.outputs ?? {})) if (part instanceof Uint8Array) part.fill(9);
    expect(store.findResult('f1')).toStrictEqual(result({ outputs }));
    expect(commits).toBe(0);
  });
});
