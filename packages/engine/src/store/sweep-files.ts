import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDigest } from './digest.js';

/** Everything in a text that looks like a SHA-256: whatever the text is, what it refers to is among them. */
export function digestsIn(text: string): string[] {
  return text.match(/[0-9a-f]{64}/g) ?? [];
}

/**
 * Removes the files of values that nothing names any more, and what was left half written.
 *
 * @param untouchedSinceMs files that were written or used since then stay, in milliseconds since 1970
 */
export function sweepFiles(
  folder: string,
  { named, untouchedSinceMs }: { readonly named: ReadonlySet<string>; readonly untouchedSinceMs: number },
): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const shelf of entriesOf(folder).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of entriesOf(join(folder, shelf))) {
      if (named.has(name) || !(isDigest(name) || name.endsWith('.tmp'))) continue;
      const path = join(folder, shelf, name);
      const { mtimeMs, size } = statSync(path);
      if (mtimeMs >= untouchedSinceMs) continue;
      rmSync(path);
      files += 1;
      bytes += size;
    }
  }
  return { files, bytes };
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // There is none before the first large value.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
