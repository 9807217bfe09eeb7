import { open, stat } from 'node:fs/promises';
import { wholeFile } from './file-error.js';
import type { FileKind, FileReading } from './file-kind.js';

/** The largest file that is read, in bytes: nothing that a person writes by hand comes near it. */
const maxBytes = 1_000_000;

/** The text of a file; unusable when there is none, when it is a folder or a device, too large, empty, or not text. */
export async function readText(
  path: string,
  { called, example, beginsWith }: FileKind,
): Promise<FileReading<string>> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return fail(`is a folder; give the YAML or JSON file of ${called}`);
    if (!found.isFile()) return fail(`is not a regular file; give the YAML or JSON file of ${called}`);
    if (found.size > maxBytes) {
      return fail(
        `has ${megabytes(found.size)}, and ${called} has at most ${megabytes(maxBytes)}; is it the right file?`,
      );
    }
    const bytes = await firstBytes(path, maxBytes + 1);
    // A file may grow between the look at its size and the reading of it.
    if (bytes.length > maxBytes) return fail(`has more than ${megabytes(maxBytes)}; is it the right file?`);
    const text = bytes.includes(0) ? null : decoded(bytes);
    if (text === null) return fail(`is not text in UTF-8; ${called} is a YAML or JSON file`);
    if (text.trim() === '')
      return fail(`is empty; ${called} begins with ${beginsWith}, such as "${example}"`);
    return { status: 'read', value: text };
  } catch (error) {
    return fail(reasonOf(error));
  }
}

function fail(message: string): FileReading<never> {
  return { status: 'unusable', problems: [wholeFile(message)] };
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
