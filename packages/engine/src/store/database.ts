import type Database from 'libsql';
import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { errors, messageOf } from '../errors.js';

/** An open connection to a store's file. */
export type Connection = Database.Database;

/** Counts up when the tables change. */
const formatVersion = 1;

/** How long a write waits for another process's, in milliseconds; each takes about one. */
const busyTimeoutMs = 5000;

/**
 * Opens the file of a store, or makes it. Nothing is written before what is there is known to be a store of this
 * format.
 *
 * @throws PhasegraphError `store-unusable` for a file that is no store, or one of another version
 */
export function openDatabase(path: string): Connection {
  assertDatabaseFile(path);
  const connection = connect(path);
  try {
    if (versionIn(connection) === undefined) {
      // Outside of a transaction, where alone SQLite allows it, and lasting: the file remembers it.
      connection.pragma('journal_mode = WAL');
      // Immediate, so that of two processes that make one store the second finds the tables of the first.
      inTransaction(connection, () => connection.exec(tables));
    }
    const version = versionIn(connection);
    if (version !== formatVersion) throw new Refused(refusalOf(version));
    // A commit is on the disk when it returns: what was paid for survives a power cut.
    connection.pragma('synchronous = FULL');
    return connection;
  } catch (error) {
    connection.close();
    throw errors.storeUnusable(path, error instanceof Refused ? error.message : reasonOf(error), error);
  }
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
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const next = Object.entries(advice).find(([prefix]) => code.startsWith(prefix))?.[1];
  return next === undefined ? `${messageOf(error)}.` : `${messageOf(error)}; ${next}.`;
}

const anotherPath = 'name another file, or move this one away to begin a new store';

const advice = {
  SQLITE_NOTADB: anotherPath,
  SQLITE_CORRUPT: `it was damaged: ${anotherPath}`,
  SQLITE_FULL: 'make room on the disk; what was recorded before is kept',
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

function connect(path: string): Connection {
  try {
    // Required here and not imported above: whoever imports the engine and opens no store loads no native module.
    const Libsql: typeof Database = createRequire(import.meta.url)('libsql');
    return new Libsql(path, { timeout: busyTimeoutMs });
  } catch (error) {
    throw errors.storeUnusable(path, reasonOf(error), error);
  }
}

/** The version of the format; `undefined` of an empty database, `'foreign'` when the tables are somebody else's. */
function versionIn(connection: Connection): number | 'foreign' | undefined {
  const names = connection.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
  if (names.length === 0) return undefined;
  if (!names.includes('phasegraph_meta')) return 'foreign';
  const version = connection.prepare(`SELECT value FROM phasegraph_meta WHERE key = 'version'`).pluck().all();
  return Number(version[0]);
}

function refusalOf(version: number | 'foreign' | undefined): string {
  return version === 'foreign' || version === undefined
    ? `it is a SQLite database of something else; ${anotherPath}.`
    : `its format has version ${version}, and this release reads version ${formatVersion}; ` +
        `use the release that wrote it, or ${anotherPath}.`;
}

/** Strict, so that what is read has the type that was written. */
const tables = `
  CREATE TABLE IF NOT EXISTS phasegraph_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  INSERT OR IGNORE INTO phasegraph_meta VALUES ('version', '${formatVersion}');
  CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, started_at_ms REAL NOT NULL, status TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS runs_by_start ON runs (started_at_ms);
  CREATE TABLE IF NOT EXISTS events (
    run TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (run, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS results (
    fingerprint TEXT PRIMARY KEY, phase TEXT NOT NULL, duration_ms REAL NOT NULL, recorded_at_ms REAL NOT NULL,
    outputs_sha256 TEXT NOT NULL, outputs TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS results_by_phase ON results (phase, recorded_at_ms);
  CREATE TABLE IF NOT EXISTS small_values (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS set_aside (kind TEXT NOT NULL, id TEXT NOT NULL, content ANY) STRICT;
`;
