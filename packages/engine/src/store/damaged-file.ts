import type Database from 'libsql';
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Connect } from './database.js';

/** Notes beside a store that it was found damaged: whoever opens it next is to look at all of it. */
export function noteSuspicion(path: string): void {
  try {
    writeFileSync(suspicionOf(path), '');
  } catch {
    // Where not even that can be written, the next one finds out as this one did.
  }
}

/** Whether it was noted. */
export function isSuspected(path: string): boolean {
  return existsSync(suspicionOf(path));
}

/** It was looked at, and is whole or moved away. */
export function clearSuspicion(path: string): void {
  rmSync(suspicionOf(path), { force: true });
}

/** @throws Error with the code `SQLITE_CORRUPT` and what is wrong */
export function assertWhole(connection: Database.Database): void {
  const [found] = connection.prepare('PRAGMA quick_check(1)').pluck().all();
  if (found !== 'ok') throw Object.assign(new Error(String(found)), { code: 'SQLITE_CORRUPT' });
}

/** Whether a file that SQLite does not take for a database was a store: something of it is left, or its values are. */
export function wasStore(path: string): boolean {
  return existsSync(`${path}.values`) || beginningOf(path).includes('CREATE TABLE phasegraph_meta (');
}

/** Tables are named in the first pages, as they were made. */
function beginningOf(path: string): Buffer {
  const beginning = Buffer.alloc(1024 * 1024);
  const file = openSync(path, 'r');
  try {
    return beginning.subarray(0, readSync(file, beginning));
  } finally {
    closeSync(file);
  }
}

/**
 * Moves a damaged store away, with what SQLite keeps beside it. Large values stay: each is verified when it is read.
 *
 * @param onDamage is told where it is now
 */
export function moveAway(path: string, onDamage: (sentence: string) => void): void {
  let number = 1;
  while (existsSync(`${path}.set-aside-${number}`)) number++;
  const aside = `${path}.set-aside-${number}`;
  // The file last: one that opens a new one meanwhile must not find the log of this one.
  for (const suffix of ['-shm', '-wal', ''])
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  onDamage(`The store ${path} was damaged; it was moved to ${aside}, and a new one begun.`);
}

/**
 * Lets one process after the other mend a store. The lock is SQLite's own, on an empty file beside the store: it ends with
 * its process. The file stays, since whoever waits for it has it open.
 */
export function mendAlone<T>(path: string, connect: Connect, mend: () => T): T {
  const lock = connect(`${path}.mending`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return mend();
  } finally {
    lock.close();
  }
}

function suspicionOf(path: string): string {
  return `${path}.damaged`;
}
