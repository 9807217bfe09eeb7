import type Database from 'libsql';
import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { errors, messageOf } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import { assertWhole, moveAway, takeSuspicion } from './damaged-file.js';
import { migrations } from './migrations.js';

/** An open connection to a store's file. */
export type Connection = Database.Database;

/** How long a write waits for another process's, in milliseconds; each takes about one. */
const busyTimeoutMs = 5000;

/** Opens a connection to a file, which is there. */
export type Connect = (path: string) => Connection;

/**
 * Opens the file of a store, or makes it. Nothing is written before what is there is known to be a store of this
 * format, or of one before it: that is brought up to this one. A store that is damaged is moved away, and a new one begun.
 *
 * @param onDamage hears of a file that was moved away
 * @throws PhasegraphError `store-unusable` for a file that is no store, or one of a newer format
 */
export function openDatabase(
  path: string,
  onDamage: (sentence: string) => void,
  connect: Connect = connectTo,
): Connection {
  assertDatabaseFile(path);
  try {
    return openFile(path, connect);
  } catch (error) {
    if (!isDamage(error)) throw unusable(path, error);
  }
  try {
    moveAway(path, onDamage);
    return openFile(path, connect);
  } catch (error) {
    throw unusable(path, error);
  }
}

/** Whether an error says that the file is not what was written. */
export function isDamage(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_CORRUPT');
}

function openFile(path: string, connect: Connect): Connection {
  const connection = connect(path);
  try {
    // Found damaged while it was used: how much of it is, only a look at all of it can tell.
    if (takeSuspicion(path)) assertWhole(connection);
    const found = versionIn(connection);
    // Outside of a transaction, where alone SQLite allows it, and lasting: the file remembers it.
    if (found === 0) connection.pragma('journal_mode = WAL');
    if (found === 'foreign' || !(found <= migrations.length)) throw new Refused(refusalOf(found));
    if (found < migrations.length) migrate(connection);
    // A commit is on the disk when it returns: what was paid for survives a power cut.
    connection.pragma('synchronous = FULL');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function unusable(path: string, error: unknown): PhasegraphError {
  return errors.storeUnusable(path, error instanceof Refused ? error.message : reasonOf(error), error);
}

/** Makes what the format has by now and the file has not, all of it or nothing. */
function migrate(connection: Connection): void {
  inTransaction(connection, () => {
    // Asked again: of two processes that open one file the second finds what the first has made.
    const found = versionIn(connection);
    if (found === 'foreign') throw new Refused(refusalOf(found));
    for (const script of migrations.slice(found)) connection.exec(script);
    connection
      .prepare(`UPDATE phasegraph_meta SET value = ? WHERE key = 'version'`)
      .run(String(migrations.length));
  });
}

/** Writes all or nothing. The driver's own `transaction` hides a failed commit behind its failing rollback. */
export function inTransaction(connection: Connection, write: () => void): void {
  // Immediate: a transaction that begins by reading could not wait for its turn to write.
  connection.exec('BEGIN IMMEDIATE');
  try {
    write();
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/** Why SQLite could not do it and what to do about it, in a sentence. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const next = Object.entries(advice).find(([prefix]) => code.startsWith(prefix))?.[1];
  return next === undefined ? `${messageOf(error)}.` : `${messageOf(error)}; ${next}.`;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

const anotherPath = 'name another file, or move this one away to begin a new store';

const diskFull = 'make room on the disk; what was recorded before is kept';

const advice = {
  SQLITE_NOTADB: anotherPath,
  SQLITE_CORRUPT:
    'it is damaged: when it is opened the next time, it is moved away, and a new store is begun',
  SQLITE_FULL: diskFull,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  SQLITE_BUSY: `another process has held it for ${busyTimeoutMs / 1000} s: wait for it to end`,
  SQLITE_READONLY: 'make the file and its folder writable',
  SQLITE_CANTOPEN: 'make the file and its folder readable and writable',
};

class Refused extends Error {}

/** The first bytes of every SQLite database. */
const magic = 'SQLite format 3\0';

/** Looks before SQLite does: it takes a file of a few bytes for an empty database and overwrites it. */
function assertDatabaseFile(path: string): void {
  let start: string;
  try {
    mkdirSync(dirname(path), { recursive: true });
    start = startOf(path);
  } catch (error) {
    throw errors.storeUnusable(path, `${messageOf(error)}; name a file that can be written.`, error);
  }
  if (start !== '' && start !== magic) {
    throw errors.storeUnusable(path, `the file is not a SQLite database; ${anotherPath}.`);
  }
}

function startOf(path: string): string {
  const buffer = Buffer.alloc(magic.length);
  // Makes the file when there is none: whether it can be written is then known with a reason.
  const file = openSync(path, 'a+');
  try {
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(file);
  }
}

/** Opens a connection by the driver. */
export function connectTo(path: string): Connection {
  // Required here and not imported above: whoever imports the engine and opens no store loads no native module.
  const Libsql: typeof Database = createRequire(import.meta.url)('libsql');
  return new Libsql(path, { timeout: busyTimeoutMs });
}

/** The version of the format; 0 of an empty database, `'foreign'` when the tables are somebody else's. */
function versionIn(connection: Connection): number | 'foreign' {
  const names = connection.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
  if (names.length === 0) return 0;
  if (!names.includes('phasegraph_meta')) return 'foreign';
  const version = connection.prepare(`SELECT value FROM phasegraph_meta WHERE key = 'version'`).pluck().all();
  return version.length === 0 ? 'foreign' : Number(version[0]);
}

function refusalOf(version: number | 'foreign'): string {
  return version === 'foreign'
    ? `it is a SQLite database of something else; ${anotherPath}.`
    : `its format has version ${version}, and this release reads versions up to ${migrations.length}; ` +
        `use the release that wrote it, or ${anotherPath}.`;
}
