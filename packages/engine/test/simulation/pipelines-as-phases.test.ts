import { describe, expect, it } from '@jest/globals';
import { eachPipeline } from './check.js';
import { expectedRun } from './oracle.js';
import { assertSame, statusOf } from './properties.js';
import { simulate } from './simulate.js';
import type { Simulation } from './simulate.js';

describe('a pipeline that is a phase of another', () => {
  it('goes as a phase does that is none, to the millisecond', async () => {
    const drawn = { of1: 0, of2: 0 };
    await eachPipeline(async (spec) => {
      for (const { inner } of spec) if (inner > 0) drawn[inner === 1 ? 'of1' : 'of2']++;
      // Of things that are due at one time either may come first.
      if (expectedRun(spec) === undefined) return;
      const plain = spec.map((phase) => ({ ...phase, inner: 0 as const, concurrency: undefined }));
      const nested = spec.map((phase) => ({ ...phase, concurrency: undefined }));
      assertSame('the tasks', storyOf(await simulate(nested)), storyOf(await simulate(plain)));
    });
    expect(drawn.of1).toBeGreaterThan(30);
    expect(drawn.of2).toBeGreaterThan(30);
  });
});

/** Of each task how it ended, when, and after how many attempts. */
function storyOf({ report }: Simulation): string[] {
  return report.tasks
    .map(({ task, end, startedAtMs, endedAtMs, attempts }) =>
      // Whether a condition is asked before it begins or inside of it makes no other difference.
      statusOf(end) === 'turned-off'
        ? `${task} turned off at ${endedAtMs}`
        : `${task} ${statusOf(end)} ${startedAtMs}-${endedAtMs} after ${attempts}`,
    )
    .toSorted();
}
