import type Database from 'libsql';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Notes beside a store that it was found damaged: whoever opens it next is to look at all of it. */
export function noteSuspicion(path: string): void {
  try {
    writeFileSync(suspicionOf(path), '');
  } catch {
    // Where not even that can be written, the next one finds out as this one did.
  }
}

/** Whether it was noted; it no longer is. */
export function takeSuspicion(path: string): boolean {
  const isNoted = existsSync(suspicionOf(path));
  if (isNoted) rmSync(suspicionOf(path));
  return isNoted;
}

/** @throws Error with the code `SQLITE_CORRUPT` and what is wrong */
export function assertWhole(connection: Database.Database): void {
  const [found] = connection.prepare('PRAGMA quick_check(1)').pluck().all();
  if (found !== 'ok') throw Object.assign(new Error(String(found)), { code: 'SQLITE_CORRUPT' });
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
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  onDamage(`The store ${path} was damaged; it was moved to ${aside}, and a new one begun.`);
}

function suspicionOf(path: string): string {
  return `${path}.damaged`;
}
