import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { filesBelow, findSecrets } from './find-secrets.js';

const secret = 'sk-planted/first+half_and/second+half==';

describe('findSecrets', () => {
  it.each<[string, string]>([
    ['as it is', `authorization: Bearer ${secret}`],
    ['in an address', `https://models.example/?key=${encodeURIComponent(secret)}`],
    ['in half', `Bearer ${secret.slice(0, 22)}***`],
    ['in the other half', `***${secret.slice(18)}`],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
    ...['', 'a', 'ab', 'abc'].flatMap((before): [string, string][] =>
      (['base64', 'base64url'] as const).map((encoding) => [
        `in ${encoding} behind ${before.length} letters`,
        Buffer.from(`${before}${secret} and more`).toString(encoding),
      ]),
    ),
  ])('finds a secret %s', (_how, text) => {
    const bytes = Buffer.concat([Buffer.of(0, 255, 254), Buffer.from(text)]);
    expect(findSecrets([{ where: 'here', bytes }], ['sk-another-one-that-is-not-there', secret])).toEqual([
      'secret 2 in here',
    ]);
  });

  it('finds none where none is', () => {
    expect(findSecrets([{ where: 'here', bytes: Buffer.from('sk-planted, and no more') }], [secret])).toEqual(
      [],
    );
  });
});

describe('filesBelow', () => {
  it('reads every file but those that are left out by their whole path', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'phasegraph-files-'));
    try {
      await mkdir(join(folder, 'a/.b'), { recursive: true });
      for (const path of ['keys.yaml', 'a/keys.yaml', 'a/.b/c']) await writeFile(join(folder, path), path);
      const found = await filesBelow(folder, ['keys.yaml']);
      expect(found.map(({ where }) => where).toSorted()).toEqual([
        join(folder, 'a/.b/c'),
        join(folder, 'a/keys.yaml'),
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
