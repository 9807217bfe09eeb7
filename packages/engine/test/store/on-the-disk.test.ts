import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as nodeFiles from 'node:fs';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { connectTo } from '../../src/store/database.js';
import type { Connection } from '../../src/store/database.js';
import type { Store } from '../../src/store/port.js';
import { openStoreBy } from '../../src/store/sqlite.js';
import type { FileCalls } from '../../src/store/values.js';
import { result } from './contract.js';

const bytes = new Uint8Array(600_000).map((_, at) => at % 251);

let folder: string;
let path: string;
/** What was done to the disk, in order, and to what. */
let done: string[];
let connections: Connection[];
let open: Store[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phasegraph-disk-'));
  path = join(folder, 'runs.db');
  [done, connections, open] = [[], [], []];
});
afterEach(() => {
  for (const store of open) store.close();
  rmSync(folder, { recursive: true });
});

function opened(files: Partial<FileCalls> = {}): Store {
  const store = openStoreBy(path, { connect: watchedConnection, files: { ...watchedFiles(), ...files } });
  open.push(store);
  done = [];
  return store;
}

function watchedConnection(file: string): Connection {
  const connection = connectTo(file);
  const exec = connection.exec.bind(connection);
  connection.exec = (script: string) => {
    const executed = exec(script);
    if (script === 'COMMIT') done.push('commit');
    return executed;
  };
  connections.push(connection);
  return connection;
}

/** File calls that say what they were called for: a file by "value", a folder by its name. */
function watchedFiles(): FileCalls {
  const names = new Map<number, string>();
  return {
    ...nodeFiles,
    openSync: (file, flags, mode) => {
      const opened = nodeFiles.openSync(file, flags, mode);
      names.set(opened, nameOf(String(file)));
      return opened;
    },
    // Of its forms the one that values are written by.
    writeSync: ((file: number, buffer: Uint8Array, at: number) => {
      done.push(`write ${names.get(file)}`);
      return nodeFiles.writeSync(file, buffer, at);
    }) as FileCalls['writeSync'],
    readSync: ((file: number, buffer: Uint8Array) => {
      const length = nodeFiles.readSync(file, buffer);
      if (length === 0) done.push(`read ${names.get(file)}`);
      return length;
    }) as FileCalls['readSync'],
    fsyncSync: (file) => {
      nodeFiles.fsyncSync(file);
      done.push(`sync ${names.get(file)}`);
    },
    renameSync: (from, to) => {
      nodeFiles.renameSync(from, to);
      done.push(`rename ${nameOf(String(from))} ${nameOf(String(to))}`);
    },
  };
}

function nameOf(file: string): string {
  const name = basename(file);
  if (file === folder) return 'folder';
  if (/^[0-9a-f]{2}$/.test(name)) return 'shelf';
  if (name.endsWith('.tmp')) return 'temporary';
  return /^[0-9a-f]{64}$/.test(name) ? 'value' : name;
}

function filesBeside(): string[] {
  const names = readdirSync(`${path}.values`, { recursive: true, encoding: 'utf8' });
  return names.map((name) => nameOf(name)).filter((name) => name !== 'shelf');
}

describe('what is committed', () => {
  const synchronous = (): unknown[] =>
    connections.map((connection) => connection.prepare('PRAGMA synchronous').pluck().all()[0]);
  const [normal, full] = [1, 2];

  it('is down on the disk; only claims are not', () => {
    const store = opened();
    expect(synchronous()).toEqual([full, normal]);
    const claim = { fingerprint: 'f1', nowMs: 0, untilMs: 1 };
    store.claim({ ...claim, run: 'a' });
    store.claim({ ...claim, run: 'b' });
    connections[1]?.exec('DROP TABLE claims');
    expect(() => store.claim({ ...claim, run: 'b' })).toThrow('cannot be used');
    expect(synchronous()).toEqual([full, normal]);
  });

  it('names no file that is not on the disk before, with its name and those of its folders', async () => {
    const store = opened();
    const kept = await store.keep(bytes);
    store.saveResult(result({ outputs: { kept } }));
    await store.flush();
    expect(done).toEqual([
      'write temporary',
      'sync temporary',
      'rename temporary value',
      'sync shelf',
      'sync runs.db.values',
      'sync folder',
      'commit',
    ]);
  });

  it('names no file of another process’s before its name is on the disk', async () => {
    await opened().keep(bytes);
    const other = opened();
    other.saveResult(result({ outputs: { kept: bytes } }));
    await other.flush();
    expect(done.filter((what) => !what.startsWith('read'))).toEqual([
      'sync shelf',
      'sync runs.db.values',
      'sync folder',
      'commit',
    ]);
  });
});

describe('a file that is reused', () => {
  it('is read once by a handle, and again when it was written to', async () => {
    const first = opened();
    first.saveResult(result({ outputs: { kept: await first.keep(bytes) } }));
    await first.flush();
    const second = opened();
    for (let times = 0; times < 3; times++) expect(second.findResult('f1')).toBeDefined();
    expect(done).toEqual(['read value']);
    const shelf = join(`${path}.values`, readdirSync(`${path}.values`)[0] ?? '');
    // As long as before.
    writeFileSync(join(shelf, readdirSync(shelf)[0] ?? ''), bytes.toReversed());
    expect(second.findResult('f1')).toBeUndefined();
    expect(second.damage().join()).toContain('is not what was written');
  });
});

describe('a file that cannot be written', () => {
  const failing = (): never => {
    throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
  };

  it.each([
    ['written', { writeSync: failing }],
    ['put on the disk', { fsyncSync: failing }],
    ['renamed', { renameSync: failing }],
    [
      'closed',
      {
        closeSync: (file: number) => {
          nodeFiles.closeSync(file);
          failing();
        },
      },
    ],
  ])('since it cannot be %s, leaves nothing behind', async (_, calls) => {
    const store = opened(calls);
    await expect(store.keep(bytes)).rejects.toThrow('EIO: i/o error; look whether the disk is well');
    expect(filesBeside()).toEqual([]);
  });

  it('in one go, is written in several', async () => {
    const store = opened({
      writeSync: ((file: number, buffer: Uint8Array, at: number) =>
        nodeFiles.writeSync(
          file,
          buffer,
          at,
          Math.min(70_000, buffer.length - at),
        )) as FileCalls['writeSync'],
    });
    const kept = await store.keep(bytes);
    expect(await kept.read()).toEqual(bytes);
  });
});
