import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CancelTimer, Clock } from '../../src/clock.js';
import { RunHandle } from '../../src/handle.js';
import { parseGiven } from '../../src/run/given.js';
import { startPlan } from '../../src/run/start.js';
import { buildPipeline, drawSpec, pipelineSpec, runOptions } from '../../src/testing/index.js';
import type { PipelineSpec, RunSpec, Sleeper } from '../../src/testing/index.js';
import { virtualClock } from '../../src/testing/index.js';
import { judge } from './judge.js';
import { graceMs } from './one-task.js';
import type { Mark } from './simulate.js';
import { WatchedScheduler } from './watched-scheduler.js';

/** Time that passes in any order: whatever waits goes on when the drawn order says so. */
class AnyOrder implements Clock, Sleeper {
  readonly #scheduler: fc.Scheduler;
  #turns = 0;

  constructor(scheduler: fc.Scheduler) {
    this.#scheduler = scheduler;
  }

  now(): number {
    return this.#turns;
  }

  wallTime(): number {
    return Date.UTC(2000, 0, 1) + this.#turns;
  }

  setTimer(_delayMs: number, fire: () => void): CancelTimer {
    let cancelled = false;
    void this.#scheduler.schedule(Promise.resolve(), 'timer').then(() => {
      if (!cancelled) fire();
    });
    return () => {
      cancelled = true;
    };
  }

  sleep(_delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.#scheduler.schedule(Promise.resolve(), 'sleep').then(resolve, reject);
    });
  }

  /** Lets things go on one at a time until the work has ended. */
  async run<T>(work: Promise<T>): Promise<T> {
    let ended = false;
    void work.finally(() => (ended = true));
    for (;;) {
      // The event loop turns once everything that follows has followed.
      await new Promise((resolve) => setImmediate(resolve));
      if (ended) return work;
      if (this.#scheduler.count() === 0) throw new Error('nothing more will come, and the run has not ended');
      this.#turns++;
      await this.#scheduler.waitNext(1);
    }
  }
}

/** Runs a drawn pipeline in any order, aborted in the middle of it where that is drawn. */
async function runInAnyOrder(spec: PipelineSpec, run: RunSpec, scheduler: fc.Scheduler): Promise<void> {
  const clock = new AnyOrder(scheduler);
  const { pipeline } = buildPipeline(spec, clock);
  const plan = pipeline.plan();
  const running = startPlan(
    plan,
    parseGiven(plan, pipeline.given, { seed: 1 }, {}),
    { ...runOptions(run, spec, virtualClock()), clock, graceMs },
    (of, caps) => new WatchedScheduler(of, caps),
  );
  const marks: Mark[] = [];
  if (run.abortAtMs !== undefined) {
    clock.setTimer(0, () => {
      marks.push({ what: 'cancel', seq: running.log.length, atMs: clock.now() });
      running.cancel();
    });
  }
  const report = await clock.run(new RunHandle(running).result);
  judge(spec, { events: report.events, marks, run, timely: false });
}

describe('emit, settle and abort', () => {
  it('may arrive in every order', async () => {
    const specs = pipelineSpec({ phases: 5 });
    const runs = fc.record({
      concurrency: fc.constantFrom(undefined, 1, 2),
      abortAtMs: fc.constantFrom(undefined, 0),
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(specs, runs, fc.scheduler(), async (spec, run, scheduler) => {
        count++;
        try {
          await runInAnyOrder(spec, run, scheduler);
        } catch (error) {
          throw new Error(`${String(error)}\n\n${drawSpec(spec)}`, { cause: error });
        }
      }),
      { numRuns: 300 },
    );
    expect(count).toBeGreaterThanOrEqual(300);
  });
});
