import { hash } from 'node:crypto';

/** The SHA-256 of a text's UTF-8 or of bytes, as 64 hexadecimal digits. */
export function digest(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

const digestPattern = /^[0-9a-f]{64}$/;

/** Whether a string is what {@link digest} gives: a reference that was read becomes part of a path. */
export function isDigest(text: string): boolean {
  return digestPattern.test(text);
}
