import { open, stat } from 'node:fs/promises';
import { BriefError } from './read-error.js';

/** The largest brief that is read, in bytes: no brief of a small business comes near it. */
const maxBriefBytes = 1_000_000;

/**
 * The text of a brief's file.
 *
 * @throws BriefError when there is no such file, when it is a folder or a device, too large, empty, or not text
 */
export async function readText(path: string): Promise<string> {
  const fail = (message: string): BriefError =>
    new BriefError(path, [{ path: '', line: null, column: null, message }]);
  const found = await stat(path).catch((error: unknown) => {
    throw fail(reasonOf(error));
  });
  if (found.isDirectory()) throw fail('is a folder; give the YAML or JSON file of a brief');
  if (!found.isFile()) throw fail('is not a regular file; give the YAML or JSON file of a brief');
  if (found.size > maxBriefBytes) {
    throw fail(
      `has ${megabytes(found.size)}, and a brief has at most ${megabytes(maxBriefBytes)}; is it the right file?`,
    );
  }
  const bytes = await firstBytes(path, maxBriefBytes + 1).catch((error: unknown) => {
    throw fail(reasonOf(error));
  });
  // A file may grow between the look at its size and the reading of it.
  if (bytes.length > maxBriefBytes)
    throw fail(`has more than ${megabytes(maxBriefBytes)}; is it the right file?`);
  const text = bytes.includes(0) ? null : decoded(bytes);
  if (text === null) throw fail('is not text in UTF-8; a brief is a YAML or JSON file');
  if (text.trim() === '')
    throw fail('is empty; a brief begins with the name of the business, such as "name: Hearth & Rye"');
  return text;
}

async function firstBytes(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(most);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, most - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === most) return buffer.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist; check the path';
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be read: permission denied';
  return `cannot be read: ${String(error)}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(bytes % 1_000_000 === 0 ? 0 : 1)} MB`;
}
