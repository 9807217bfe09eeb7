import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTo } from '../../src/store/database.js';
import type { Store } from '../../src/store/port.js';
import { openStore, openStoreBy } from '../../src/store/sqlite.js';
import { call, logged, result, storeContract } from './contract.js';
import { runSource, sourceUrl } from './run-source.js';

const sqlite = JSON.stringify(sourceUrl('src/store/sqlite.ts'));

storeContract('openStore', () => {
  const folder = mkdtempSync(join(tmpdir(), 'phasegraph-store-'));
  const store = openStore(join(folder, 'runs.db'));
  return { store, release: () => rmSync(folder, { recursive: true }) };
});

let folder: string;
let path: string;
let open: Store[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasegraph-store-'));
  path = join(folder, 'runs.db');
  open = [];
});
afterEach(() => {
  for (const store of open) store.close();
  rmSync(folder, { recursive: true });
});

function opened(at: string = path): Store {
  const store = openStore(at);
  open.push(store);
  return store;
}

describe('a store that is opened again', () => {
  it('has everything that it had', () => {
    const first = opened();
    const outputs = { small: new Uint8Array([1]), large: new Uint8Array(100_000).fill(3), text: 'x' };
    first.saveResult(result({ outputs }));
    first.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10 });
    first.appendEvent('r1', logged(0, 'a'));
    first.close();
    const second = opened();
    expect(second.findResult('f1')).toStrictEqual(result({ outputs }));
    expect(second.listRuns(10)).toEqual([{ runId: 'r1', pipeline: 'p', startedAtMs: 10, life: 'gone' }]);
    expect(second.readEvents('r1')).toEqual([logged(0, 'a')]);
  });

  it('is whole in its one file and the folder of values', () => {
    const store = opened();
    store.saveResult(result({}));
    store.close();
    const copy = join(folder, 'copy.db');
    writeFileSync(copy, readFileSync(path));
    expect(opened(copy).findResult('f1')).toEqual(result({}));
  });

  it('has a saved result, and the events before it, though its process never closed it', async () => {
    // A process of its own, since only one that dies leaves nothing behind but the files.
    const script = `
      const { openStore } = await import(${sqlite});
      const store = openStore(${JSON.stringify(path)});
      store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10 });
      store.appendEvent('r1', ${JSON.stringify(logged(0, 'before'))});
      store.saveResult(${JSON.stringify(result({ outputs: { text: 'x'.repeat(100_000) } }))});
      void store.flush();
      process.kill(process.pid, 'SIGKILL');`;
    await expect(runSource(script)).rejects.toMatchObject({ signal: 'SIGKILL' });
    const store = opened();
    expect(store.findResult('f1')?.outputs).toEqual({ text: 'x'.repeat(100_000) });
    expect(store.readEvents('r1')).toEqual([logged(0, 'before')]);
  });
});

