import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { workplace } from '../workplace.js';

const bakery = fileURLToPath(new URL('../../../../examples/briefs/bakery.yaml', import.meta.url));

describe('phasegraph generate, with a brief that cannot be used', () => {
  it.each([
    [
      'a wrong type',
      (text: string) => text.replace('price: £4.80', 'price: [4.80]'),
      /:19:12 products\[0\]\.price: expected text/u,
    ],
    ['a missing name', (text: string) => text.replace('name: Hearth & Rye\n', ''), /name: is missing/u],
    ['no YAML', () => 'name: "Hearth\n  - & Rye: {', /not valid YAML/u],
    [
      '10 MB',
      (text: string) => text + '# more\n'.repeat(1_500_000),
      /has 10\.\d MB, and a brief has at most 1 MB/u,
    ],
  ])('says what is wrong with %s, exits with 2 and writes nothing', async (_what, change, message) => {
    const { run, write, files, calls, cwd } = await workplace();
    await write('brief.yaml', change(await readFile(bakery, 'utf8')));
    const { exitCode, stdout, stderr } = await run('generate', 'brief.yaml');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^phasegraph: The brief has \d+ mistakes?; nothing was run and nothing written\. \(invalid-brief\)\n/u,
    );
    expect(stderr).toMatch(message);
    expect(stderr).toContain(join(cwd, 'brief.yaml'));
    expect(await files()).toEqual(['brief.yaml']);
    expect(calls).toEqual([]);
  });

  it('says that a folder is none', async () => {
    const { run, cwd, files } = await workplace();
    await mkdir(join(cwd, 'folder'));
    const { exitCode, stderr } = await run('generate', 'folder');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is a folder; give the YAML or JSON file of a brief');
    expect(await files()).toEqual(['folder']);
  });

  it('says that a missing one is missing, with --json also on stdout', async () => {
    const { run, files } = await workplace();
    const { exitCode, stdout, stderr } = await run('generate', 'none.yaml', '--json');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('none.yaml does not exist');
    expect(JSON.parse(stdout)).toMatchObject({ type: 'end', exitCode: 2, error: { code: 'invalid-brief' } });
    expect(await files()).toEqual([]);
  });
});

describe('phasegraph generate, asked for what cannot be', () => {
  it('names the target that was meant', async () => {
    const { run, files, calls } = await workplace();
    const { exitCode, stderr } = await run('generate', bakery, '--targets', 'sit,styleSystm');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Did you mean "site"?');
    expect(stderr).toContain('Did you mean "styleSystem"?');
    expect(await files()).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('does not touch a folder that is not a site of its own, before anything is spent', async () => {
    const { run, cwd, files, calls } = await workplace();
    await mkdir(join(cwd, 'site'));
    await writeFile(join(cwd, 'site/thesis.txt'), 'ten years of work');
    const { exitCode, stderr } = await run('generate', bakery);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--force');
    expect(calls).toEqual([]);
    expect(await files()).toEqual(['site', 'site/thesis.txt']);
  });

  it('does not begin when there is a file on the way to the folder', async () => {
    const { run, write, calls, files } = await workplace();
    await write('notes.txt', 'notes');
    const { exitCode, stderr } = await run('generate', bakery, '--out', 'notes.txt/deep/site');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('notes.txt is no folder. (unusable-folder)');
    expect(calls).toEqual([]);
    expect(await files()).toEqual(['notes.txt']);
  });

  it('says that a store cannot be used, before anything is spent', async () => {
    const { run, write, calls, files } = await workplace();
    await write('notes.txt', 'these are notes, not a database, and they stay what they are\n'.repeat(50));
    const { exitCode, stderr } = await run('generate', bakery, '--store', 'notes.txt');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('notes.txt cannot be used');
    expect(stderr).toContain('(store-unusable)');
    expect(calls).toEqual([]);
    expect(await files()).toEqual(['notes.txt']);
  });

  it.each([
    [['generate'], "missing required argument 'brief'"],
    [['generate', bakery, '--concurrency', '0'], 'Give a whole number from 1 on.'],
    [['generate', bakery, '--concurrency', 'many'], 'Give a whole number from 1 on.'],
    [['generate', bakery, '--targets', 'site,,'], 'List names with commas between them'],
    [['generate', bakery, '--colour'], "unknown option '--colour'"],
    [['genrate', bakery], 'Did you mean generate?'],
    [['graph', '--format', 'png'], 'Allowed choices are mermaid, dot, json, gexf, svg'],
    [['sandbox', '--port', '70000'], 'Give a port from 0 to 65535.'],
  ])('refuses %j with 2', async (args, message) => {
    const { run, files } = await workplace();
    const { exitCode, stdout, stderr } = await run(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(await files()).toEqual([]);
  });
});
