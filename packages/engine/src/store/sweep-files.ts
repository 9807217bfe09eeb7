import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDigest } from './digest.js';
import { codeOf } from './error-code.js';
import { setAsideFolder } from './values.js';

/** Everything in a text that looks like a SHA-256: whatever the text is, what it refers to is among them. */
export function digestsIn(text: string): string[] {
  return text.match(/[0-9a-f]{64}/g) ?? [];
}

/**
 * Removes the files of values that nothing names any more, what was left half written, and what was set aside.
 *
 * @param untouchedSinceMs files that were written or used since then stay, in milliseconds since 1970
 */
export function sweepFiles(
  folder: string,
  { named, untouchedSinceMs }: { readonly named: ReadonlySet<string>; readonly untouchedSinceMs: number },
): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const shelf of entriesOf(folder).filter((name) => name === setAsideFolder || isShelf(name))) {
    for (const name of entriesOf(join(folder, shelf))) {
      const isNamed = shelf !== setAsideFolder && named.has(name);
      const isHalf = name.endsWith('.tmp');
      if (isNamed || !(isDigest(name) || isHalf)) continue;
      const size = removeUntouched(
        join(folder, shelf, name),
        isHalf ? untouchedSinceMs - longestWriteMs : untouchedSinceMs,
      );
      if (size === undefined) continue;
      files += 1;
      bytes += size;
    }
  }
  return { files, bytes };
}

/** A file that was written to so lately may be half of one that a process is writing, in milliseconds. */
const longestWriteMs = 60_000;

function isShelf(name: string): boolean {
  return /^[0-9a-f]{2}$/.test(name);
}

/** How large it was; `undefined` of a file that stays, and of one that another process has removed or renamed just now. */
function removeUntouched(path: string, untouchedSinceMs: number): number | undefined {
  try {
    const { mtimeMs, size } = statSync(path);
    if (mtimeMs >= untouchedSinceMs) return undefined;
    rmSync(path);
    return size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // There is none before the first large value.
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
