import { describe, expect, it } from '@jest/globals';
import type { RunEvent } from '../../src/events.js';
import type { Plan } from '../../src/plan/plan.js';
import type { RunReport } from '../../src/report.js';
import { Scheduler } from '../../src/run/scheduler.js';
import type { MakeScheduler } from '../../src/run/loop-options.js';
import { memoryStore } from '../../src/store/memory.js';
import { buildPipeline, phaseName, virtualClock } from '../../src/testing/index.js';
import type { PhaseSpec } from '../../src/testing/index.js';
import { eachPipeline, eachRun, tame, timeless } from './check.js';
import { expectedRun } from './oracle.js';
import { assertSame, assertValues, freeRunIsExact, judgedRun, statusOf } from './properties.js';
import { TurningClock, simulate } from './simulate.js';
import type { SimulationOptions } from './simulate.js';
import { WatchedScheduler, numbersOf } from './watched-scheduler.js';

describe('invariant 1: nothing starts before its inputs exist, and nothing waits for anything but a limit', () => {
  it('holds in every run, whatever is capped, paused or aborted', () => eachRun(judgedRun, 500));

  it('holds to the millisecond when nothing is capped: the makespan is the critical path', async () => {
    let exact = 0;
    await eachPipeline(async (spec) => {
      if (await freeRunIsExact(spec)) exact++;
    }, 500);
    // Of some the oracle cannot say, since two things are due at one time.
    expect(exact).toBeGreaterThan(420);
  });

  it("keeps a run with m slots within Graham's bound, 2 - 1/m, of the lower bound", () =>
    eachPipeline(async (drawnSpec, number) => {
      const spec = tame(drawnSpec);
      const slots = 1 + (number % 4);
      const free = (await simulate(spec)).report.summary;
      const capped = (await judgedRun(spec, { concurrency: slots })).report.summary;
      const work = free.tasks.reduce(
        (sum, { startedAtMs = 0, endedAtMs }) => sum + endedAtMs - startedAtMs,
        0,
      );
      const lowerBound = Math.max(free.makespanMs, work / slots);
      expect(capped.makespanMs).toBeGreaterThanOrEqual(free.makespanMs);
      expect(capped.makespanMs).toBeLessThanOrEqual((2 - 1 / slots) * lowerBound + 1e-6);
    }));
});

describe('a run that lets the event loop turn after everything that it does', () => {
  const turning = (): SimulationOptions => ({ clock: new TurningClock(), turnMs: -1 });

  it('makes nothing wait for longer, and keeps to what comes from outside', () =>
    // A pause in the very beginning comes in between what was decided and what is done.
    eachRun((spec, run) => {
      const pauses = run.pauses?.filter(({ atMs }) => atMs > 0);
      return judgedRun(spec, { ...run, pauses }, turning());
    }));

  it('ends as it would have otherwise, to the millisecond', () =>
    eachPipeline((spec) => freeRunIsExact(spec, turning())));
});

describe('invariant 2: every task ends exactly once, and a run always ends', () => {
  it('holds when it is aborted at any point', () =>
    eachRun((spec, run) => judgedRun(spec, { ...run, abortAtMs: run.abortAtMs ?? 10.375 })));
});

describe('invariant 3: a failure reaches exactly the tasks that need it', () => {
  it('gives the results of a run one after another, whatever runs beside what', async () => {
    let compared = 0;
    await eachRun(async (drawnSpec, { concurrency, groups, pauses }) => {
      const spec = timeless(drawnSpec);
      const expected = expectedRun(spec, true);
      if (expected === undefined) return;
      compared++;
      const { report, built } = await judgedRun(spec, { concurrency, groups, pauses });
      for (const { task, end } of report.tasks) {
        // A task that cannot run for two reasons names the one that it hears of first.
        const got = kindOf(statusOf(end));
        assertSame(task, got, kindOf(expected.tasks.get(task)?.statuses[0] ?? ''));
      }
      assertValues(spec, report, built.artifacts, expected);
    });
    expect(compared).toBeGreaterThan(150);
  });

  it('names a phase that it came from', () =>
    eachRun(async (spec, run) => {
      const { report } = await simulate(spec, run);
      const failed = new Set(
        report.tasks.flatMap(({ phase, end }) => (end.status === 'failed' ? [phase] : [])),
      );
      for (const { end } of report.tasks)
        if (end.status === 'skipped' && end.reason === 'failure') expect(failed).toContain(end.because);
    }, 100));
});

