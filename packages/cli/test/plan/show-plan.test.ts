import { describe, expect, it } from '@jest/globals';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';

describe('phasegraph plan', () => {
  it('prints every phase in order of rank, makes no call and writes nothing', async () => {
    const { run, calls, files } = await workplace();
    const { exitCode, stdout } = await run('plan');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('website: 16 phases to make site, qualityReport\n');
    expect(stdout).toMatch(/ image-generation \[each of imagePlans\] +.*imagePlans/u);
    expect(stdout).toContain('Nothing was run, and no call was made.');
    expect(calls).toEqual([]);
    expect(await files()).toEqual([]);
  });

  it('plans only what the targets need', async () => {
    const { run } = await workplace();
    const { stdout } = await run('plan', '--targets', 'pages', '--json');
    const plan = JSON.parse(stdout) as { phases: { name: string; rankMs: number; after: string[] }[] };
    expect(plan.phases.map(({ name }) => name).toSorted()).toEqual([
      'brief-outline',
      'design-context',
      'page-planning',
      'section-planning',
    ]);
    expect(plan.phases.at(-1)).toMatchObject({
      name: 'page-planning',
      after: expect.arrayContaining(['design-context', 'section-planning']),
    });
  });

  it('goes by what runs have shown', async () => {
    const { run, write } = await workplace();
    await write('brief.yaml', smallBrief);
    await run('generate', 'brief.yaml', '--targets', 'designStrategy');
    const { stdout } = await run('plan', 'brief.yaml', '--json');
    const { phases } = JSON.parse(stdout) as { phases: { name: string; estimateFrom: string }[] };
    expect(phases.filter(({ estimateFrom }) => estimateFrom === 'runs')).toMatchObject([
      { name: 'design-strategy' },
    ]);
  });

  it('finds the mistakes of a brief', async () => {
    const { run, write } = await workplace();
    await write('brief.yaml', smallBrief.replace('name: Lane Cycles', 'nome: Lane Cycles'));
    const { exitCode, stderr, stdout } = await run('plan', 'brief.yaml');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Did you mean "name"?');
  });
});
