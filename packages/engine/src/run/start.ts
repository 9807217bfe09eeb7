import type { Plan } from '../plan/plan.js';
import type { EventLog } from './event-log.js';
import type { GivenValue } from './given.js';
import type { OnItem } from './hand-on.js';
import { RunLoop } from './loop.js';
import type { LoopOptions, MakeScheduler } from './loop-options.js';
import type { RunResult } from './loop.js';
import { longestTurnMs } from './pump.js';
import { Scheduler } from './scheduler.js';
import type { RunValues } from './values.js';

/** A run that is under way. */
export interface RunningPlan {
  readonly log: EventLog;
  /** Settles when the run has ended. Never rejects for what a phase does; a rejection is a bug of the engine. */
  readonly result: Promise<RunResult>;
  /** Settles when every task has ended: sooner than the result where attempts were told to stop and go on. */
  made(): Promise<RunValues>;
  /** Starts nothing more until `resume`; what runs goes on. */
  pause(): void;
  resume(): void;
  /** Starts nothing more and aborts what runs. */
  cancel(reason?: unknown): void;
}

/**
 * Runs a plan to its end.
 *
 * @param given the parsed values of `plan.given`
 * @param schedule makes the scheduler: tests put one there that is watched, or wrong on purpose
 * @param onItem told of each item of each list when it is made
 * @param turnMs how long it goes on before it lets the event loop turn, in milliseconds
 */
export function startPlan(
  plan: Plan,
  given: readonly GivenValue[],
  options: LoopOptions,
  schedule: MakeScheduler = (of, caps) => new Scheduler(of, caps),
  onItem?: OnItem,
  turnMs: number = longestTurnMs,
): RunningPlan {
  const loop = new RunLoop(plan, options, schedule, onItem, turnMs);
  return {
    log: loop.log,
    result: loop.run(given),
    made: () => loop.made(),
    pause: () => loop.command({ type: 'pause' }),
    resume: () => loop.command({ type: 'resume' }),
    cancel: (reason) => loop.cancel(reason),
  };
}
