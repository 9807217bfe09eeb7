import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import type { RunEvent } from '@phasegraph/engine';
import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { connectTo } from '../../src/store/database.js';
import type { Connection } from '../../src/store/database.js';
import type { Store } from '../../src/store/port.js';
import { openStore, openStoreBy } from '../../src/store/sqlite.js';
import { virtualClock } from '../../src/testing/index.js';
import type { VirtualClock } from '../../src/testing/index.js';
import { answering, oracle } from '../run/answering.js';
import { call, result } from './contract.js';

let folder: string;
let path: string;
let clock: VirtualClock;
let store: Store;
/** What the next commits fail with, if they do. */
let failure: Error | undefined;
/** What listeners have heard. */
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasegraph-failing-'));
  path = join(folder, 'runs.db');
  clock = virtualClock();
  failure = undefined;
  told = [];
  store = openStoreBy(path, { clock, connect: failingConnection });
});
afterEach(() => {
  failure = undefined;
  store.close();
  rmSync(folder, { recursive: true });
});

function failingConnection(file: string): Connection {
  const connection = connectTo(file);
  const exec = connection.exec.bind(connection);
  connection.exec = (script: string) => {
    if (failure !== undefined && script === 'COMMIT') throw failure;
    return exec(script);
  };
  return connection;
}

function withCode(code: string): Error {
  return Object.assign(new Error(`failed with ${code}`), { code });
}

function listen(): () => void {
  return store.onWriteFailure(({ code }) => told.push(code));
}

/** What is on the disk, through a handle that has nothing of its own. */
function onDisk<T>(read: (store: Store) => T): T {
  const other = openStore(path);
  try {
    return read(other);
  } finally {
    other.close();
  }
}

describe('a commit that another process holds up', () => {
  it('is tried again until it is its turn, and nobody hears of a failure', async () => {
    listen();
    failure = withCode('SQLITE_BUSY');
    let saved = false;
    void store.saveCall(call({ answer: 'paid' })).then(() => (saved = true));
    await clock.advance(59_000);
    expect([saved, told]).toEqual([false, []]);
    expect(store.findCall('c1')?.answer).toBe('paid');
    failure = undefined;
    await clock.advance(1000);
    expect([saved, told]).toEqual([true, []]);
    expect(onDisk((other) => other.findCall('c1')?.answer)).toBe('paid');
    expect(clock.pending).toBe(0);
  });

  it('is tried again when the lock is a real one', async () => {
    const writer = new Database(path);
    writer.exec('BEGIN IMMEDIATE');
    const saving = store.saveCall(call({ answer: 'paid' }));
    await clock.advance(200);
    writer.exec('ROLLBACK');
    writer.close();
    await clock.run(saving);
    expect(onDisk((other) => other.findCall('c1')?.answer)).toBe('paid');
  });

  it('fails after a minute, and is made up for by the next one', async () => {
    listen();
    failure = withCode('SQLITE_BUSY');
    const saving = store.saveCall(call({ answer: 'paid' }));
    const flushing = store.flush();
    saving.catch(() => undefined);
    await clock.advance(61_000);
    await expect(saving).rejects.toMatchObject({ code: 'store-unusable' });
    await expect(flushing).rejects.toThrow('another process holds it: wait for that to end');
    expect(told).toEqual(['store-unusable']);
    failure = undefined;
    await store.flush();
    expect(onDisk((other) => other.findCall('c1')?.answer)).toBe('paid');
  });

  it('may come again, as long as each is over in time', async () => {
    listen();
    for (const answer of ['first', 'second']) {
      failure = withCode('SQLITE_BUSY');
      const saving = store.saveCall(call({ answer }));
      await clock.advance(40_000);
      failure = undefined;
      await clock.run(saving);
    }
    expect(told).toEqual([]);
  });

  it('leaves nobody waiting when the store is closed', async () => {
    failure = withCode('SQLITE_BUSY');
    const saving = store.saveCall(call({ answer: 'paid' }));
    const flushing = store.flush();
    expect(() => store.close()).toThrow('another process is writing to it');
    await expect(saving).rejects.toMatchObject({ code: 'store-unusable' });
    await expect(flushing).rejects.toThrow('it was closed before that could be written');
  });

  it('costs a run nothing but the wait', async () => {
    const [topic, text] = [artifact('topic', z.string()), artifact('text', z.string())];
    const write = definePhase({
      name: 'write',
      inputs: { topic },
      outputs: { text },
      uses: { oracle },
      // Less than the lock takes: what waits for the record of its answer is not slow.
      timeoutMs: 1000,
      hedge: { afterMs: 500 },
      run: async ({ topic }, { oracle }) => ({ text: await oracle.ask(topic) }),
    });
    const model = answering(async (question) => {
      await clock.sleep(10);
      failure = withCode('SQLITE_BUSY');
      clock.setTimer(7000, () => (failure = undefined));
      return `re: ${question}`;
    });
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [write] });
    const options = { resources: { oracle: model }, store, clock };
    const report = await clock.run(pipeline.run({ topic: 'bread' }, options));
    expect([report.status, report.value(text)]).toEqual(['succeeded', 're: bread']);
    expect(report.summary.storeErrors).toEqual([]);
    expect(model.calls).toHaveLength(1);
    expect(clock.now()).toBeGreaterThanOrEqual(7010);
    expect(onDisk((other) => other.listRuns(1)[0]?.status)).toBe('succeeded');
  });
});

