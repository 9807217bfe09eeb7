import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textFile } from '../../src/site-assembly/site-file.js';

let failAt = Number.POSITIVE_INFINITY;
let renames = 0;
jest.unstable_mockModule('node:fs/promises', () => ({
  ...files,
  rename: async (from: string, to: string) => {
    renames += 1;
    if (renames === failAt) throw new Error('The disk said no');
    await files.rename(from, to);
  },
}));
const { writeSite } = await import('../../src/site-assembly/write.js');

let base = '';
beforeEach(async () => {
  base = await files.mkdtemp(join(tmpdir(), 'phasegraph-failure-'));
});
afterEach(() => files.rm(base, { recursive: true, force: true }));

it.each([1, 2])('has the old site back in its place when change of place %i fails', async (place) => {
  const out = join(base, 'site');
  failAt = Number.POSITIVE_INFINITY;
  await writeSite({ files: [textFile('index.html', 'old')] }, out);
  renames = 0;
  failAt = place;
  await expect(writeSite({ files: [textFile('index.html', 'new')] }, out)).rejects.toThrow(
    'The disk said no',
  );
  expect(await files.readFile(join(out, 'index.html'), 'utf8')).toBe('old');
  expect(await files.readdir(base)).toEqual(['site']);
});
