import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pipelineSpec, runSpec } from '../../src/testing/index.js';
import { mutants } from './mutants.js';
import { freeRunIsExact, judgedRun } from './properties.js';
import type { MakeScheduler } from '../../src/run/loop-options.js';
import { Scheduler } from '../../src/run/scheduler.js';

/** How many of the drawn pipelines it takes until a property fails, and with what; `undefined`, when none does. */
async function caughtBy(schedule: MakeScheduler): Promise<string | undefined> {
  const free = fc.asyncProperty(
    pipelineSpec(),
    async (spec) => void (await freeRunIsExact(spec, { schedule })),
  );
  const judged = fc.asyncProperty(
    pipelineSpec(),
    runSpec(),
    async (spec, run) => void (await judgedRun(spec, run, { schedule })),
  );
  // What fails is not shrunk: that it does is enough.
  const options = { numRuns: 250, seed: 1, endOnFailure: true };
  for (const check of [() => fc.check(free, options), () => fc.check(judged, options)]) {
    const { failed, errorInstance } = await check();
    if (failed) return errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  }
  return undefined;
}

describe('a scheduler that', () => {
  it('is right passes', async () => {
    expect(await caughtBy((plan, caps) => new Scheduler(plan, caps))).toBeUndefined();
  });

  it.each(Object.entries(mutants))('%s is caught', async (_, schedule) => {
    expect(await caughtBy(schedule)).toMatch(/./);
  });

  it('there are enough of', () => {
    expect(Object.keys(mutants).length).toBeGreaterThanOrEqual(5);
  });
});
