import { describe, expect, it } from '@jest/globals';
import { explain } from '../../src/observe/explain.js';
import { eachRun } from './drawn-runs.js';

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
