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

  it('forecasts time and cost from runs, under the limits of a config file', async () => {
    const { run, write, calls } = await workplace();
    await write('brief.yaml', smallBrief);
    const ended = await run('generate', 'brief.yaml', '--json');
    const { cost, tasks } = JSON.parse(ended.stdout.trimEnd().split('\n').at(-1) ?? '') as {
      cost: { usd: number };
      tasks: Record<string, number>;
    };
    const paid = calls.length;
    const free = await planned();
    expect(free).toMatchObject({ isCounted: true, keys: null, unknownCosts: [] });
    expect(free.phases.reduce((sum, phase) => sum + phase.tasks, 0)).toBe(tasks['succeeded']);
    // As many tasks as there were, at their mean.
    expect(free.usd).toBeCloseTo(cost.usd, 9);
    await write(
      'phasegraph.config.yaml',
      "keys: [{ id: a, secret: not-a-real-key-0 }]\nlimits: { '*': { rpm: 2 } }\n",
    );
    const limited = await planned();
    expect(limited.keys).toBe(1);
    expect(limited.makespanMs).toBeGreaterThan(free.makespanMs + 60_000);
    expect(calls).toHaveLength(paid);

    async function planned() {
      const { stdout } = await run('plan', '--json');
      return JSON.parse(stdout) as {
        isCounted: boolean;
        keys: number | null;
        usd: number;
        makespanMs: number;
        unknownCosts: string[];
        phases: { tasks: number }[];
      };
    }
  });

  it('finds the mistakes of a brief', async () => {
    const { run, write } = await workplace();
    await write('brief.yaml', smallBrief.replace('name: Lane Cycles', 'nome: Lane Cycles'));
    const { exitCode, stderr, stdout } = await run('plan', 'brief.yaml');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Did you mean "name"?');
  });
});
