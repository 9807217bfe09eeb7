import { describe, expect, it, jest } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each, systemClock } from '@phasegraph/engine';
import type { Clock, Pipeline, RunHandle, RunReport } from '@phasegraph/engine';
import { z } from 'zod';
import { errors } from '../../src/errors.js';

const items = artifactList('items', z.number(), { key: String });
const done = artifactList('done', z.number());
const given = { items: Array.from({ length: 2_000 }, (_, at) => at) };

/** Time that passes only since it is looked at, a millisecond each time; the event loop is the system's. */
function lookedAtClock(): Clock {
  let nowMs = 0;
  return { ...systemClock, now: () => nowMs++ };
}

/** What becomes of a run to which something else happens as soon as the event loop turns. */
function interrupted(
  pipeline: { start(options: { clock: Clock }): RunHandle },
  interrupt: (handle: RunHandle) => void,
): Promise<RunReport> {
  const handle = pipeline.start({ clock: lookedAtClock() });
  setImmediate(() => interrupt(handle));
  return handle.result;
}

const endedAs = (report: RunReport, status: string): number =>
  report.tasks.filter(({ end }) => end.status === status).length;

const mapOf = (run: (inputs: { item: number }) => { done: number } | Promise<{ done: number }>) => {
  const phase = definePhase({ name: 'work', inputs: { item: each(items) }, outputs: { done }, run });
  const pipeline = definePipeline({ name: 'p', given: { items }, phases: [phase] });
  return { start: (options: { clock: Clock }) => pipeline.start(given, options) };
};

/** A thousand phases, each after the one before. */
const chain = () => {
  const artifacts = Array.from({ length: 1_001 }, (_, at) => artifact<string, number>(`a${at}`, z.number()));
  const phases = artifacts.slice(1).map((output, at) => {
    const name: string = `p${at}`;
    const inputs = { from: artifacts[at] ?? output };
    return definePhase({
      name,
      inputs,
      outputs: { to: output },
      run: async ({ from }) => ({ to: from + 1 }),
    });
  });
  const pipeline: Pipeline = definePipeline({ name: 'p', given: { a0: artifacts[0] ?? seed }, phases });
  return { start: (options: { clock: Clock }) => pipeline.start({ a0: 0 }, options) };
};
const seed = artifact('seed', z.number());

describe('phases that never really wait', () => {
  it.each([
    ['items that return at once', () => mapOf(({ item }) => ({ done: item }))],
    ['items that promise', () => mapOf(async ({ item }) => ({ done: item }))],
    ['a chain that promises', chain],
  ])('let a cancellation through: %s', async (_, make) => {
    const report = await interrupted(make(), (handle) => handle.cancel());
    expect(report.status).toBe('cancelled');
    expect(endedAs(report, 'succeeded')).toBeGreaterThan(0);
    expect(endedAs(report, 'cancelled')).toBeGreaterThan(100);
  });

  it('start nothing more once they are paused, and go on when they are resumed', async () => {
    let started = 0;
    let startedInPause = -1;
    const make = mapOf(({ item }) => {
      started++;
      return { done: item };
    });
    const report = await interrupted(make, (handle) => {
      handle.pause();
      const before = started;
      setImmediate(() => {
        startedInPause = started - before;
        handle.resume();
      });
    });
    expect(startedInPause).toBe(0);
    expect(endedAs(report, 'succeeded')).toBe(2_000);
  });
});

describe('a run that is cancelled', () => {
  it('makes no error for what is dropped until somebody asks for it', async () => {
    const made = jest.spyOn(errors, 'cancelled');
    const report = await interrupted(
      mapOf(({ item }) => ({ done: item })),
      (handle) => handle.cancel(new Error('enough')),
    );
    expect(endedAs(report, 'cancelled')).toBeGreaterThan(1_000);
    // For the target that is missing.
    expect(made.mock.calls.length).toBeLessThanOrEqual(1);
    made.mockRestore();
    const [first] = report.collected(done).failed;
    expect(first?.error).toMatchObject({ code: 'cancelled', phase: 'work' });
    expect(first?.error.cause).toMatchObject({ message: 'enough' });
  });
});
