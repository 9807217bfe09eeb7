import { describe, expect, it } from '@jest/globals';
import { explain } from '../../src/observe/explain.js';
import type { MakeScheduler } from '../../src/run/loop-options.js';
import { virtualClock } from '../../src/testing/index.js';
import type { PhaseSpec, PipelineSpec } from '../../src/testing/spec.js';
import { eachRun as eachDrawnRun } from '../simulation/check.js';
import { simulate } from '../simulation/simulate.js';
import { eachRun } from './drawn-runs.js';
import { ReadyWatch } from './ready-watch.js';

const plain: PhaseSpec = {
  over: undefined,
  gives: 'value',
  same: false,
  items: 0,
  emits: false,
  inputs: [],
  when: [true],
  durationMs: 4,
  slowMs: 0,
  spreadMs: 0,
  attempts: 1,
  failures: [0],
  fails: 'throws',
  timeoutMs: undefined,
  taskTimeoutMs: undefined,
  hedgeAfterMs: undefined,
  fallbackMs: undefined,
  deaf: false,
  concurrency: undefined,
  group: undefined,
  priority: 0,
  inner: 0,
};

describe('explain, of any drawn run', () => {
  it('gives a path without a gap from the start of the run to its end', () =>
    eachDrawnRun(async (spec, run) => {
      const { criticalPath, makespanMs } = explain((await simulate(spec, run)).report.events);
      expect(criticalPath[0]?.fromMs).toBe(0);
      criticalPath.slice(1).forEach((step, at) => expect(step.fromMs).toBe(criticalPath[at]?.toMs));
      expect(criticalPath.at(-1)?.toMs).toBe(makespanMs);
      for (const { fromMs, toMs } of criticalPath) expect(toMs).toBeGreaterThanOrEqual(fromMs);
    }));

  it('lets each wait lie in the life of its task, beside no other, and no slack be less than none', () =>
    eachDrawnRun(async (spec, run) => {
      const { events } = (await simulate(spec, run)).report;
      const createdAt = new Map(
        events.flatMap((event) => (event.type === 'task-created' ? [[event.task, event.atMs]] : [])),
      );
      for (const { task, waits, endedAtMs, slackMs } of explain(events).tasks) {
        let fromMs = createdAt.get(task) ?? Infinity;
        for (const wait of waits.filter((each) => each.for !== 'limit')) {
          expect(wait.fromMs).toBeGreaterThanOrEqual(fromMs);
          expect(wait.toMs).toBeGreaterThan(wait.fromMs);
          expect(wait.toMs).toBeLessThanOrEqual(endedAtMs);
          fromMs = wait.toMs;
        }
        expect(slackMs).toBeGreaterThanOrEqual(0);
      }
    }));

  it('says of each task when it was ready, if it was, as the scheduler knew it', () =>
    eachDrawnRun(async (spec, run) => {
      const clock = virtualClock();
      let watch: ReadyWatch | undefined;
      const schedule: MakeScheduler = (plan, caps) => (watch = new ReadyWatch(plan, caps, clock));
      const { events } = (await simulate(spec, run, { clock, schedule })).report;
      const ids = events.flatMap((event) => (event.type === 'task-created' ? [event.task] : []));
      const readyAtMs = new Map(ids.map((id, place) => [id, watch?.readyAtMs[place]]));
      for (const { task, readyAtMs: said, endedAtMs } of explain(events).tasks) {
        const known = readyAtMs.get(task);
        // What is dropped the moment that all is there was never seen to be ready.
        if (known !== undefined || said !== endedAtMs) expect([task, said]).toEqual([task, known]);
      }
    }));

  it('finds that what nothing could hold up started when it was ready', async () => {
    let free = 0;
    await eachDrawnRun(async (drawn, drawnRun) => {
      const spec = drawn.map((phase) => ({ ...phase, concurrency: undefined }));
      const run = { abortAtMs: drawnRun.abortAtMs };
      for (const task of explain((await simulate(spec, run)).report.events).tasks) {
        if (task.startedAtMs === undefined) continue;
        free++;
        expect(task.startedAtMs).toBe(task.readyAtMs);
      }
    });
    expect(free).toBeGreaterThan(250);
  });

  it('takes no early join for one that goes key by key because what it cancelled does not end', async () => {
    const mapped: PhaseSpec = { ...plain, over: 0 };
    const spec: PipelineSpec = [
      { ...plain, gives: 'items', items: 3 },
      { ...mapped, spreadMs: 17, taskTimeoutMs: 4.25, fallbackMs: 0, deaf: true },
      { ...mapped, inputs: [{ from: 1, need: 'quorum', min: 0.5, early: true }] },
    ];
    const { tasks } = explain((await simulate(spec, {})).report.events);
    const join = tasks.filter(({ task }) => task.startsWith('p2'));
    expect(join.map(({ readyAtMs, startedAtMs }) => [readyAtMs, startedAtMs])).toEqual([
      [8.25, 8.25],
      [8.25, 8.25],
      [8.25, 8.25],
    ]);
  });

  it('does not say that one waited for tasks whose items were skipped without them', async () => {
    const spec: PipelineSpec = [
      { ...plain, gives: 'items', items: 3 },
      { ...plain, durationMs: 8, failures: [1] },
      { ...plain, over: 0, durationMs: 40 },
      { ...plain, over: 2, inputs: [{ from: 1, need: 'required', min: 1, early: false }] },
      { ...plain, inputs: [{ from: 3, need: 'optional', min: 1, early: false }], group: 'left' },
      { ...plain, durationMs: 50, group: 'left' },
    ];
    const { events } = (await simulate(spec, { groups: { left: 1, right: 1 } })).report;
    const last = explain(events).tasks.find(({ task }) => task === 'p4');
    expect(last).toMatchObject({ readyAtMs: 8, startedAtMs: 50 });
    expect(last?.waits.map((wait) => [wait.for, wait.toMs])).toEqual([
      ['input', 8],
      ['slot', 50],
    ]);
  });

  it('does not say that an early join waited for what gave its items and was cancelled for it', async () => {
    const spec: PipelineSpec = [
      { ...plain, gives: 'items', items: 3 },
      { ...plain, gives: 'items', items: 1, emits: true, durationMs: 30 },
      { ...plain, over: 1, durationMs: 10 },
      { ...plain, over: 0, inputs: [{ from: 2, need: 'quorum', min: 1, early: true }] },
    ];
    const { tasks } = explain((await simulate(spec, { concurrency: 2 })).report.events);
    const join = tasks.filter(({ phase }) => phase === 'p3');
    expect(join).toHaveLength(3);
    for (const { waits } of join)
      expect(waits[0]).toEqual({ for: 'input', fromMs: 4, toMs: 14, task: 'p2[i0]' });
  });

  it('counts for a share only what no condition turned off', async () => {
    const spec: PipelineSpec = [
      { ...plain, gives: 'items', items: 4 },
      { ...plain, over: 0, when: [true, false], spreadMs: 7 },
      { ...plain, inputs: [{ from: 1, need: 'quorum', min: 0.5, early: true }] },
    ];
    const { tasks } = explain((await simulate(spec, {})).report.events);
    expect(tasks.filter(({ status }) => status === 'skipped')).toHaveLength(2);
    const [wait] = tasks.find(({ task }) => task === 'p2')?.waits ?? [];
    expect(wait).toEqual({ for: 'input', fromMs: 0, toMs: 8, task: 'p1[i2]' });
  });

  it('counts for a share each that was to give items and gave none', async () => {
    const spec: PipelineSpec = [
      { ...plain, gives: 'items', items: 2 },
      { ...plain, over: 0, gives: 'items', items: 2, failures: [0, 1] },
      { ...plain, over: 1, spreadMs: 7 },
      { ...plain, inputs: [{ from: 2, need: 'quorum', min: 0.5, early: true }] },
    ];
    const { tasks } = explain((await simulate(spec, {})).report.events);
    expect(tasks.filter(({ phase }) => phase === 'p2').map(({ endedAtMs }) => endedAtMs)).toEqual([19, 26]);
    // One of three is not half of them, two are.
    expect(tasks.find(({ task }) => task === 'p3')).toMatchObject({ readyAtMs: 26, startedAtMs: 26 });
  });

  it('lets one whose condition does not hold have waited for what it takes, not for what was cancelled', async () => {
    const spec: PipelineSpec = [
      { ...plain, gives: 'items', items: 3 },
      { ...plain, over: 0, spreadMs: 3 },
      { ...plain, when: [false], inputs: [{ from: 1, need: 'quorum', min: 1, early: true }] },
    ];
    const { tasks } = explain((await simulate(spec, { concurrency: 1 })).report.events);
    const given = tasks.find(({ phase, status }) => phase === 'p1' && status === 'succeeded');
    const join = tasks.find(({ task }) => task === 'p2');
    expect(join).toMatchObject({ status: 'skipped', readyAtMs: given?.endedAtMs });
    expect(join?.waits).toMatchObject([{ for: 'input', task: given?.task }]);
  });

  it('begins the path with what gave its item where one ends it that nothing else had come to', async () => {
    const spec: PipelineSpec = [
      { ...plain, gives: 'items', items: 3 },
      { ...plain, over: 0, concurrency: 1 },
      { ...plain, over: 1 },
    ];
    const run = { pauses: [{ atMs: 9, forMs: 100 }], abortAtMs: 20 };
    const { criticalPath } = explain((await simulate(spec, run)).report.events);
    expect(criticalPath.map(({ task, fromMs, toMs }) => [task, fromMs, toMs])).toEqual([
      ['p0', 0, 4],
      ['p2[i2]', 4, 20],
    ]);
  });

  it('never names what was cancelled as what somebody who started had waited for', () =>
    eachDrawnRun(async (spec, run) => {
      const { tasks } = explain((await simulate(spec, run)).report.events);
      const status = new Map(tasks.map((task) => [task.task, task.status]));
      for (const { waits, startedAtMs } of tasks) {
        if (startedAtMs === undefined) continue;
        for (const wait of waits)
          if (wait.for === 'input') expect(status.get(wait.task)).not.toBe('cancelled');
      }
    }));
});

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
