import { PhasegraphError, errors, unreachable } from '../errors.js';
import { recordOf } from '../events.js';
import { afterFailure } from './after-failure.js';
import { NothingToDo } from './attempt.js';
import type { Attempt } from './attempt.js';
import type { AttemptMeans, AttemptOutcomes, GivenEnd } from './attempt-port.js';
import type { AttemptedTasks } from './attempted-tasks.js';
import { ReplayedAttempts } from './replayed-attempts.js';
import { stillRunning } from './rivals.js';
import type { Rivals } from './rivals.js';

/** What a task may do once more when an attempt has failed. */
export interface FurtherAttempts {
  fallBack(task: number, error: PhasegraphError): void;
  backOff(task: number, delayMs: number): void;
}

/** What attempts are settled with. */
export interface SettlingParts {
  readonly means: Pick<AttemptMeans, 'tasks' | 'log' | 'random' | 'mayCall'>;
  readonly outcomes: AttemptOutcomes;
  readonly attempted: AttemptedTasks;
  readonly rivals: Rivals;
  readonly further: FurtherAttempts;
}

/** Settles attempts that have ended, each once: what came of one, and what that is for its task. */
export class Settling {
  readonly #means: SettlingParts['means'];
  readonly #outcomes: AttemptOutcomes;
  readonly #attempted: AttemptedTasks;
  readonly #rivals: Rivals;
  readonly #further: FurtherAttempts;
  readonly #replayed = new ReplayedAttempts();

  constructor({ means, outcomes, attempted, rivals, further }: SettlingParts) {
    this.#means = means;
    this.#outcomes = outcomes;
    this.#attempted = attempted;
    this.#rivals = rivals;
    this.#further = further;
  }

  /** What comes after it is over is dropped. What throws in the settling is no failure of the phase. */
  settle(attempt: Attempt, returned: boolean, outcome: unknown): void {
    if (attempt.over) return;
    try {
      const failure = attempt.insteadOf;
      if (failure === undefined) {
        if (returned) this.#settleSuccess(attempt, outcome);
        else this.#settleFailure(attempt, outcome);
      } else if (returned) this.#settleFallback(attempt, failure, outcome);
      else this.#failFallback(attempt, failure, outcome);
    } catch (error) {
      this.#outcomes.crashed(error);
    }
  }

  /** What was told to stop and has not ended does not listen; nor is it waited for, where it still was. */
  leaveToItself(attempt: Attempt): void {
    const { task } = attempt;
    this.#means.log.stamp();
    this.#outcomes.unheard(task);
    if (attempt.over) return;
    attempt.end();
    if (stillRunning(attempt) !== undefined) return;
    this.#forget(task);
    this.#outcomes.cancelled(task);
  }

  #settleSuccess(attempt: Attempt, returned: unknown): void {
    const { task } = attempt;
    this.#means.log.stamp();
    const outputs = this.#outcomes.parse(task, returned);
    if (outputs instanceof PhasegraphError) return this.#settleFailure(attempt, outputs);
    attempt.end();
    this.#rivals.succeed(attempt);
    this.#settleTask(attempt);
    const { degradedBy } = attempt;
    this.#outcomes.gave(
      task,
      outputs,
      degradedBy === undefined ? succeeded : { status: 'degraded', error: recordOf(degradedBy) },
      attempt,
    );
  }

  #settleFailure(attempt: Attempt, thrown: unknown): void {
    const { task } = attempt;
    this.#means.log.stamp();
    // Whatever still runs of the attempt is to stop: its answer is not waited for.
    close(attempt, thrown);
    const running = stillRunning(attempt);
    if (running !== undefined) this.#attempted.running.set(task, running);
    if (this.#attempted.givenUp.has(task)) {
      // Its slots are free when the whole of it has ended.
      if (running !== undefined) return;
      this.#forget(task);
      return this.#outcomes.cancelled(task);
    }
    const condition = NothingToDo.conditionOf(thrown);
    if (condition !== undefined) {
      this.#settleTask(attempt);
      return this.#outcomes.turnedOff(task, condition);
    }
    this.#goOn(attempt, thrown, running !== undefined);
  }

  #goOn(attempt: Attempt, thrown: unknown, hasRival: boolean): void {
    const { log, tasks, random, mayCall } = this.#means;
    const { task, number } = attempt;
    const phase = this.#attempted.phaseOf(task);
    // All that were made, since the one that ends last need not be the one that began last.
    const made = tasks.attempts.at(task) - this.#rivals.madeBeside(task);
    const tries = this.#replayed.counted(task, made);
    this.#replayed.failed(task, attempt.answeredBy);
    const isLate = this.#attempted.late.has(task);
    const mayStartOver = mayCall && this.#replayed.mayStartOver(task);
    const place = tasks.placeOf(task);
    const after = afterFailure(
      thrown,
      { attempt, place, phase, tries, hasRival, isLate, mayStartOver },
      random,
    );
    log.write({
      type: 'attempt-failed',
      task: place.task,
      phase: phase.name,
      attempt: number,
      error: recordOf(after.error),
      ...('retryInMs' in after && { retryInMs: after.retryInMs }),
    });
    switch (after.next) {
      case 'await-rival':
        return this.#outcomes.hedgeEnded(task);
      case 'start-over':
        this.#replayed.startOver(task, made);
        return this.#further.backOff(task, after.retryInMs);
      case 'retry':
        return this.#further.backOff(task, after.retryInMs);
      case 'fall-back':
        return this.#further.fallBack(task, after.error);
      case 'fail':
        this.#settleTask(attempt);
        return this.#outcomes.failed(task, after.error);
      default:
        return unreachable(after);
    }
  }

  #settleFallback(attempt: Attempt, error: PhasegraphError, returned: unknown): void {
    const { task } = attempt;
    this.#means.log.stamp();
    const outputs = this.#outcomes.parse(task, returned);
    if (outputs instanceof PhasegraphError) return this.#failFallback(attempt, error, outputs);
    attempt.end();
    this.#settleTask(attempt);
    this.#outcomes.gave(task, outputs, { status: 'degraded', error: recordOf(error) });
  }

  #failFallback(attempt: Attempt, error: PhasegraphError, cause: unknown): void {
    const { log, tasks } = this.#means;
    const { task } = attempt;
    log.stamp();
    close(attempt, cause);
    if (this.#attempted.givenUp.has(task)) {
      this.#forget(task);
      return this.#outcomes.cancelled(task);
    }
    this.#settleTask(attempt);
    this.#outcomes.failed(task, errors.fallbackFailed(tasks.placeOf(task), error, cause));
  }

  /** With this attempt its task ends. */
  #settleTask(attempt: Attempt): void {
    const { task, refusedBy } = attempt;
    this.#rivals.overtake(attempt);
    this.#forget(task);
    if (refusedBy !== undefined) this.#outcomes.unpaid(task, refusedBy);
  }

  #forget(task: number): void {
    this.#attempted.forget(task);
    this.#rivals.forget(task);
    this.#replayed.forget(task);
  }
}

const succeeded: GivenEnd = Object.freeze({ status: 'succeeded' });

function close(attempt: Attempt, reason: unknown): void {
  attempt.end();
  attempt.abort(reason);
}
