import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { website } from '@phasegraph/phases';
import type { RunEnd } from '../../src/generate/run-end.js';
import { smallBrief } from '../small-brief.js';
import { TestTerminal } from '../view/terminal.js';
import { workplace } from '../workplace.js';
import type { Workplace, WorkplaceOptions } from '../workplace.js';

// Whole sites, on a machine that may be busy.
jest.setTimeout(60_000);

describe('phasegraph generate', () => {
  it('makes the site of a brief, and takes every answer of a model from the store the next time', async () => {
    const { run, files, calls } = await withBrief();
    const first = await run('generate', 'brief.yaml');
    expect(first.exitCode).toBe(0);
    expect(first.stderr).toBe('');
    expect(first.stdout).toContain(
      'Lane Cycles  offline, by the embedded sandbox: OPENAI_API_KEY is not set\n',
    );
    expect(first.stdout).toMatch(/^ +\S+ {2}site-assembly: done in /mu);
    expect(first.stdout).toMatch(/✔ site is ready: \d+ files, /u);
    expect(first.stdout).toContain('open site/index.html in a browser');
    expect(await files()).toEqual(
      expect.arrayContaining(['site/index.html', 'site/sitemap.xml', 'site/robots.txt', 'site/404.html']),
    );
    const paid = calls.length;
    expect(paid).toBeGreaterThan(10);

    const second = await run('generate', 'brief.yaml');
    expect(second.exitCode).toBe(0);
    expect(calls).toHaveLength(paid);
    // What asks nobody is done anew, by the code of today.
    const done = [...second.stdout.matchAll(/^ +\S+ {2}(\S+): done in /gmu)].map(([, phase]) => phase);
    expect(done).toEqual([
      'brief-outline',
      'section-briefs',
      'code-generation',
      'site-assembly',
      'quality-assessment',
    ]);
    expect(second.stdout).toMatch(/image-generation: reused/u);
    expect(second.stdout).toMatch(/Reused {7}16 of 24 tasks, from the store/u);
  });

  it('stops calling where the budget ends, keeps what was made, and goes on with a larger one', async () => {
    const { run, calls, files } = await withBrief();
    const first = await run('generate', 'brief.yaml', '--budget', '0.03', '--json');
    const end = lastLine(first.stdout);
    expect(first.exitCode).toBe(4);
    expect(end).toMatchObject({ status: 'budget-exhausted', budgetUsd: 0.03, isFree: true, site: null });
    expect(end.cost.usd).toBeGreaterThan(0);
    expect(end.cost.usd).toBeLessThanOrEqual(0.03);
    expect(first.stderr).toContain('Out of budget');
    expect(first.stderr).toContain('A budget is for one run');
    expect((await files()).some((file) => file.startsWith('site/'))).toBe(false);
    const paid = calls.length;
    expect(paid).toBeGreaterThan(0);

    const second = await run('generate', 'brief.yaml', '--budget', '$20', '--json');
    const whole = lastLine(second.stdout);
    expect(second.exitCode).toBe(0);
    expect(whole.cost.savedUsd).toBeCloseTo(end.cost.usd, 9);
    expect(whole.tasks.reused).toBe(end.kept);
    // The other calls cost as much as in a run that is made in one go.
    const other = await withBrief();
    const once = lastLine((await other.run('generate', 'brief.yaml', '--json')).stdout);
    expect(calls.length).toBe(other.calls.length);
    expect(end.cost.usd + whole.cost.usd).toBeCloseTo(once.cost.usd, 9);
  });

  it('refuses to use only what a store has, and no store', async () => {
    const { run, calls } = await withBrief();
    const { exitCode, stdout, stderr } = await run('generate', 'brief.yaml', '--cassette', '--no-store');
    expect([exitCode, stdout, calls]).toEqual([2, '', []]);
    expect(stderr).toContain('With --cassette only answers that a store has are used');
    const absent = await run('generate', 'brief.yaml', '--cassette', '--store', 'absent.sqlite');
    expect([absent.exitCode, absent.stdout, calls]).toEqual([2, '', []]);
    expect(absent.stderr).toContain('there is none at absent.sqlite');
  });

  it('refuses a budget that is no amount', async () => {
    const { run } = await withBrief();
    for (const budget of ['much', '-1', '']) {
      const { exitCode, stderr } = await run('generate', 'brief.yaml', `--budget=${budget}`);
      expect([exitCode, stderr.includes('Give an amount of US dollars')]).toEqual([2, true]);
    }
  });

  it('writes nothing but events to stdout with --json, and ends with the report', async () => {
    const { run, cwd } = await withBrief();
    const { exitCode, stdout, stderr } = await run('generate', 'brief.yaml', '--json', '--out', 'web');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const events = lines.slice(0, -1);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    expect(events[0]).toMatchObject({ type: 'run-started', pipeline: 'website' });
    expect(events.at(-1)).toMatchObject({ type: 'run-ended', status: 'succeeded' });
    expect(lines.at(-1)).toMatchObject({
      type: 'end',
      exitCode,
      status: 'succeeded',
      site: { path: join(cwd, 'web') },
      store: join(cwd, '.phasegraph/store.sqlite'),
      troubles: [],
      quality: { counts: { error: 0 } },
    });
    expect(stderr).toContain('web is ready');
    expect(stderr).not.toContain('"seq"');
  });

  it('goes on by rule when a phase cannot be asked, and says so', async () => {
    const { run, files } = await withBrief({
      faults: ({ schemaName }) =>
        schemaName === 'seo_choice' ? { status: 400, message: 'no such model' } : undefined,
    });
    const { exitCode, stdout } = await run('generate', 'brief.yaml');
    expect(stdout).toMatch(/▲ site is ready: .*, 1 task made by fallback\./u);
    expect(stdout).toContain('▲ seo-strategy by fallback');
    expect(stdout).toContain('no such model');
    expect(exitCode).toBe(0);
    expect(await files()).toContain('site/index.html');
    expect((await run('generate', 'brief.yaml', '--strict')).exitCode).toBe(3);
  });

  it('shows the run live on a terminal', async () => {
    const terminal = new TestTerminal(80, 60);
    const { run } = await withBrief({ stdout: terminal.stream });
    const { exitCode } = await run('generate', 'brief.yaml');
    const screen = await terminal.screen();
    expect(exitCode).toBe(0);
    expect(screen.slice(0, 2)).toEqual([
      'Lane Cycles  offline, by the embedded sandbox: OPENAI_API_KEY is not set',
      '',
    ]);
    // A line for every phase, once; what was drawn before has gone.
    expect(screen.filter((line) => line.startsWith('✔ '))).toHaveLength(website.phases.length + 1);
    expect(screen.filter((line) => line.includes(' waits for '))).toEqual([]);
    expect(screen).toContainEqual(expect.stringMatching(/^✔ site is ready: /u));
    expect(screen.at(-1)).toBe('  Look at it   open site/index.html in a browser');
  });

  it('shows plain lines on a terminal of CI', async () => {
    const terminal = new TestTerminal(80, 60);
    const { run } = await withBrief({ stdout: terminal.stream, env: { CI: 'true', NO_COLOR: '1' } });
    await run('generate', 'brief.yaml', '--targets', 'pages');
    expect(terminal.written).not.toContain('\u001B');
    expect(await terminal.screen()).toContainEqual(expect.stringMatching(/ page-planning: done in /u));
  });

  it('writes a trace that names every task', async () => {
    const { run, cwd } = await withBrief();
    const args = ['generate', 'brief.yaml', '--targets', 'pages', '--trace'];
    expect((await run(...args, 'run.trace.json')).exitCode).toBe(0);
    const { traceEvents } = JSON.parse(await readFile(join(cwd, 'run.trace.json'), 'utf8')) as {
      traceEvents: { args: { task?: string } }[];
    };
    const tasks = new Set(traceEvents.flatMap(({ args: { task } }) => task ?? []));
    expect(tasks).toEqual(new Set(['brief-outline', 'design-context', 'section-planning', 'page-planning']));
    expect((await run(...args, 'none/run.trace.json')).stderr).toContain('is no folder. Make it first.');
  });

  it('keeps the site when its trace cannot be written', async () => {
    const { run, files } = await withBrief();
    const { exitCode, stderr } = await run('generate', 'brief.yaml', '--no-store', '--trace', '/dev/full');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('ENOSPC');
    expect(await files()).toContain('site/index.html');
  });

  it('makes only what is asked for', async () => {
    const { run, files, calls } = await withBrief();
    const { exitCode, stdout } = await run(
      'generate',
      'brief.yaml',
      '--targets',
      'designStrategy',
      '--json',
      '--no-store',
    );
    expect(exitCode).toBe(0);
    expect(calls).toHaveLength(1);
    expect(await files()).toEqual(['brief.yaml']);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      site: null,
      store: null,
      values: { designStrategy: { character: expect.any(String) } },
    });
  });

  it('aborts at Ctrl-C, keeps what was made and goes on from there', async () => {
    let stop: (() => void) | undefined;
    const place = await withBrief({
      onPorts: (ports) => (stop ??= () => ports.stop('SIGINT')),
      // Only the first command can hear it: the second one has ports of its own.
      faults: ({ schemaName }) => void (schemaName === 'layout_choice' && stop?.()),
    });
    const stopped = await place.run('generate', 'brief.yaml');
    expect(stopped.exitCode).toBe(130);
    expect(stopped.stdout).toContain('Stopping: calls in flight are aborted.');
    expect(stopped.stdout).toMatch(/■ Stopped after .*\. No site was written\./u);
    expect(stopped.stdout).toMatch(
      /\d+ tasks? kept in \.phasegraph\/store\.sqlite\. Run the same command again/u,
    );
    expect(await place.files()).toEqual(['brief.yaml']);
    const again = await place.run('generate', 'brief.yaml');
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toMatch(/Reused {7}\d+ of \d+ tasks, from the store/u);
  });

  it('never shows a key, even when the server quotes it', async () => {
    const secret = 'sk-proj-0123456789abcdef';
    const { startSandbox } = await import('@phasegraph/sandbox');
    const server = await startSandbox({
      faults: () => ({ status: 400, message: `The key ${secret} may not do this` }),
    });
    try {
      const { run, cwd } = await withBrief({
        env: { OPENAI_API_KEY: secret, OPENAI_BASE_URL: server.baseUrl },
      });
      const args = ['generate', 'brief.yaml', '--targets', 'designStrategy'];
      const { stdout, stderr } = await run(...args);
      const json = await run(...args, '--json', '--verbose');
      expect(stdout).toContain(`asking ${new URL(server.baseUrl).host}`);
      expect(stdout).toContain('may not do this');
      const kept = await readFile(join(cwd, '.phasegraph/store.sqlite'), 'latin1');
      for (const text of [stdout, stderr, json.stdout, json.stderr, kept]) expect(text).not.toContain(secret);
    } finally {
      await server.close();
    }
  });
});

async function withBrief(options?: WorkplaceOptions): Promise<Workplace> {
  const place = await workplace(options);
  await place.write('brief.yaml', smallBrief);
  return place;
}

/** The last line of `--json`, as far as it is about money. */
function lastLine(
  stdout: string,
): Pick<RunEnd, 'status' | 'cost' | 'budgetUsd' | 'isFree' | 'site' | 'tasks' | 'kept'> {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as RunEnd;
}
