import { readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { openStore } from '@phasegraph/engine';
import type { Store } from '@phasegraph/engine';
import { responders } from '@phasegraph/phases';
import type { RunEnd } from '../../src/generate/run-end.js';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';
import type { Workplace } from '../workplace.js';

// Whole runs, on a machine that may be busy.
jest.setTimeout(60_000);

const target = ['--targets', 'designStrategy'];

/** A workplace in which a run was made. */
async function withRun(): Promise<Workplace> {
  const place = await workplace();
  await place.write('brief.yaml', smallBrief);
  expect((await place.run('generate', 'brief.yaml', ...target)).exitCode).toBe(0);
  return place;
}

async function idsIn({ run }: Workplace): Promise<string[]> {
  const { stdout } = await run('runs', '--json');
  return (JSON.parse(stdout) as { runId: string }[]).map(({ runId }) => runId);
}

function endOf({ stdout }: { readonly stdout: string }): RunEnd {
  // What was run with `--json` and went off.
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as RunEnd;
}

describe('phasegraph runs', () => {
  it('lists the runs of the store, the latest first, with what each reused and paid', async () => {
    const place = await withRun();
    await place.run('generate', 'brief.yaml', ...target);
    const { exitCode, stdout } = await place.run('runs');
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^run +ended +time +paid +saved +reused$/u),
      expect.stringMatching(/^[0-9]{8}T[0-9]{6}-\S+ {2}succeeded .* nothing +\$0\.\d{4} +1$/u),
      expect.stringMatching(/^[0-9]{8}T[0-9]{6}-\S+ {2}succeeded .* nothing +\$0\.00 +0$/u),
    ]);
    expect((await place.run('runs', '--limit', '1')).stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it.each(['runs', 'show', 'resume'])('%s says that there is no store, and makes none', async (command) => {
    const { run, everything } = await workplace();
    const { exitCode, stderr } = await run(command);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no store at .phasegraph/store.sqlite, so no run is known.');
    expect(await everything()).toEqual([]);
  });
});

describe('a store that was damaged', () => {
  it.each(['runs', 'show', 'gc', 'plan'])('is not set aside by %s in silence', async (command) => {
    const place = await withRun();
    const path = join(place.cwd, '.phasegraph/store.sqlite');
    await truncate(path, 40_000);
    const more = command === 'gc' ? ['--keep', '1'] : [];
    // What is found in use is told, and mended when the store is opened the next time.
    const said = [await place.run(command, ...more), await place.run(command, ...more)];
    expect(said.map(({ stderr }) => stderr).join('')).toMatch(/damaged.*\.set-aside-1/su);
  });
});

describe('phasegraph show', () => {
  it('does not take for nothing what was under way when a process died', async () => {
    const place = await withRun();
    const store = openStore(join(place.cwd, '.phasegraph/store.sqlite'));
    const [last] = store.listRuns(1);
    const events = store.readEvents(last?.runId ?? '');
    const begun = '20990101T000000-begun';
    store.beginRun({ runId: begun, pipeline: 'website', startedAtMs: Date.now() + 1_000 });
    const called = events.findIndex(({ type }) => type === 'call-ended');
    for (const event of events.slice(0, called)) store.appendEvent(begun, event);
    store.close();
    const { stdout } = await place.run('show', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'interrupted', cost: { usd: 0, unknownCalls: 1 } });
  });

  it('says what was reused, what was paid and how it ended', async () => {
    const place = await withRun();
    const first = await place.run('show');
    expect(first.stdout).toMatch(/^\S+ {2}website, succeeded\n/u);
    expect(first.stdout).toMatch(/Calls +1, .* tokens in/u);
    expect(first.stdout).toMatch(/Cost +\$0\.\d+, .*nothing was paid\n/u);
    expect(first.stdout).toMatch(/design-strategy +1 succeeded, 1 call, \$0\.\d{4}\n/u);
    await place.run('generate', 'brief.yaml', ...target);
    const second = await place.run('show');
    expect(second.stdout).toMatch(/Calls +0\n/u);
    expect(second.stdout).toMatch(/Reused +1 of 2 tasks, from the store/u);
    expect(second.stdout).toMatch(/Saved +\$0\.\d+ by reuse\n/u);
    expect(second.stdout).toMatch(/design-strategy +1 reused, \$0\.\d{4} saved\n/u);
  });

  it('finds a run by the beginning of its id, and says when there is none such', async () => {
    const place = await withRun();
    const [id = ''] = await idsIn(place);
    expect((await place.run('show', id.slice(0, -2))).stdout).toContain(id);
    const { exitCode, stderr } = await place.run('show', 'nothing');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('No run has the id nothing. "phasegraph runs" lists those that there are.');
  });

  it('says of what went wrong what it was', async () => {
    const place = await workplace({ faults: () => ({ status: 400, message: 'Not today' }) });
    await place.write('brief.yaml', smallBrief);
    await place.run('generate', 'brief.yaml', ...target);
    const { stdout } = await place.run('show');
    expect(stdout).toMatch(/website, degraded\n/u);
    expect(stdout).toContain('design-strategy by fallback');
  });
});