describe('invariant 7: what was recorded is never made again', () => {
  it('and is what the task itself would have given; all of it is taken', async () => {
    let compared = 0;
    await eachPipeline(async (drawnSpec) => {
      // A part of a pipeline that is a phase may be taken, and then that is in time which was not.
      const spec = timeless(drawnSpec).map((phase): PhaseSpec =>
        phase.inner === 0 ? phase : { ...phase, timeoutMs: undefined, fails: 'throws' },
      );
      const expected = expectedRun(spec, true);
      if (expected === undefined) return;
      compared++;
      const store = memoryStore();
      const { report: first, built } = await simulate(spec, {}, { store });
      const { report: second } = await simulate(spec, {}, { store });
      for (const report of [first, second]) assertValues(spec, report, built.artifacts, expected);
      // A pipeline that is a phase is not recorded as a whole.
      const pipelines = spec.flatMap(({ inner }, place) => (inner > 0 ? [phaseName(place)] : []));
      const withStatus = ({ tasks }: RunReport, status: string): string[] =>
        tasks
          .filter(({ phase, end }) => end.status === status && !pipelines.includes(phase))
          .map(({ task }) => task);
      const made = new Set([...withStatus(first, 'succeeded'), ...withStatus(first, 'reused')]);
      assertSame('what is reused', withStatus(second, 'reused').toSorted(), [...made].toSorted());
    }, 500);
    expect(compared).toBeGreaterThan(300);
  });

  it('not after a failure beside it, and not after an abort at any point', () =>
    eachRun(async (spec, run) => {
      const store = memoryStore();
      const first = await simulate(spec, run, { store });
      const clock = virtualClock();
      const built = buildPipeline(spec, clock);
      await simulate(spec, {}, { store, clock, built });
      assertNoneTwice(first.report, first.built.work, built.work);
    }));

  it('not after a change of another phase', () =>
    eachPipeline(async (spec, number) => {
      const store = memoryStore();
      const first = await simulate(spec, {}, { store });
      const clock = virtualClock();
      const built = buildPipeline(spec, clock);
      const changed = built.phases[number % built.phases.length];
      if (changed === undefined) return;
      const pipeline = built.pipeline.replace({ ...changed, version: '2' });
      await simulate(spec, {}, { store, clock, built: { ...built, pipeline } });
      const others = built.work.filter(({ task }) => task.replace(/\[.*/, '') !== changed.name);
      assertNoneTwice(first.report, first.built.work, others);
    }));
});

describe('invariant 8: the same seed gives the same log, and the scheduler knows no time', () => {
  it('byte for byte', () =>
    eachRun(async (spec, run) => {
      const [first, second] = [await simulate(spec, run), await simulate(spec, run)];
      assertSame('the log', logOf(second.report), logOf(first.report));
    }));

  it('decides the same of the same events, without a clock and without a turn of the event loop', () =>
    eachRun(async (spec, run) => {
      let fresh: Scheduler | undefined;
      const schedule: MakeScheduler = (plan, caps) => {
        fresh = new Scheduler(plan, caps);
        return new WatchedScheduler(plan, caps);
      };
      const { scheduler } = await simulate(spec, run, { schedule });
      if (!(scheduler instanceof WatchedScheduler)) throw new Error('it was watched');
      const again = scheduler.events.map((event) =>
        fresh === undefined ? [] : numbersOf(fresh.step(event)),
      );
      assertSame('the effects', again, scheduler.effects);
    }, 100));
});

describe('invariant 9: observers cannot change a run, slow it or break it', () => {
  it('whether they throw or write into what they see', () =>
    eachRun(async (spec, run) => {
      const watched = await simulate(spec, run, {
        onEvent: (event) => {
          deface(event);
          throw new Error('an observer that is broken');
        },
      });
      const alone = await simulate(spec, run);
      assertSame('the log', logOf(watched.report), logOf(alone.report));
      expect(watched.report.observerErrors).toHaveLength(watched.report.events.length);
    }));
});

describe('invariant 11: a plan is frozen, and runs share nothing', () => {
  it('so that two runs of one pipeline at a time go as each would alone', () =>
    eachRun(async (spec, run) => {
      const clock = virtualClock();
      const built = buildPipeline(spec, clock);
      const plan = built.pipeline.plan();
      const before = shapeOf(plan);
      const alone = await simulate(spec, run);
      // They begin at one time, and each lets the time of both pass.
      const both = await Promise.all([0, 1].map(() => simulate(spec, run, { clock, built })));
      for (const { report } of both) assertSame('the log', logOf(report), logOf(alone.report));
      assertSame('the plan', shapeOf(plan), before);
      expect(Object.isFrozen(plan) && Object.isFrozen(plan.wiring) && Object.isFrozen(plan.io)).toBe(true);
    }, 100));
});

function logOf({ events }: RunReport): string {
  return JSON.stringify(events);
}

/** All numbers and names of a plan. */
function shapeOf({ wiring, io, urgency, targets }: Plan): string {
  const { originOf, writes, takeSlot, takeKind, takeName, giveSlot, giveName } = io;
  return JSON.stringify({
    wiring: { ...wiring, lists: wiring.lists.length },
    io: { originOf, writes, takeSlot, takeKind, takeName, giveSlot, giveName },
    urgency,
    targets,
  });
}

function kindOf(status: string): string {
  if (status === 'succeeded' || status === 'degraded' || status === 'turned-off') return status;
  return 'not made';
}

/** Writes into an event as deep as it goes. */
function deface(event: RunEvent): void {
  const spoil = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const name of Object.keys(value)) {
      spoil(Reflect.get(value, name));
      Reflect.set(value, name, 'defaced');
    }
  };
  spoil(event);
}

/** @throws Error when work that succeeded the first time is done a second time */
function assertNoneTwice(
  first: RunReport,
  done: ReturnType<typeof buildPipeline>['work'],
  again: ReturnType<typeof buildPipeline>['work'],
): void {
  const succeeded = new Set(
    first.tasks.flatMap(({ task, end }) => (end.status === 'succeeded' ? [task] : [])),
  );
  const recorded = new Set(
    done.flatMap(({ task, inputs }) => (succeeded.has(task) ? [`${task} ${inputs}`] : [])),
  );
  for (const { task, inputs } of again) {
    if (recorded.has(`${task} ${inputs}`))
      throw new Error(`${task} was made and is made again from ${inputs}`);
  }
}
