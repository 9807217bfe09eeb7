import { createHash } from 'node:crypto';
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

/** The bytes of a file. */
export function bytesOf(file: SiteFile): Buffer {
  return Buffer.from(file.data, file.encoding);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function measured(bytes: Buffer): Pick<SiteFile, 'bytes' | 'sha256'> {
  return { bytes: bytes.length, sha256: sha256(bytes) };
}
