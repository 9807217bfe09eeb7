import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { RunEvent } from '@phasegraph/engine';
import { siteOf, siteOfQuietRun } from '../site-of.js';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';
import type { Workplace } from '../workplace.js';
import { outcomeOf } from './outcome.js';
import { start, startMain } from './started.js';
import type { Started } from './started.js';

// Processes of their own, from their start: on a busy machine that takes a while.
jest.setTimeout(240_000);

const open: Started[] = [];
afterEach(async () => {
  for (const started of open) started.kill('SIGKILL');
  await Promise.all(open.splice(0).map(({ exited }) => exited));
});

describe('the phasegraph process, when its server is killed in mid-run', () => {
  it('loses nothing when the server comes back in time', async () => {
    const { place, run, port } = await killedInMidRun({ outageMs: 180_000 });
    // That no key gets an answer is known: from now on the server may come back.
    await run.line(says('tripped'));
    await startServer(place, port);
    expect(await run.exited).toBe(0);
    const { events, end } = outcomeOf(run);
    expect(end).toMatchObject({ status: 'succeeded', troubles: [], tasks: { degraded: 0, failed: 0 } });
    expect(keyStates(events)).toEqual(expect.arrayContaining(['tripped', 'recovered']));
    // Nothing was made a second time by its task: what was not answered went to the next key by itself.
    expect(events.filter(({ type }) => type === 'attempt-failed')).toEqual([]);
    expect(await siteOf(place)).toEqual(await siteOfQuietRun());
  });

  it('goes by its fallbacks when the server stays away, without asking for each of them', async () => {
    const outageMs = 1500;
    const { run } = await killedInMidRun({ outageMs });
    expect(await run.exited).toBe(0);
    const { events, end } = outcomeOf(run);
    expect(end).toMatchObject({
      status: 'degraded',
      tasks: { failed: 0, skipped: 0 },
      site: { files: expect.any(Number) },
    });

    for (const target of targetsOf(events)) {
      const givenUp = givenUpAt(events, target);
      const later = events.filter(({ seq }) => seq > givenUp);
      // Whoever comes now is told at once. What was in flight breaks off, five pictures at the most; and a call may
      // leave to see if the server is up again, one a key when its circuit opens, which is ever more seldom.
      const calls = later.filter((event) => event.type === 'call-ended' && event.call.target === target);
      expect(calls.length).toBeLessThanOrEqual(5 + 2);
      const failed = later.filter(
        (event) => event.type === 'attempt-failed' && event.error.message.includes(target),
      );
      for (const { error, retryInMs } of failed.filter((event) => event.type === 'attempt-failed')) {
        expect({ code: error.code, retryInMs }).toEqual({
          code: 'provider-unavailable',
          retryInMs: undefined,
        });
      }
    }
    const unavailable = events.filter(
      (event) => event.type === 'attempt-failed' && event.error.code === 'provider-unavailable',
    );
    expect(unavailable.length).toBeGreaterThan(10);
  });
});

/** Starts a server of its own and the command against it, and kills the server when it has given its first answer. */
async function killedInMidRun(options: {
  outageMs: number;
}): Promise<{ place: Workplace; run: Started; port: string }> {
  const place = await workplace();
  const server = await startServer(place, '0');
  const keys = ['a', 'b'].map((id) => ({ id, secret: `sk-of-no-account-${id}` }));
  await place.write('brief.yaml', smallBrief);
  await place.write('config.json', JSON.stringify({ keys, baseURL: server.baseURL, ...options }));
  const run = startMain(['generate', 'brief.yaml', '--json', '--config', 'config.json'], place.cwd);
  open.push(run);
  await run.line(says('call-ended'));
  server.process.kill('SIGKILL');
  await server.process.exited;
  return { place, run, port: new URL(server.baseURL).port };
}

/** Each answer takes a moment, so that calls are in flight whenever the server is killed. */
const latencyMs = '150';

async function startServer({ cwd }: Workplace, port: string): Promise<{ process: Started; baseURL: string }> {
  const file = fileURLToPath(new URL('sandbox-process.ts', import.meta.url));
  const process = start(file, [port, latencyMs], cwd);
  open.push(process);
  return { process, baseURL: await process.line(() => true) };
}

function says(word: string): (line: string) => boolean {
  return (line) => line.includes(`"${word}"`);
}

function keyStates(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'key-changed' ? [event.change.status] : []));
}

/** What was called when it no longer answered. */
function targetsOf(events: readonly RunEvent[]): string[] {
  const targets = events.flatMap((event) =>
    event.type === 'key-changed' && event.change.status === 'tripped' ? [event.change.target] : [],
  );
  const distinct = [...new Set(targets)];
  expect(distinct).toHaveLength(2);
  return distinct;
}

/** The number of the event in which the first call to a target was told that nobody answers any more. */
function givenUpAt(events: readonly RunEvent[], target: string): number {
  const first = events.find(
    (event) =>
      event.type === 'attempt-failed' &&
      event.error.code === 'provider-unavailable' &&
      event.error.message.includes(target),
  );
  if (first === undefined) throw new Error(`${target} was never given up`);
  return first.seq;
}
