import type Database from 'libsql';
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { errors, messageOf } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import { assertWhole, clearSuspicion, isSuspected, mendAlone, moveAway, wasStore } from './damaged-file.js';
import { codeOf } from './error-code.js';
import { migrations } from './migrations.js';

/** An open connection to a store's file. */
export type Connection = Database.Database;

/** How long a connection stands still for another process, in milliseconds, where nothing shorter is said. */
const busyTimeoutMs = 5000;

/** How long one that writes what can be asked for again does. */
const unsyncedPatienceMs = 20;

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
    // Found damaged while it was used: how much of it is, only a look at all of it can tell.
    if (!isSuspected(path)) return openFile(path, connect);
  } catch (error) {
    if (!isDamageOf(path, error)) throw unusable(path, error);
  }
  try {
    return mendAlone(path, connectTo, () => openMended(path, onDamage, connect));
  } catch (error) {
    throw unusable(path, error);
  }
}

/**
 * Opens what commits at once and not down to the disk: for what no process outlives, and a power cut may forget. A write
 * that finds another process at it gives up soon.
 */
export function openUnsynced(path: string, connect: Connect = connectTo): Connection {
  const connection = connect(path);
  connection.pragma('synchronous = NORMAL');
  connection.pragma(`busy_timeout = ${unsyncedPatienceMs}`);
  // It would wait for the disk after all.
  connection.pragma('wal_autocheckpoint = 0');
  return connection;
}

/** Looks at all of the file, again: another process may have mended it meanwhile. A damaged one is moved away. */
function openMended(path: string, onDamage: (sentence: string) => void, connect: Connect): Connection {
  let connection: Connection | undefined;
  try {
    connection = openFile(path, connect);
    assertWhole(connection);
  } catch (error) {
    connection?.close();
    if (!isDamageOf(path, error)) throw error;
    moveAway(path, onDamage);
    connection = openFile(path, connect);
  }
  // Last: whoever is killed before leaves it to the next one.
  clearSuspicion(path);
  return connection;
}

/** Whether an error says that the file is not what was written. */
export function isDamage(error: unknown): boolean {
  const code = codeOf(error);
  // A file that ends before it should has been cut off.
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ';
}

/** The same of a file, of which not even the first bytes may be left. */
function isDamageOf(path: string, error: unknown): boolean {
  return isDamage(error) || (codeOf(error) === 'SQLITE_NOTADB' && wasStore(path));
}

function openFile(path: string, connect: Connect): Connection {
  const connection = connect(path);
  try {
    const found = versionIn(connection);
    // Outside of a transaction, where alone SQLite allows it, and lasting: the file remembers it.
    if (found === 0) {
      // So that room which is free in the file can be given back.
      connection.pragma('auto_vacuum = INCREMENTAL');
      connection.pragma('journal_mode = WAL');
    }
    if (found === 'foreign' || !(found <= migrations.length)) throw new Refused(refusalOf(found));
    if (found < migrations.length) migrate(connection);
    // A commit is on the disk when it returns: what was paid for survives a power cut.
    connection.pragma('synchronous = FULL');
    // In pages of 4 KB: a page that many commits write is copied into the file once for all of them.
    connection.pragma('wal_autocheckpoint = 4000');
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

/**
 * Writes all or nothing. The driver's own `transaction` hides a failed commit behind its failing rollback.
 *
 * @param patienceMs how long it may stand still for another process that writes, in milliseconds
 */
export function inTransaction(connection: Connection, write: () => void, patienceMs?: number): void {
  beginWriting(connection, patienceMs);
  try {
    write();
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function beginWriting(connection: Connection, patienceMs: number = busyTimeoutMs): void {
  // Only here: a read goes on beside a write, and what holds it up is short.
  if (patienceMs !== busyTimeoutMs) connection.pragma(`busy_timeout = ${patienceMs}`);
  try {
    // Immediate: a transaction that begins by reading could not wait for its turn to write.
    connection.exec('BEGIN IMMEDIATE');
  } finally {
    if (patienceMs !== busyTimeoutMs) connection.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }
}

/** Why SQLite could not do it and what to do about it, in a sentence. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'SQLITE_NOTADB') return `${noDatabase}.`;
  const next = Object.entries(advice).find(([prefix]) => code.startsWith(prefix))?.[1];
  return next === undefined ? `${messageOf(error)}.` : `${messageOf(error)}; ${next}.`;
}

const anotherPath = 'name another file, or move this one away to begin a new store';

const noDatabase = `the file is not a SQLite database; ${anotherPath}`;

const diskFull = 'make room on the disk; what was recorded before is kept';

const diskUnwell = 'look whether the disk is well';

const damaged = 'it is damaged: when it is opened the next time, it is moved away, and a new store is begun';

const advice = {
  SQLITE_CORRUPT: damaged,
  SQLITE_IOERR_SHORT_READ: damaged,
  SQLITE_FULL: diskFull,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  SQLITE_IOERR: diskUnwell,
  EIO: diskUnwell,
  SQLITE_BUSY: 'another process holds it: wait for that to end, or end it, and run again',
  SQLITE_READONLY: 'make the file and its folder writable',
  SQLITE_CANTOPEN: 'make the file and its folder readable and writable',
};

class Refused extends Error {}

/**
 * Looks before SQLite does: it takes a file of a few bytes for an empty database and overwrites it. A file that is there is
 * not opened for it: closing it again would end every lock that this process has on it.
 */
function assertDatabaseFile(path: string): void {
  let size: number;
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Makes the file when there is none: whether it can be written is then known with a reason, as it is of a folder.
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() !== true) closeSync(openSync(path, 'a'));
    size = found?.size ?? 0;
  } catch (error) {
    throw errors.storeUnusable(path, `${messageOf(error)}; name a file that can be written.`, error);
  }
  if (size > 0 && size < smallestDatabase) throw errors.storeUnusable(path, `${noDatabase}.`);
}

/** One page, of the smallest size that there is, in bytes. */
const smallestDatabase = 512;

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
