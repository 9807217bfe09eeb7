import { createHash } from 'node:crypto';
import type { StoredBytes } from '@phasegraph/engine';
import type { SiteFile } from './artifact.js';

/** A file of text, with its size and hash. */
export function textFile(path: string, text: string): SiteFile {
  return { path, encoding: 'utf8', data: text, ...measured(Buffer.from(text, 'utf8')) };
}

/** A file of any bytes, with its size and hash. */
export function binaryFile(path: string, bytes: Uint8Array): SiteFile {
  const buffer = Buffer.from(bytes);
  return { path, encoding: 'base64', data: buffer.toString('base64'), ...measured(buffer) };
}

/** A file whose bytes were kept: they are read when they are wanted. */
export function keptFile(path: string, data: StoredBytes): SiteFile {
  return { path, encoding: 'kept', data, bytes: data.size, sha256: data.sha256 };
}

/** The bytes of a file. */
export async function bytesOf(file: SiteFile): Promise<Buffer> {
  return file.encoding === 'kept'
    ? Buffer.from(await file.data.read())
    : Buffer.from(file.data, file.encoding);
}

/** The text of a file that the site has in itself. */
export function textOf(file: SiteFile): string | undefined {
  return file.encoding === 'kept' ? undefined : Buffer.from(file.data, file.encoding).toString('utf8');
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function measured(bytes: Buffer): Pick<SiteFile, 'bytes' | 'sha256'> {
  return { bytes: bytes.length, sha256: sha256(bytes) };
}