describe('phasegraph resume', () => {
  it('runs again with the brief and the options of the run, though the file is gone', async () => {
    const place = await withRun();
    const paid = place.calls.length;
    await rm(join(place.cwd, 'brief.yaml'));
    const { exitCode, stdout } = await place.run('resume');
    expect(exitCode).toBe(0);
    expect(place.calls).toHaveLength(paid);
    expect(stdout).toMatch(/Reused +1 of 2 tasks, from the store/u);
    expect(stdout).toContain('Made designStrategy');
  });

  it('makes what the run did not come to', async () => {
    let broken = true;
    const place = await workplace({
      faults: () => (broken ? { status: 400, message: 'Not today' } : undefined),
    });
    await place.write('brief.yaml', smallBrief);
    await place.run('generate', 'brief.yaml', ...target, '--out', 'web');
    broken = false;
    const { exitCode, stdout } = await place.run('resume', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ status: 'succeeded' });
  });

  it('keeps to the budget of the run, unless it is given another one', async () => {
    const place = await workplace();
    await place.write('brief.yaml', smallBrief);
    expect((await place.run('generate', 'brief.yaml', ...target, '--budget', '0')).exitCode).toBe(4);
    expect((await place.run('resume')).exitCode).toBe(4);
    expect(place.calls).toEqual([]);
    expect((await place.run('resume', '--budget', '20')).exitCode).toBe(0);
    expect(place.calls).toHaveLength(1);
  });

  it('goes on from a run that was to make all anew and was stopped, with what that made and nothing older', async () => {
    let stop: (() => void) | undefined;
    let commands = 0;
    const place = await workplace({
      onPorts: (ports) => {
        commands += 1;
        stop = () => ports.stop('SIGINT');
      },
      faults: ({ schemaName }) => void (commands === 2 && schemaName === 'layout_choice' && stop?.()),
    });
    await place.write('brief.yaml', smallBrief);
    const layouts = ['--targets', 'layout,designStrategy', '--json'];
    const full = endOf(await place.run('generate', 'brief.yaml', ...layouts));
    const fresh = await place.run('generate', 'brief.yaml', ...layouts, '--fresh');
    expect(fresh.exitCode).toBe(130);
    expect(fresh.stderr).toContain('Run phasegraph resume to go on from there.');
    const made = endOf(fresh).calls.answered;
    expect(made).toBeGreaterThan(0);
    const resumed = endOf(await place.run('resume', '--json'));
    expect(resumed).toMatchObject({ status: 'succeeded' });
    // All of it was made anew, and nothing twice.
    expect(resumed.calls.answered).toBe(full.calls.answered - made);
    expect(endOf(await place.run('resume', '--json')).calls.answered).toBe(0);
  });

  it('says when calls are paid for that were free, and finds the config file that the run had', async () => {
    const { startSandbox } = await import('@phasegraph/sandbox');
    const server = await startSandbox({ responders });
    try {
      const env: Record<string, string> = {};
      const place = await workplace({ env });
      await place.write('brief.yaml', smallBrief);
      await place.run('generate', 'brief.yaml', ...target);
      expect((await place.run('resume')).stdout).not.toContain('Now there is a key');

      env['OPENAI_API_KEY'] = 'sk-of-this-test';
      env['OPENAI_BASE_URL'] = server.baseUrl;
      expect((await place.run('resume')).stdout).toContain('Now there is a key');
      expect((await place.run('resume')).stdout).not.toContain('Now there is');
      delete env['OPENAI_API_KEY'];
      expect((await place.run('resume')).stdout).toContain('Now there is no key');

      const config = { keys: [{ id: 'of-the-file', secret: 'sk-of-the-file' }], baseURL: server.baseUrl };
      await place.write('phasegraph.config.json', JSON.stringify(config));
      const configured = endOf(await place.run('generate', 'brief.yaml', ...target, '--fresh', '--json'));
      expect(configured.keys).toEqual([expect.objectContaining({ keyId: 'of-the-file' })]);
      const elsewhere = await workplace();
      const store = join(place.cwd, '.phasegraph/store.sqlite');
      const resumed = endOf(await elsewhere.run('resume', '--store', store, '--json'));
      expect(resumed).toMatchObject({ isFree: false, status: 'succeeded' });
      expect(resumed.calls.answered).toBe(0);
    } finally {
      await server.close();
    }
  });

  it('has nothing to go on from after a run on a cassette, which writes nothing', async () => {
    const place = await withRun();
    await place.run('gc', '--keep', '0');
    const paid = place.calls.length;
    await place.run('generate', 'brief.yaml', ...target, '--cassette');
    const { stdout } = await place.run('resume', '--json');
    expect(place.calls).toHaveLength(paid);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'unknown-run' },
    });
  });

  it('keeps no key in what it records of a run', async () => {
    const place = await workplace({ env: { SECRET_OF_KEY: 'sk-never-to-be-written' } });
    await place.write('brief.yaml', smallBrief);
    await place.write(
      'keys.json',
      JSON.stringify({
        keys: [{ id: 'a', env: 'SECRET_OF_KEY' }],
        baseURL: 'http://127.0.0.1:9/v1',
        outageMs: 0,
      }),
    );
    await place.run('generate', 'brief.yaml', '--config', 'keys.json', ...target);
    const file = await readFile(join(place.cwd, '.phasegraph/store.sqlite'), 'latin1');
    expect(file).toContain('keys.json');
    expect(file).not.toContain('sk-never-to-be-written');
  });
});

