import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { website } from '@phasegraph/phases';
import { workplace } from '../workplace.js';

const names = website.phases.map(({ name }) => name);

describe('phasegraph graph', () => {
  it('prints a Mermaid graph of all phases', async () => {
    const { run, calls } = await workplace();
    const { exitCode, stdout } = await run('graph');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^(?:flowchart|graph|---)/u);
    for (const name of names) expect(stdout).toContain(name);
    expect(calls).toEqual([]);
  });

  it.each([
    ['dot', /^(?:strict )?digraph /u],
    ['svg', /<svg[ >]/u],
    ['json', /^\{/u],
    ['gexf', /^<\?xml[^]*<gexf /u],
  ])('prints it as %s', async (format, start) => {
    const { run } = await workplace();
    const { exitCode, stdout } = await run('graph', '--format', format);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(start);
    expect(stdout.endsWith('\n')).toBe(true);
    for (const name of names) expect(stdout).toContain(name);
  });

  it('writes it to a file, and to nowhere else', async () => {
    const { run, cwd, files } = await workplace();
    const { exitCode, stdout } = await run('graph', '--format', 'svg', '--out', 'graph.svg');
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(await readFile(join(cwd, 'graph.svg'), 'utf8')).toContain('image-generation');
    expect(await files()).toEqual(['graph.svg']);
  });

  it('says that a folder is no file', async () => {
    const { run } = await workplace();
    const { exitCode, stderr } = await run('graph', '--out', '.');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('it is a folder. Name a file in it. (unusable-file)');
  });
});
