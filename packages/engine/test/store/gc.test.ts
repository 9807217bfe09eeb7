import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import * as nodeFiles from 'node:fs';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Store } from '../../src/store/port.js';
import { openStore, openStoreBy } from '../../src/store/sqlite.js';
import type { FileCalls } from '../../src/store/values.js';
import type { StoredBytes } from '../../src/stored-bytes.js';
import { call, result } from './contract.js';

const hour = 60 * 60 * 1000;
/** Files have the time of the system, so the store is asked by it. */
const nowMs = Date.parse('2030-06-01T12:00:00Z');

describe('what lies beside a store', () => {
  let folder: string;
  let store: Store;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'phasegraph-store-'));
    store = openStore(join(folder, 'runs.db'));
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });

  const pathOf = ({ sha256 }: StoredBytes): string =>
    join(folder, 'runs.db.values', sha256.slice(0, 2), sha256);
  const touch = (path: string, atMs: number): void => utimesSync(path, atMs / 1000, atMs / 1000);
  /** As if nothing had been written or used for hours. */
  const ageFiles = (): void => {
    for (const shelf of readdirSync(join(folder, 'runs.db.values')))
      for (const name of readdirSync(join(folder, 'runs.db.values', shelf)))
        touch(join(folder, 'runs.db.values', shelf, name), nowMs - 9 * hour);
  };
  /** Bytes of their own, kept at some time. */
  const keptAt = async (atMs: number, fill: number, size = 100_000): Promise<StoredBytes> => {
    const kept = await store.keep(new Uint8Array(size).fill(fill));
    touch(pathOf(kept), atMs);
    return kept;
  };
  const ran = (runId: string, startedAtMs: number, outputs: Record<string, unknown>): void => {
    store.beginRun({ runId, pipeline: 'p', startedAtMs });
    store.saveResult(result({ fingerprint: runId, outputs, recordedAtMs: startedAtMs }));
    store.noteUse(runId, runId);
    store.endRun(runId, 'succeeded');
  };

  it('goes with the last result that names it', async () => {
    const [own, shared] = [await keptAt(nowMs - 9 * hour, 1), await keptAt(nowMs - 9 * hour, 2)];
    ran('r1', nowMs - 8 * hour, { own, shared });
    ran('r2', nowMs - 7 * hour, { shared });
    expect(store.gc({ keep: 1, nowMs })).toMatchObject({
      runs: 1,
      results: 1,
      calls: 0,
      files: 1,
      bytes: 100_000,
    });
    expect([existsSync(pathOf(own)), existsSync(pathOf(shared))]).toEqual([false, true]);
    expect(store.gc({ keep: 0, nowMs })).toMatchObject({
      runs: 1,
      results: 1,
      calls: 0,
      files: 1,
      bytes: 100_000,
    });
    expect(existsSync(pathOf(shared))).toBe(false);
  });

  it('stays when only a text names it that lies beside the store itself', async () => {
    const inside = await keptAt(nowMs - 9 * hour, 1);
    ran('r1', nowMs - 8 * hour, { text: 'x'.repeat(100_000), inside });
    ageFiles();
    expect(store.gc({ keep: 1, nowMs })).toMatchObject({ files: 0 });
    expect(store.findResult('r1')?.outputs).toMatchObject({ inside });
  });

  it('stays when only the answer of a call names it, and goes with that', async () => {
    const [inRow, beside] = [await keptAt(nowMs - 9 * hour, 1), await keptAt(nowMs - 9 * hour, 2)];
    const text = 'x'.repeat(100_000);
    store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: nowMs - 8 * hour });
    for (const [key, answer] of Object.entries({ c1: { inRow }, c2: { text, beside } })) {
      await store.saveCall(call({ key, answer, recordedAtMs: nowMs - 8 * hour }));
      store.noteUse('r1', key);
    }
    store.endRun('r1', 'failed');
    ageFiles();
    expect(store.gc({ keep: 1, nowMs })).toMatchObject({ calls: 0, files: 0 });
    expect([store.findCall('c1')?.answer, store.findCall('c2')?.answer]).toEqual([
      { inRow },
      { text, beside },
    ]);
    ageFiles();
    expect(store.gc({ keep: 0, nowMs })).toMatchObject({ calls: 2, files: 3 });
    expect([existsSync(pathOf(inRow)), existsSync(pathOf(beside))]).toEqual([false, false]);
  });

  it('stays as long as a run is under way that may be about to name it', async () => {
    const [before, since] = [await keptAt(nowMs - 9 * hour, 1), await keptAt(nowMs - 1 * hour, 2)];
    store.beginRun({ runId: 'live', pipeline: 'p', startedAtMs: nowMs - 2 * hour });
    expect(store.gc({ keep: 0, nowMs })).toMatchObject({ files: 1 });
    expect([existsSync(pathOf(before)), existsSync(pathOf(since))]).toEqual([false, true]);
    store.endRun('live', 'failed');
    expect(store.gc({ keep: 0, nowMs })).toMatchObject({ files: 1 });
  });

  it('stays as well when it is younger than the run by the clock of another machine', async () => {
    const beganAtMs = nowMs - 2 * hour;
    const [just, long] = [await keptAt(beganAtMs - 5000, 1), await keptAt(beganAtMs - 15_000, 2)];
    store.beginRun({ runId: 'live', pipeline: 'p', startedAtMs: beganAtMs });
    expect(store.gc({ keep: 0, nowMs })).toMatchObject({ files: 1 });
    expect([existsSync(pathOf(just)), existsSync(pathOf(long))]).toEqual([true, false]);
  });

  it('stays when a run under way has reused it', async () => {
    const old = await keptAt(nowMs - 50 * hour, 1);
    ran('r1', nowMs - 49 * hour, { old });
    const other = openStore(join(folder, 'runs.db'));
    store.beginRun({ runId: 'live', pipeline: 'p', startedAtMs: nowMs - 2 * hour });
    const held = store.findResult('r1')?.outputs['old'];
    touch(pathOf(old), nowMs - 1 * hour);
    // Another process, which knows nothing of what this one has not written yet.
    expect(other.gc({ keep: 0, nowMs })).toMatchObject({ runs: 1, results: 0, files: 0 });
    other.close();
    expect(await (held as StoredBytes).read()).toHaveLength(100_000);
  });

  it('loses what was left half written, and not what may be being written', async () => {
    const kept = await keptAt(nowMs - 9 * hour, 1);
    ran('r1', nowMs - 8 * hour, { kept });
    const half = `${pathOf(kept)}.77.0.tmp`;
    writeFileSync(half, 'half');
    touch(half, nowMs - 9 * hour);
    const beingWritten = `${pathOf(kept)}.78.0.tmp`;
    writeFileSync(beingWritten, 'half');
    touch(beingWritten, nowMs - 30_000);
    expect(store.gc({ keep: 1, nowMs })).toMatchObject({ files: 1, bytes: 4 });
    expect([existsSync(half), existsSync(beingWritten)]).toEqual([false, true]);
  });

  it('keeps nobody who sweeps from the rest when another process has removed a file just now', async () => {
    const kept = await keptAt(nowMs - 9 * hour, 1);
    // Listed, and not there when it is looked at.
    symlinkSync('nowhere', join(dirname(pathOf(kept)), '0'.repeat(64)));
    expect(store.gc({ keep: 0, nowMs })).toMatchObject({ files: 1 });
    expect(existsSync(pathOf(kept))).toBe(false);
  });

  it('goes when it was set aside, with the rows that were', async () => {
    const kept = await keptAt(nowMs - 9 * hour, 1);
    ran('r1', nowMs - 8 * hour, { kept });
    writeFileSync(pathOf(kept), 'damaged');
    touch(pathOf(kept), nowMs - 9 * hour);
    expect(store.findResult('r1')).toBeUndefined();
    expect(store.gc({ keep: 1, nowMs })).toMatchObject({ files: 1, bytes: 7 });
    expect(readdirSync(join(folder, 'runs.db.values', 'set-aside'))).toEqual([]);
    expect(rows('SELECT id FROM set_aside')).toEqual([]);
  });

  it('is read while others can write, and what they write meanwhile stays whole', () => {
    const path = join(folder, 'runs.db');
    const other = openStore(path);
    const outputs = { bytes: new Uint8Array([1, 2, 3]) };
    let reads = 0;
    const reading = openStoreBy(path, {
      files: {
        ...nodeFiles,
        readFileSync: ((file: string) => {
          if (reads++ === 0) {
            other.saveResult(result({ fingerprint: 'meanwhile', outputs, recordedAtMs: nowMs }));
            other.noteUse('r1', 'meanwhile');
            void other.flush();
          }
          return nodeFiles.readFileSync(file);
        }) as FileCalls['readFileSync'],
      },
    });
    ran('r1', nowMs - 8 * hour, { text: 'x'.repeat(100_000) });
    expect(reading.gc({ keep: 1, nowMs })).toMatchObject({ results: 0 });
    reading.close();
    expect(reads).toBe(1);
    expect(rows(`SELECT fingerprint FROM results WHERE fingerprint = 'meanwhile'`)).toHaveLength(1);
    expect(other.findResult('meanwhile')?.outputs).toStrictEqual(outputs);
    other.close();
  });

  it('and what lies in the file gives its room back', () => {
    const path = join(folder, 'runs.db');
    for (let at = 0; at < 40; at++) ran(`r${at}`, nowMs - 8 * hour + at, { text: `${at}`.repeat(30_000) });
    store.close();
    const before = statSync(path).size;
    store = openStore(path);
    expect(store.gc({ keep: 0, nowMs })).toMatchObject({ results: 40 });
    store.close();
    expect(statSync(path).size).toBeLessThan(before / 4);
    store = openStore(path);
  });

  function rows(statement: string): unknown[] {
    const database = new Database(join(folder, 'runs.db'));
    try {
      return database.prepare(statement).all();
    } finally {
      database.close();
    }
  }
});