describe('a run that has not told how it ended', () => {
  /** A workplace with a run, and a later one that was begun; it is under way for as long as the store is open. */
  async function withBegun(): Promise<{ place: Workplace; store: Store; begun: string }> {
    const place = await withRun();
    const store = openStore(join(place.cwd, '.phasegraph/store.sqlite'));
    const [last] = store.listRuns(1);
    const begun = '20990101T000000-begun';
    const startedAtMs = Date.now() + 1_000;
    store.beginRun({ runId: begun, pipeline: 'website', startedAtMs, request: last?.request });
    return { place, store, begun };
  }

  it('is under way for as long as its process lives, and is neither resumed nor forgotten then', async () => {
    const { place, store, begun } = await withBegun();
    const paid = place.calls.length;
    expect((await place.run('runs')).stdout).toMatch(new RegExp(`^${begun} +under-way `, 'mu'));
    expect((await place.run('show')).stdout).toContain(`${begun}  website, under way\n`);
    const resumed = await place.run('resume');
    expect(resumed).toMatchObject({ exitCode: 2, stdout: '' });
    expect(resumed.stderr).toContain(`The run ${begun} is under way in another process. Wait for its end`);
    expect(place.calls).toHaveLength(paid);
    expect((await place.run('gc', '--keep', '0')).stdout).toMatch(
      /^Forgot 1 run, with 0 results and 0 answers .* 1 run left in \S+\n1 run may still be under way, \S+-begun: until it has ended, all results and answers are kept\.\n$/u,
    );
    store.close();
  });

  it('is interrupted when its process is gone, and is resumed and forgotten like any other', async () => {
    const { place, store, begun } = await withBegun();
    store.close();
    expect((await place.run('runs')).stdout).toMatch(new RegExp(`^${begun} +interrupted `, 'mu'));
    expect((await place.run('show')).stdout).toContain('website, interrupted: its process died\n');
    const { exitCode, stdout } = await place.run('resume');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Reused +1 of 2 tasks, from the store/u);
    const forgot = await place.run('gc', '--keep', '0');
    expect(forgot.stdout).toMatch(/^Forgot 3 runs, .* 0 runs left in \S+\n$/u);
  });

  it('is not resumed in place of the last one of the website, when it is of another pipeline', async () => {
    const { place, store } = await withBegun();
    const other = { runId: '20990102T000000-other', pipeline: 'essay', startedAtMs: Date.now() + 2_000 };
    store.beginRun(other);
    store.endRun(other.runId, 'failed');
    store.close();
    expect((await place.run('resume')).exitCode).toBe(0);
    const named = await place.run('resume', other.runId);
    expect(named.exitCode).toBe(2);
    expect(named.stderr).toContain(`The run ${other.runId} does not say what it was asked for.`);
  });
});

describe('phasegraph gc', () => {
  it('forgets all but the last runs, and what is left is reused', async () => {
    const place = await withRun();
    await place.write('other.yaml', smallBrief.replace('Lane Cycles', 'Mill Cycles'));
    await place.run('generate', 'other.yaml', ...target);
    const { exitCode, stdout } = await place.run('gc', '--keep', '1');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^Forgot 1 run, with 1 result and 1 answer that no other one used; freed 0 files, 0 B\. 1 run left in \.phasegraph\/store\.sqlite\.\n$/u,
    );
    const paid = place.calls.length;
    await place.run('generate', 'other.yaml', ...target);
    expect(place.calls).toHaveLength(paid);
    await place.run('generate', 'brief.yaml', ...target);
    expect(place.calls).toHaveLength(paid + 1);
  });

  it('wants to be told how many are kept', async () => {
    const { run } = await withRun();
    expect((await run('gc')).stderr).toContain("required option '--keep <n>' not specified");
    expect((await run('gc', '--keep', '-1')).stderr).toContain('Give a whole number, 0 or more.');
  });
});
