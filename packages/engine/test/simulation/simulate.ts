import { RunHandle } from '../../src/handle.js';
import type { RunReport } from '../../src/report.js';
import type { Observer } from '../../src/run/options.js';
import { parseGiven } from '../../src/run/given.js';
import { startPlan } from '../../src/run/start.js';
import type { MakeScheduler } from '../../src/run/loop-options.js';
import type { Store } from '../../src/store/port.js';
import { buildPipeline, runOptions, virtualClock } from '../../src/testing/index.js';
import type { BuiltPipeline, PipelineSpec, RunSpec } from '../../src/testing/index.js';
import { VirtualClock } from '../../src/testing/virtual-clock.js';
import { graceMs } from './one-task.js';
import { WatchedScheduler } from './watched-scheduler.js';

/** Longer than any drawn run takes, the grace of what does not listen included. */
const withinMs = 30_000;

/** Something that came from outside, and how many events the log had then. */
export interface Mark {
  readonly what: 'pause' | 'resume' | 'cancel';
  readonly seq: number;
  /** In milliseconds of the run. */
  readonly atMs: number;
}

/** A run that has ended. */
export interface Simulation {
  readonly report: RunReport;
  readonly built: BuiltPipeline;
  readonly marks: readonly Mark[];
  readonly scheduler: ReturnType<MakeScheduler>;
}

/** What else a simulated run may have. */
export interface SimulationOptions {
  readonly schedule?: MakeScheduler;
  readonly store?: Store;
  readonly onEvent?: Observer;
  readonly built?: BuiltPipeline;
  readonly clock?: VirtualClock;
  /** How long a run goes on before it lets the event loop turn, in milliseconds. */
  readonly turnMs?: number;
}

/** Virtual time in which the event loop turns when everything else that is due has happened. */
export class TurningClock extends VirtualClock {
  nextTurn(go: () => void): void {
    this.setTimer(0, go);
  }
}

/** Runs a drawn pipeline in virtual time, with what comes from outside, under a scheduler that is watched. */
export async function simulate(
  spec: PipelineSpec,
  run: RunSpec = {},
  options: SimulationOptions = {},
): Promise<Simulation> {
  const { clock = virtualClock(), store, onEvent } = options;
  const { schedule = (plan, caps) => new WatchedScheduler(plan, caps) } = options;
  const { built = buildPipeline(spec, clock) } = options;
  const beganAtMs = clock.now();
  const plan = built.pipeline.plan();
  let scheduler: ReturnType<MakeScheduler> | undefined;
  const running = startPlan(
    plan,
    parseGiven(plan, built.pipeline.given, { seed: 1 }, {}),
    { ...runOptions(run, spec, clock), graceMs, ...(store && { store }), ...(onEvent && { onEvent }) },
    (of, caps) => (scheduler = schedule(of, caps)),
    undefined,
    options.turnMs,
  );
  const marks: Mark[] = [];
  const mark = (what: Mark['what'], act: () => void): void => {
    marks.push({ what, seq: running.log.length, atMs: clock.now() - beganAtMs });
    act();
  };
  const { abortAtMs, pauses = [] } = run;
  for (const { atMs, forMs } of pauses) {
    clock.setTimer(atMs, () => {
      // What was decided before is done first.
      running.pause();
      mark('pause', () => undefined);
    });
    clock.setTimer(atMs + forMs, () => mark('resume', () => running.resume()));
  }
  if (abortAtMs === 0) mark('cancel', () => running.cancel(new Error('enough')));
  else if (abortAtMs !== undefined)
    clock.setTimer(abortAtMs, () => mark('cancel', () => running.cancel(new Error('enough'))));
  const report = await clock.run(new RunHandle(running).result, withinMs);
  if (scheduler === undefined) throw new Error('a run has a scheduler');
  return { report, built, marks, scheduler };
}
