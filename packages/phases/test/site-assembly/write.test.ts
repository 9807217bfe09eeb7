import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Site } from '../../src/site-assembly/artifact.js';
import { markerName } from '../../src/site-assembly/ours.js';
import { textFile } from '../../src/site-assembly/site-file.js';
import { SiteWriteError, writeSite } from '../../src/site-assembly/write.js';

const siteOf = (files: Record<string, string>): Site => ({
  files: Object.entries(files).map(([path, text]) => textFile(path, text)),
});
const site = siteOf({ 'index.html': 'home', 'assets/site.css': 'css' });

let base = '';
let out = '';
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'phasegraph-write-'));
  out = join(base, 'site');
});
afterEach(() => rm(base, { recursive: true, force: true }));

describe('writeSite', () => {
  it('writes every file and a list of them, and nothing beside the folder', async () => {
    await writeSite(site, out);
    expect(await readFile(join(out, 'assets/site.css'), 'utf8')).toBe('css');
    const marker = JSON.parse(await readFile(join(out, markerName), 'utf8'));
    expect(Object.keys(marker.files)).toEqual(['index.html', 'assets/site.css']);
    expect(await readdir(base)).toEqual(['site']);
  });

  it('leaves the folder to be read by whom the system lets read new folders', async () => {
    await writeSite(site, out);
    const made = join(base, 'made');
    await mkdir(made);
    expect((await stat(out)).mode).toBe((await stat(made)).mode);
  });

  it('replaces a site of its own, leaving nothing of the old one', async () => {
    await writeSite(site, out);
    await writeSite(siteOf({ 'index.html': 'new' }), out);
    expect((await readdir(out)).toSorted()).toEqual([markerName, 'index.html']);
    expect(await readFile(join(out, 'index.html'), 'utf8')).toBe('new');
  });

  it('takes an empty folder', async () => {
    await mkdir(out);
    await writeSite(site, out);
    expect(await readFile(join(out, 'index.html'), 'utf8')).toBe('home');
  });

  it('makes the folders above it', async () => {
    await writeSite(site, join(out, 'deep', 'er'));
    expect(await readFile(join(out, 'deep', 'er', 'index.html'), 'utf8')).toBe('home');
  });

  it.each([
    ['has files that are not its own', async () => writeFile(join(out, 'thesis.txt'), 'mine')],
    [
      'has a file added to its own',
      async () => {
        await writeSite(site, out);
        await writeFile(join(out, 'CNAME'), 'mine');
      },
    ],
    [
      'has a file of its own changed',
      async () => {
        await writeSite(site, out);
        await writeFile(join(out, 'index.html'), 'mine');
      },
    ],
    ['has a list that is no list', async () => writeFile(join(out, markerName), '[]')],
  ])('refuses a folder that %s, and takes it when forced', async (_, prepare) => {
    await mkdir(out);
    await prepare();
    const before = await contents(out);
    await expect(writeSite(site, out)).rejects.toMatchObject({
      code: 'not-ours',
      message: expect.stringContaining('--force'),
    });
    expect(await contents(out)).toEqual(before);
    await writeSite(site, out, { force: true });
    expect(await readFile(join(out, 'index.html'), 'utf8')).toBe('home');
    expect(await readdir(base)).toEqual(['site']);
  });

  it('refuses a file in the place of the folder', async () => {
    await writeFile(out, 'mine');
    await expect(writeSite(site, out)).rejects.toMatchObject({ code: 'not-ours' });
    expect(await readFile(out, 'utf8')).toBe('mine');
  });

  it('refuses a folder that holds a home or the caller, even when forced', async () => {
    for (const folder of ['/', homedir(), process.cwd(), join(process.cwd(), '..')]) {
      await expect(writeSite(site, folder, { force: true })).rejects.toMatchObject({
        code: 'protected-folder',
      });
    }
  });

  it.each([
    '../escape.html',
    'a/../../escape.html',
    '/etc/passwd',
    'a\\..\\b.html',
    'nul\0.html',
    'C:/x.html',
    './x.html',
    'a//b.html',
    '.phasegraph-site.json',
    '.htaccess',
    '',
    'line\nbreak.html',
  ])('refuses the path %j, with nothing written', async (path) => {
    await expect(writeSite(siteOf({ 'index.html': 'home', [path]: 'x' }), out)).rejects.toBeInstanceOf(
      SiteWriteError,
    );
    expect(await readdir(base)).toEqual([]);
  });

  it('refuses two paths that some file systems take for one, and contents that are not those of their hash', async () => {
    const twice = siteOf({ 'a.html': 'one', 'A.html': 'two' });
    await expect(writeSite(twice, out)).rejects.toMatchObject({ code: 'unsafe-path' });
    const forged = {
      files: site.files.map((file) => ({ ...file, encoding: 'utf8' as const, data: 'other' })),
    };
    await expect(writeSite(forged, out)).rejects.toMatchObject({ code: 'unsafe-path' });
    expect(await readdir(base)).toEqual([]);
  });

  it('leaves the old site and nothing half-written when writing fails', async () => {
    await writeSite(site, out);
    const before = await contents(out);
    // One path is a folder of the other, so the second cannot be written.
    const impossible = siteOf({ 'index.html': 'new', page: 'file', 'page/inner.html': 'x' });
    await expect(writeSite(impossible, out)).rejects.toThrow();
    expect(await contents(out)).toEqual(before);
    expect(await readdir(base)).toEqual(['site']);
  });

  it('writes through a symbolic link and leaves the link', async () => {
    const real = join(base, 'real');
    await mkdir(real);
    await symlink(real, out);
    await writeSite(site, out);
    expect(await readFile(join(real, 'index.html'), 'utf8')).toBe('home');
    expect((await readdir(base)).toSorted()).toEqual(['real', 'site']);
  });
});

async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])),
  );
}
