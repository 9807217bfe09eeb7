import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Something that was written: where, and its bytes. */
export interface Written {
  readonly where: string;
  readonly bytes: Uint8Array;
}

/** Every file below a folder, but for those that are to hold secrets. */
export async function filesBelow(folder: string, but: readonly string[]): Promise<Written[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !but.some((name) => path === join(folder, name)));
  return Promise.all(paths.map(async (where) => ({ where, bytes: await readFile(where) })));
}

/**
 * Says where a secret stands, whole or in a half of it: as it is, in base64 of whatever is around it, in an address.
 * Looks at every byte.
 */
export function findSecrets(written: readonly Written[], secrets: readonly string[]): string[] {
  const forms = secrets.flatMap((secret, index) =>
    halvesOf(secret).flatMap((half) => formsOf(half).map((form) => ({ form, name: `secret ${index + 1}` }))),
  );
  return written.flatMap(({ where, bytes }) => {
    const text = Buffer.from(bytes).toString('latin1');
    const found = forms.filter(({ form }) => text.includes(form));
    return [...new Set(found.map(({ name }) => `${name} in ${where}`))];
  });
}

/** The halves of a long secret tell of the whole, and of one that is quoted in part. */
function halvesOf(secret: string): string[] {
  const middle = Math.ceil(secret.length / 2);
  if (middle < 12)
    throw new Error('A secret for this search has 24 letters or more: its halves stand nowhere else.');
  return [secret.slice(0, middle), secret.slice(middle)];
}

function formsOf(text: string): string[] {
  return [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('hex'),
    ...[0, 1, 2].flatMap((before) => inBase64(text, before)),
  ];
}

/** The letters of base64 that are the text's alone when so many bytes stand before it in its first group of three. */
function inBase64(text: string, before: number): string[] {
  const groups = Buffer.from('\0'.repeat(before) + text).toString('base64');
  const fromLetter = [0, 2, 3][before] ?? 0;
  const toLetter = Math.floor(((before + text.length) * 8) / 6);
  const letters = groups.slice(fromLetter, toLetter);
  return [letters, letters.replaceAll('+', '-').replaceAll('/', '_')];
}
