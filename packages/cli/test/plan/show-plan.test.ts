import { afterEach, describe, expect, it } from '@jest/globals';
import { responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox } from '@phasegraph/sandbox';
import { plainPicture } from '../plain-picture.js';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';
import type { Workplace } from '../workplace.js';

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

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

  it('forecasts time and cost from runs through the same model, under the limits of a config file', async () => {
    const server = await startSandbox({ responders, images: plainPicture });
    open.push(server);
    const { run, write } = await workplace();
    await write('brief.yaml', smallBrief);
    const config = { keys: [{ id: 'a', secret: 'not-a-real-key-0' }], baseURL: server.baseUrl };
    await write('phasegraph.config.yaml', JSON.stringify(config));
    const ended = await run('generate', 'brief.yaml', '--json');
    const { cost, tasks } = JSON.parse(ended.stdout.trimEnd().split('\n').at(-1) ?? '') as {
      cost: { usd: number };
      tasks: Record<string, number>;
    };
    const paid = server.requests.length;
    const free = await planned(run);
    expect(free).toMatchObject({ uncountedLists: [], isFree: false, keys: 1, unknownCosts: [] });
    expect(free.phases.reduce((sum, phase) => sum + phase.tasks, 0)).toBe(tasks['succeeded']);
    // As many tasks as there were, at their mean.
    expect(free.usd).toBeCloseTo(cost.usd, 9);
    await write('phasegraph.config.yaml', JSON.stringify({ ...config, limits: { '*': { rpm: 2 } } }));
    const limited = await planned(run);
    expect(limited.makespanMs).toBeGreaterThan(free.makespanMs + 60_000);
    // Another model for texts: of pictures it is known what they cost, and of nothing else.
    await write('phasegraph.config.yaml', JSON.stringify({ ...config, models: { text: 'gpt-5.5' } }));
    const other = await planned(run);
    expect(other.unknownCosts).toContain('copywriting');
    expect(other.unknownCosts).not.toContain('image-generation');
    expect(
      other.phases.filter(({ estimateFrom }) => estimateFrom === 'runs').map(({ name }) => name),
    ).toContain('image-generation');
    expect(server.requests).toHaveLength(paid);
  });

  it('takes what the sandbox showed for nothing that a model would show', async () => {
    const { run, write } = await workplace();
    await write('brief.yaml', smallBrief);
    await run('generate', 'brief.yaml');
    const offline = await run('plan');
    expect(offline.stdout).toMatch(/Cost: nothing is paid: the embedded sandbox answers, .* \$0\./u);
    expect(offline.stdout).not.toContain('no run has shown');
    await write('phasegraph.config.yaml', 'keys: [{ id: a, secret: not-a-real-key-0 }]\n');
    const asked = await planned(run);
    expect(asked).toMatchObject({ usd: 0, isFree: false });
    expect(asked.unknownCosts).toEqual(expect.arrayContaining(['copywriting', 'image-generation']));
    expect(asked.uncountedLists).toEqual(expect.arrayContaining(['imagePlans', 'sections']));
    const { stdout } = await run('plan');
    expect(stdout).toContain('Cost: not known: no run through this model and server has shown');
  });

  it('names the lists that no run has shown, where one has shown others', async () => {
    const { run, write } = await workplace();
    await write('brief.yaml', smallBrief);
    await run('generate', 'brief.yaml', '--targets', 'pages');
    const before = (await planned(run, '--no-store')).uncountedLists;
    const { uncountedLists } = await planned(run);
    expect(uncountedLists).toContain('imagePlans');
    expect(before.length).toBeGreaterThan(uncountedLists.length);
    expect((await run('plan')).stdout).toMatch(/one for all of [^.]*imagePlans/u);
  });

  it('finds the mistakes of a brief', async () => {
    const { run, write } = await workplace();
    await write('brief.yaml', smallBrief.replace('name: Lane Cycles', 'nome: Lane Cycles'));
    const { exitCode, stderr, stdout } = await run('plan', 'brief.yaml');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Did you mean "name"?');
  });
});

interface Planned {
  readonly uncountedLists: readonly string[];
  readonly isFree: boolean;
  readonly keys: number | null;
  readonly usd: number;
  readonly makespanMs: number;
  readonly unknownCosts: readonly string[];
  readonly phases: readonly {
    readonly name: string;
    readonly tasks: number;
    readonly estimateFrom: string;
  }[];
}

async function planned(run: Workplace['run'], ...args: readonly string[]): Promise<Planned> {
  const { stdout } = await run('plan', '--json', ...args);
  return JSON.parse(stdout) as Planned;
}