describe('the end of a run', () => {
  it('is told when it is on the disk', async () => {
    const topic = artifact('topic', z.string());
    const hold = definePhase({
      name: 'hold',
      inputs: { topic },
      outputs: { held: artifact('held', z.string()) },
      run: () => {
        failure = withCode('SQLITE_BUSY');
        clock.setTimer(7000, () => (failure = undefined));
        return { held: 'up' };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [hold] });
    const ends: unknown[] = [];
    const onEvent = ({ type }: RunEvent): void => {
      if (type === 'run-ended') ends.push(onDisk((other) => other.listRuns(1)[0]?.status));
    };
    await clock.run(pipeline.run({ topic: 'bread' }, { store, clock, onEvent }));
    expect(ends).toEqual(['succeeded']);
  });
});

describe('a commit that fails', () => {
  it('says why and what to do next, and leaves what it was to write to be found, and to the next one', async () => {
    store.saveResult(result({ outputs: { a: 1 } }));
    await store.flush();
    const unlisten = listen();
    failure = withCode('SQLITE_FULL');
    store.saveResult(result({ outputs: { a: 2 } }));
    const saving = store.saveCall(call({ answer: 'paid' }));
    store.forgetCall('c0');
    await expect(store.flush()).rejects.toThrow(/cannot be used: .*make room on the disk/);
    await expect(saving).rejects.toMatchObject({ code: 'store-unusable' });
    expect(told).toEqual(['store-unusable']);
    expect(onDisk((other) => other.findResult('f1')?.outputs)).toEqual({ a: 1 });
    expect([store.findResult('f1')?.outputs, store.findCall('c1')?.answer]).toEqual([{ a: 2 }, 'paid']);
    failure = undefined;
    unlisten();
    await store.flush();
    expect(onDisk((other) => other.findResult('f1')?.outputs)).toEqual({ a: 2 });
    expect(onDisk((other) => other.findCall('c1')?.answer)).toBe('paid');
    expect(told).toEqual(['store-unusable']);
  });

  it('is told to everybody who listens, whatever one of them throws', async () => {
    store.onWriteFailure(() => {
      throw new Error('a bug');
    });
    listen();
    failure = withCode('SQLITE_FULL');
    const saving = store.saveCall(call({ answer: 'paid' }));
    await expect(clock.run(saving)).rejects.toMatchObject({ code: 'store-unusable' });
    expect(told).toEqual(['store-unusable']);
  });

  it('is told of by close, unless somebody has heard of it', async () => {
    failure = withCode('SQLITE_IOERR_WRITE');
    const unlisten = listen();
    store.saveResult(result({}));
    await expect(store.flush()).rejects.toThrow('look whether the disk is well');
    unlisten();
    expect(() => store.close()).not.toThrow();
  });

  it('is told of by close when what somebody has heard of was made up for', async () => {
    failure = withCode('SQLITE_FULL');
    const unlisten = listen();
    store.saveResult(result({ fingerprint: 'early' }));
    await expect(store.flush()).rejects.toThrow('make room');
    unlisten();
    failure = undefined;
    await store.flush();
    failure = withCode('SQLITE_FULL');
    store.saveResult(result({ fingerprint: 'late' }));
    expect(() => store.close()).toThrow('make room on the disk');
  });
});

describe('a write that can never be done', () => {
  it('is left out and told of, and keeps nothing else from the disk', async () => {
    listen();
    store.saveResult(result({ fingerprint: 'good' }));
    store.saveResult(result({ fingerprint: 'bad', recordedAtMs: NaN }));
    const bad = store.saveCall(call({ key: 'bad', recordedAtMs: NaN }));
    const good = store.saveCall(call({ key: 'good' }));
    await store.flush();
    await expect(bad).rejects.toMatchObject({
      code: 'unrecordable-value',
      message: expect.stringContaining('NOT NULL constraint failed: calls.recorded_at_ms'),
    });
    await good;
    expect(told).toEqual(['unrecordable-value', 'unrecordable-value']);
    const found = onDisk((other) => [
      other.findResult('good') !== undefined,
      other.findResult('bad') !== undefined,
      other.findCall('good') !== undefined,
      other.findCall('bad') !== undefined,
    ]);
    expect(found).toEqual([true, false, true, false]);
    expect(store.findResult('bad')).toBeUndefined();
  });
});

describe('closing a store', () => {
  it('releases it, and says so, when its log cannot be put into the file', () => {
    store.close();
    const failing = openStoreBy(path, {
      clock,
      connect: (file) => {
        const connection = connectTo(file);
        const pragma = connection.pragma.bind(connection);
        connection.pragma = (source, options) => {
          if (source.startsWith('wal_checkpoint')) throw withCode('SQLITE_IOERR_FSYNC');
          return pragma(source, options);
        };
        return connection;
      },
    });
    failing.saveResult(result({}));
    expect(() => failing.close()).toThrow('look whether the disk is well');
    expect(() => failing.findResult('f1')).toThrow('it was closed');
    expect(onDisk((other) => other.findResult('f1'))).toEqual(result({}));
  });
});
