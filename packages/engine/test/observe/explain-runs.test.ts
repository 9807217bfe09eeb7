import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RunEvent } from '../../src/events.js';
import { explain } from '../../src/observe/explain.js';
import {
  buildPipeline,
  drawSpec,
  pipelineSpec,
  seededRandom,
  virtualClock,
} from '../../src/testing/index.js';

describe('explain, of runs of drawn pipelines', () => {
  it('finds that nothing that could start waited, when there is no cap', async () => {
    await eachRun({}, (events) => {
      for (const task of explain(events).tasks) {
        expect(task.waits.filter((wait) => wait.for === 'slot')).toEqual([]);
      }
    });
  });

  it('gives a path without a gap from the start of the run to its last task', async () => {
    await eachRun({ concurrency: 2 }, (events) => {
      const { criticalPath, tasks, makespanMs } = explain(events);
      expect(criticalPath[0]?.fromMs).toBe(0);
      criticalPath.slice(1).forEach((step, at) => expect(step.fromMs).toBe(criticalPath[at]?.toMs));
      expect(criticalPath.at(-1)?.toMs).toBe(makespanMs);
      // What is on it more than once handed on an item and then its end.
      expect(tasks.map(({ task }) => task)).toEqual(
        expect.arrayContaining(criticalPath.map(({ task }) => task)),
      );
    });
  });

  it('gives every task on the path no slack, and none less than that, when there is no cap', async () => {
    await eachRun({}, (events) => {
      const { criticalPath, tasks } = explain(events);
      const slack = new Map(tasks.map(({ task, slackMs }) => [task, slackMs]));
      for (const { slackMs } of tasks) expect(slackMs).toBeGreaterThanOrEqual(0);
      for (const { task } of criticalPath) expect(slack.get(task)).toBe(0);
    });
  });
});

/** Runs many drawn pipelines in virtual time and looks at the events of each. */
async function eachRun(
  options: { readonly concurrency?: number },
  look: (events: readonly RunEvent[]) => void,
): Promise<void> {
  const drawn = pipelineSpec();
  await fc.assert(
    fc.asyncProperty(drawn, async (spec) => {
      const clock = virtualClock();
      const { pipeline } = buildPipeline(spec, clock);
      const events: RunEvent[] = [];
      const onEvent = (event: RunEvent): void => void events.push(event);
      await clock.run(pipeline.run({ seed: 1 }, { clock, random: seededRandom(1), onEvent, ...options }));
      try {
        look(events);
      } catch (error) {
        const steps = events.map(
          (event) => `${event.atMs} ${event.type} ${'task' in event ? event.task : ''}`,
        );
        throw new Error([drawSpec(spec), ...steps].join('\n'), { cause: error });
      }
    }),
    { numRuns: 200 },
  );
}