describe('two handles on one file', () => {
  it('find what the other wrote since they looked ahead, at the second look at the latest', () => {
    const [one, other] = [opened(), opened()];
    one.lookAhead(['f0', 'f1']);
    one.lookAhead(['f2']);
    for (const fingerprint of ['f1', 'f2']) other.saveResult(result({ fingerprint }));
    void other.flush();
    expect(one.findResult('f1')).toEqual(result({ fingerprint: 'f1' }));
    expect([one.findResult('f2'), one.findResult('f2')]).toEqual([undefined, result({ fingerprint: 'f2' })]);
  });

  it('set aside what they have found damaged, and not what the other has put there since', () => {
    const [one, other] = [opened(), opened()];
    one.saveResult(result({}));
    void one.flush();
    sql(`UPDATE results SET phase = 'draw'`);
    one.lookAhead(['f1']);
    other.saveResult(result({ outputs: { text: 'anew' } }));
    void other.flush();
    expect(one.findResult('f1')).toBeUndefined();
    expect(one.findResult('f1')?.outputs).toEqual({ text: 'anew' });
  });

  it('see what the other wrote', () => {
    const [one, other] = [opened(), opened()];
    one.saveResult(result({ fingerprint: 'one' }));
    other.saveResult(result({ fingerprint: 'other', outputs: { big: new Uint8Array(70_000) } }));
    void one.flush();
    void other.flush();
    expect(other.findResult('one')).toBeDefined();
    expect(one.findResult('other')?.outputs).toStrictEqual({ big: new Uint8Array(70_000) });
  });

  it('make one store when two processes open it at once', async () => {
    const script = (id: string): string => `
      const { openStore } = await import(${sqlite});
      const store = openStore(${JSON.stringify(path)});
      for (let i = 0; i < 50; i += 1) {
        const outputs = { text: 'x'.repeat(70_000) + i };
        store.saveResult({ fingerprint: '${id}' + i, phase: 'p', outputs, durationMs: 1, recordedAtMs: 1 });
        void store.flush();
      }
      store.close();`;
    await Promise.all(['a', 'b', 'c'].map((id) => runSource(script(id))));
    const store = opened();
    for (const id of ['a', 'b', 'c']) {
      for (let i = 0; i < 50; i += 1) expect(store.findResult(`${id}${i}`)).toBeDefined();
    }
    expect(store.damage()).toEqual([]);
    expect(files(`${path}.values`).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('a path that is no store', () => {
  it.each([
    ['text', 'a poem, and no database'.repeat(100), 'not a SQLite database'],
    ['a few bytes', 'abc', 'not a SQLite database'],
  ])('is refused when it is %s, and left as it is', (_, content, why) => {
    writeFileSync(path, content);
    expect(() => openStore(path)).toThrow(expect.objectContaining({ code: 'store-unusable' }));
    expect(() => openStore(path)).toThrow(`The store at ${path} cannot be used: the file is ${why}`);
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(folder)).toEqual(['runs.db']);
  });

  it('is refused when it is a folder', () => {
    mkdirSync(path);
    expect(() => openStore(path)).toThrow(/cannot be used: .*EISDIR.*name a file/);
  });

  it('is refused when a folder of it is a file', () => {
    writeFileSync(path, 'x');
    expect(() => openStore(join(path, 'runs.db'))).toThrow(
      expect.objectContaining({ code: 'store-unusable' }),
    );
  });

  it('is refused when it is a database of something else, and left as it is', () => {
    sql('CREATE TABLE birds (name TEXT)');
    const before = sha256(path);
    expect(() => openStore(path)).toThrow('it is a SQLite database of something else');
    expect(sha256(path)).toBe(before);
  });

  it('is refused when its format has another version, and left as it is', () => {
    opened().close();
    sql(`UPDATE phasegraph_meta SET value = '99' WHERE key = 'version'`);
    const before = sha256(path);
    expect(() => openStore(path)).toThrow(
      'its format has version 99, and this release reads versions up to 2',
    );
    expect(sha256(path)).toBe(before);
  });
});

describe('a store that is damaged', () => {
  const filled = (): Buffer => {
    const store = opened();
    for (let i = 0; i < 100; i += 1) store.saveResult(result({ fingerprint: `f${i}` }));
    store.close();
    return readFileSync(path);
  };
  // A copy: of the file itself SQLite remembers the size for as long as this process lives.
  const copy = (): string => join(folder, 'copy.db');

  it('is moved away when it was cut off, and a new one is begun', () => {
    writeFileSync(copy(), filled().subarray(0, 20_000));
    const store = opened(copy());
    expect(store.damage()).toEqual([
      `The store ${copy()} was damaged; it was moved to ${copy()}.set-aside-1, and a new one begun.`,
    ]);
    expect(readFileSync(`${copy()}.set-aside-1`)).toHaveLength(20_000);
    expect(store.findResult('f1')).toBeUndefined();
    store.saveResult(result({}));
    void store.flush();
    expect(opened(copy()).findResult('f1')).toEqual(result({}));
    expect(opened(copy()).damage()).toEqual([]);
  });

  it('is moved away when its first bytes are, and a new one is begun', () => {
    const bytes = filled();
    writeFileSync(copy(), bytes.fill('x', 0, 16));
    const store = opened(copy());
    expect(store.damage()).toEqual([expect.stringContaining('.set-aside-1, and a new one begun.')]);
    expect(readFileSync(`${copy()}.set-aside-1`)).toEqual(bytes);
  });

  it('is moved away when nothing is left of it but the values beside it, which stay', async () => {
    const { sha256: kept } = await opened(copy()).keep(new Uint8Array([1, 2, 3]));
    const other = join(folder, 'other.db');
    mkdirSync(`${other}.values`);
    cpSync(`${copy()}.values`, `${other}.values`, { recursive: true });
    writeFileSync(other, new Uint8Array(8192));
    expect(opened(other).damage()).toHaveLength(1);
    expect(existsSync(join(`${other}.values`, kept.slice(0, 2), kept))).toBe(true);
  });

  it('is moved away the next time when it is only found damaged while it is used', () => {
    const bytes = filled();
    // All but the first page, which says that it is a database, and the tables that opening reads.
    const pageOf = (sql: string): number => Number(rowsOf(path, sql)[0]);
    const page = pageOf(`SELECT rootpage FROM sqlite_master WHERE name = 'results'`);
    const size = pageOf('PRAGMA page_size');
    bytes.fill(0xee, (page - 1) * size, page * size);
    writeFileSync(copy(), bytes);
    const first = opened(copy());
    expect(() => first.findResult('f1')).toThrow(/it is damaged: when it is opened the next time/);
    const second = opened(copy());
    expect(second.damage()).toEqual([expect.stringContaining('.set-aside-1, and a new one begun.')]);
    expect(second.findResult('f1')).toBeUndefined();
  });
});

describe('a store that two processes find damaged', () => {
  it('is mended by one of them, and left as it is by the other', () => {
    writeFileSync(path, damagedFile());
    let first: Store | undefined;
    // The second one has found it damaged before the first has mended it, and comes to mend it after that.
    const second = openStoreBy(path, {
      connect: (file) => {
        if (first !== undefined) return connectTo(file);
        first = opened();
        first.saveResult(result({}));
        void first.flush();
        throw Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
      },
    });
    open.push(second);
    expect(first?.damage()).toHaveLength(1);
    expect(second.damage()).toEqual([]);
    expect(second.findResult('f1')).toEqual(result({}));
    expect(existsSync(`${path}.set-aside-2`)).toBe(false);
  });

  it('is looked at by the next one when the first is killed before it has', () => {
    opened().close();
    writeFileSync(`${path}.damaged`, '');
    const dies = (): never => {
      throw new Error('killed');
    };
    expect(() => openStoreBy(path, { connect: dies })).toThrow('killed');
    expect(existsSync(`${path}.damaged`)).toBe(true);
    opened();
    expect(existsSync(`${path}.damaged`)).toBe(false);
  });

  /** What says that it is a database, and then nothing. */
  function damagedFile(): Buffer {
    const at = join(folder, 'other.db');
    openStore(at).close();
    return readFileSync(at).subarray(0, 20_000);
  }
});

describe('importing the store', () => {
  it('loads no native module before one is opened', async () => {
    const script = `
      import { createRequire } from 'node:module';
      const { openStore } = await import(${sqlite});
      const loaded = () => Object.keys(createRequire('file:///x.js').cache).some((file) => file.endsWith('.node'));
      const before = loaded();
      openStore(${JSON.stringify(path)}).close();
      console.log(before, loaded());`;
    expect(await runSource(script)).toBe('false true\n');
  });
});

describe('a new store', () => {
  it('is made with the folders that it lies in', () => {
    const deep = join(folder, 'a/b/runs.db');
    opened(deep).saveResult(result({}));
    expect(existsSync(deep)).toBe(true);
  });

  it('is made in a file that is empty', () => {
    writeFileSync(path, '');
    const store = opened();
    store.saveResult(result({}));
    void store.flush();
    expect(opened().findResult('f1')).toEqual(result({}));
  });
});

describe('values beside the file', () => {
  const large = { image: new Uint8Array(65_537).fill(5) };

  it('are there from 64 KB on, once for equal ones', () => {
    const store = opened();
    store.saveResult(result({ fingerprint: 'small', outputs: { image: new Uint8Array(65_536) } }));
    expect(existsSync(`${path}.values`)).toBe(false);
    store.saveResult(result({ fingerprint: 'f1', outputs: large }));
    store.saveResult(result({ fingerprint: 'f2', outputs: { again: [large.image] } }));
    const name = createHash('sha256').update(large.image).digest('hex');
    expect(files(`${path}.values`)).toEqual([join(name.slice(0, 2), name)]);
  });

  it.each([
    ['cut off', (file: string) => truncateSync(file, 100)],
    ['changed', (file: string) => writeFileSync(file, new Uint8Array(65_537).fill(6))],
    ['gone', (file: string) => rmSync(file)],
  ])('that are %s count as not recorded, and are made anew by the next save', (_, harm) => {
    const store = opened();
    store.saveResult(result({ outputs: large }));
    harm(join(`${path}.values`, files(`${path}.values`)[0] ?? ''));
    expect(store.findResult('f1')).toBeUndefined();
    expect(store.damage().at(-1)).toContain('A recorded result of "write" could not be read back whole');
    expect(store.findResult('f1')).toBeUndefined();
    store.saveResult(result({ outputs: large }));
    expect(store.findResult('f1')?.outputs).toStrictEqual(large);
  });

  it('that cannot be written reject with what to do next', async () => {
    const store = opened();
    writeFileSync(`${path}.values`, 'in the way');
    await expect(store.saveCall(call({ answer: 'x'.repeat(100_000) }))).rejects.toMatchObject({
      code: 'store-unusable',
      message: expect.stringContaining(path),
    });
  });

  it('that are damaged are moved aside, not deleted', () => {
    const store = opened();
    store.saveResult(result({ outputs: large }));
    const [value = ''] = files(`${path}.values`);
    writeFileSync(join(`${path}.values`, value), 'not what it was');
    store.findResult('f1');
    expect(readFileSync(join(`${path}.values`, 'set-aside', value.slice(3)), 'utf8')).toBe('not what it was');
    expect(store.damage()[0]).toContain('is not what was written');
  });

  it('that are damaged are replaced when another task gives the same value', () => {
    const store = opened();
    store.saveResult(result({ outputs: large }));
    writeFileSync(join(`${path}.values`, files(`${path}.values`)[0] ?? ''), 'not what it was');
    store.saveResult(result({ fingerprint: 'f2', outputs: large }));
    expect(store.findResult('f1')?.outputs).toStrictEqual(large);
  });
});

describe('rows that were changed behind the store', () => {
  it.each([
    [`UPDATE results SET outputs = '{"text":"hellx"}'`],
    [`UPDATE results SET outputs = NULL`],
    [`UPDATE small_values SET bytes = x'00'`],
    [`DELETE FROM small_values`],
  ])('count as not recorded and are set aside: %s', (harm) => {
    const store = opened();
    store.saveResult(result({ outputs: { text: 'hello', bytes: new Uint8Array([1, 2]) } }));
    void store.flush();
    sql(harm);
    expect(store.findResult('f1')).toBeUndefined();
    expect(store.damage()).toHaveLength(1);
    expect(sql('SELECT kind, id FROM set_aside')).toEqual([{ kind: 'result', id: 'f1' }]);
    store.saveResult(result({ outputs: { bytes: new Uint8Array([1, 2]) } }));
    expect(store.findResult('f1')?.outputs).toStrictEqual({ bytes: new Uint8Array([1, 2]) });
  });

  it.each([
    ['results', 'usd = 12345'],
    ['results', 'duration_ms = 1'],
    ['results', 'recorded_at_ms = 1'],
    ['results', `phase = 'draw'`],
    ['calls', 'usd = 12345'],
    ['calls', `usage = '{"inputTokens":77777'`],
    ['calls', `key_id = 'another'`],
    ['calls', `phase = 'draw'`],
  ])('count as not recorded, whichever column it is: %s, %s', async (table, harm) => {
    const store = opened();
    store.saveResult(result({ usd: 0.5 }));
    await store.saveCall(call({ usd: 1, usage: { inputTokens: 3 } }));
    sql(`UPDATE ${table} SET ${harm}`);
    const found = [store.findResult('f1') !== undefined, store.findCall('c1') !== undefined];
    expect(found).toEqual([table !== 'results', table !== 'calls']);
    expect(store.damage()).toHaveLength(1);
    expect(sql('SELECT kind FROM set_aside')).toEqual([{ kind: table.slice(0, -1) }]);
  });

  it('stay as they are where they are only read, with what lies beside the file', async () => {
    const store = opened();
    store.saveResult(result({ outputs: { text: 'x'.repeat(100_000) } }));
    store.saveResult(result({ fingerprint: 'f2' }));
    await store.saveCall(call({}));
    const kept = await store.keep(new Uint8Array(70_000));
    store.saveResult(result({ fingerprint: 'f3', outputs: { kept } }));
    store.close();
    sql(`UPDATE calls SET phase = 'draw'`);
    sql(`UPDATE results SET phase = 'draw' WHERE fingerprint = 'f2'`);
    const names = files(`${path}.values`);
    for (const name of names) truncateSync(join(`${path}.values`, name), 10);
    const rows = (): unknown[] =>
      ['results', 'calls', 'set_aside'].map((table) => sql(`SELECT * FROM ${table}`));
    const before = rows();
    const again = opened();
    const untouched = { leavesDamaged: true };
    for (const id of ['f1', 'f2', 'f3']) expect(again.findResult(id, untouched)).toBeUndefined();
    expect(again.findCall('c1', untouched)).toBeUndefined();
    // A file is found damaged before the row that names it is.
    expect(again.damage()).toHaveLength(6);
    again.close();
    expect([rows(), files(`${path}.values`)]).toEqual([before, names]);
  });

  it('are set aside by the end of a run that finds its own so', () => {
    const store = opened();
    store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 1, request: { about: 'bread' } });
    sql(`UPDATE runs SET pipeline = 'q'`);
    store.endRun('r1', 'succeeded');
    expect(sql('SELECT kind, id FROM set_aside')).toEqual([{ kind: 'run', id: 'r1' }]);
    expect(store.listRuns(1)).toEqual([{ runId: 'r1', pipeline: 'q', startedAtMs: 1, status: 'succeeded' }]);
  });

  it.each([`request = '{"a'`, `pipeline = 'q'`, `status = 'lost'`])(
    'keep no other run from being listed, and nothing from being forgotten: %s',
    (harm) => {
      const store = opened();
      for (const [at, runId] of ['r1', 'r2'].entries()) {
        store.beginRun({ runId, pipeline: 'p', startedAtMs: at, request: { about: runId } });
        store.endRun(runId, 'succeeded');
      }
      sql(`UPDATE runs SET ${harm} WHERE id = 'r1'`);
      const [second, first] = store.listRuns(10);
      expect(second).toEqual({
        runId: 'r2',
        pipeline: 'p',
        startedAtMs: 1,
        status: 'succeeded',
        request: { about: 'r2' },
      });
      expect(first).toMatchObject({ runId: 'r1', startedAtMs: 0 });
      expect(first).not.toHaveProperty('request');
      expect(first?.status).not.toBe('lost');
      expect(store.damage()).toEqual([
        expect.stringContaining('The record of run r1 is not what was written'),
      ]);
      expect(sql('SELECT kind, id FROM set_aside')).toEqual([{ kind: 'run', id: 'r1' }]);
      expect(store.listRuns(10)).toHaveLength(2);
      expect(store.damage()).toHaveLength(1);
      expect(store.gc({ keep: 1, nowMs: 10 })).toMatchObject({ runs: 1 });
    },
  );

  it('are left out of the events when they still are events', () => {
    const store = opened();
    store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10 });
    for (let seq = 0; seq < 3; seq += 1) store.appendEvent('r1', logged(seq, 'paid 1 $'));
    store.endRun('r1', 'succeeded');
    sql(
      `UPDATE events SET event = replace(event, '"atMs":10,"type":"task-logged","task":"write"', '"atMs":10,"type":"task-logged","task":"wrote"')`,
    );
    expect(store.readEvents('r1').map((event) => event.seq)).toEqual([0, 2]);
    expect(store.damage()).toEqual(['Event 1 of run r1 is not what was written; it was left out.']);
  });

  it('are left out of the events', () => {
    const store = opened();
    store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10 });
    for (let seq = 0; seq < 3; seq += 1) store.appendEvent('r1', logged(seq, 'x'));
    store.endRun('r1', 'succeeded');
    sql(`UPDATE events SET event = replace(event, '{"seq":1,', '{"seq":')`);
    expect(store.readEvents('r1').map((event) => event.seq)).toEqual([0, 2]);
    expect(store.damage()).toEqual(['Event 1 of run r1 is not what was written; it was left out.']);
  });
});

describe('a store that was closed', () => {
  it('says that the store was closed', () => {
    const store = opened();
    store.close();
    expect(() => store.saveResult(result({}))).toThrow('it was closed; open it again');
  });
});

function sql(statement: string): unknown[] {
  const database = new Database(path);
  try {
    const prepared = database.prepare(statement);
    return statement.startsWith('SELECT') ? prepared.all() : [prepared.run()];
  } finally {
    database.close();
  }
}

/** What a statement gives, its first column. */
function rowsOf(file: string, statement: string): unknown[] {
  const database = new Database(file);
  try {
    return database.prepare(statement).pluck().all();
  } finally {
    database.close();
  }
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** The files below a folder. */
function files(below: string): string[] {
  const names = readdirSync(below, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /[0-9a-f]{64}/.test(name)).toSorted();
}
