import type { CancelTimer, Clock, Random } from '../clock.js';
import { PhasegraphError, errors } from '../errors.js';
import type { ErrorCode, TaskPlace } from '../errors.js';
import { recordOf } from '../events.js';
import type { Phase } from '../declare/phase.js';
import type { TaskEnd } from '../events.js';
import type { Plan } from '../plan/plan.js';
import { NothingToDo, beginAttempt } from './attempt.js';
import type { Attempt, AttemptHost } from './attempt.js';
import { isBeyondBudget } from './beyond-budget.js';
import { Deadlines } from './deadlines.js';
import type { EventLog } from './event-log.js';
import { Hedges } from './hedges.js';
import { ReplayedAttempts } from './replayed-attempts.js';
import { backoffMs } from './retry.js';
import { Stragglers } from './stragglers.js';
import type { Tasks } from './tasks.js';

/** How the outputs of a task came about. */
export type GivenEnd = Extract<TaskEnd, { status: 'succeeded' | 'degraded' | 'reused' }>;

/** What comes of a task's attempts, told once a task, but for backoffs. */
export interface AttemptOutcomes {
  /** Parses what an attempt returned: all of it fits, or nothing is given. */
  parse(task: number, returned: unknown): unknown[] | PhasegraphError;
  /** @param by the attempt that gave them; `undefined` for a fallback's */
  gave(task: number, outputs: readonly unknown[], end: GivenEnd, by?: Attempt): void;
  failed(task: number, error: PhasegraphError): void;
  /** It has nothing to do, as an attempt of it found out. */
  turnedOff(task: number, condition: PhasegraphError): void;
  /** The budget refused a call of the attempt that settles it: told before what came of that. */
  unpaid(task: number, refusal: PhasegraphError): void;
  /** It was given up, and nothing of it is waited for any more. */
  cancelled(task: number): void;
  /** An attempt of it was told to stop, and has not ended in the grace time. */
  unheard(task: number): void;
  /** Its next attempt is due later, and until then it holds no slot. */
  backedOff(task: number): void;
  retryDue(task: number): void;
  /** It is slow, and may make another attempt when there is a slot for it. */
  hedgeDue(task: number): void;
  /** One of its attempts has ended, and another one goes on. */
  hedgeEnded(task: number): void;
  /** A bug of the engine. */
  crashed(error: unknown): void;
}

/** What attempts are made with. */
export interface AttemptMeans {
  readonly plan: Plan;
  readonly tasks: Tasks;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly random: Random;
  /** How long an aborted attempt has to end, in milliseconds. */
  readonly graceMs: number;
  /** Whether calls are made in the run: on a cassette they are not. */
  readonly mayCall: boolean;
  /** Whether a task has ended. */
  readonly hasEnded: (task: number) => boolean;
  /** The inputs of a task, for one attempt. */
  readonly inputsOf: (task: number) => Record<string, unknown>;
}

/** What no fallback makes up for: a run that only replays is to fail where it cannot. */
const withoutFallback: ReadonlySet<ErrorCode> = new Set(['not-recorded']);

const succeeded: GivenEnd = Object.freeze({ status: 'succeeded' });

/**
 * Makes the attempts of tasks: one after another with backoffs between them, or beside each other where they are
 * hedged, each within its time; then the fallback.
 */
export class Attempts {
  readonly #means: AttemptMeans;
  readonly #host: AttemptHost;
  readonly #outcomes: AttemptOutcomes;
  /** By task: what runs and has promised something, and what waits for its next attempt. */
  readonly #running = new Map<number, Attempt>();
  readonly #backoffs = new Map<number, CancelTimer>();
  /** By task: how many of its attempts ran beside another. */
  readonly #hedged = new Map<number, number>();
  readonly #replayed = new ReplayedAttempts();
  /** Tasks that have used up their time, and those whose attempts were aborted. */
  readonly #late = new Set<number>();
  readonly #givenUp = new Set<number>();
  readonly #stragglers: Stragglers;
  /** Attempts that have more time, since their calls waited for limits. */
  readonly #extensions = new Map<Attempt, CancelTimer>();
  /** By phase. */
  readonly #deadlines: (Deadlines<Attempt> | undefined)[] = [];
  readonly #taskDeadlines: (Deadlines<number> | undefined)[] = [];
  readonly #hedges: (Hedges | undefined)[] = [];

  constructor(means: AttemptMeans, host: AttemptHost, outcomes: AttemptOutcomes) {
    this.#means = means;
    this.#host = host;
    this.#outcomes = outcomes;
    this.#stragglers = new Stragglers(means.clock, means.graceMs, (attempt) => this.#leaveToItself(attempt));
  }

  /** Makes the next attempt of a task. */
  start(task: number, inputs: Record<string, unknown>): void {
    if (this.#means.tasks.attempts.at(task) === 0) this.#watchTask(task);
    if (!this.#late.has(task)) return this.#run(task, inputs);
    const error = this.#lateError(task);
    if (this.#phaseOf(task).fallback === undefined) return this.#outcomes.failed(task, error);
    this.#fallBack(task, inputs, error);
  }

  /** Makes another attempt of a task beside the one that is slow; `false`, when it may have none by now. */
  hedge(task: number): boolean {
    const running = this.#running.get(task);
    const slow = running?.rivals?.find((rival) => !rival.over) ?? running;
    const hedged = this.#hedged.get(task) ?? 0;
    if (slow === undefined || slow.over || slow.insteadOf !== undefined) return false;
    if (this.#givenUp.has(task) || this.#late.has(task)) return false;
    if (hedged >= (this.#phaseOf(task).hedge?.max ?? 0)) return false;
    if (this.#hedges[this.#means.tasks.phase.at(task)]?.spend() !== true) return false;
    this.#hedged.set(task, hedged + 1);
    this.#run(task, this.#means.inputsOf(task), slow);
    return true;
  }

  /** Forgets a task that waits for its next attempt: there will be none. */
  drop(task: number): void {
    this.#backoffs.get(task)?.();
    this.#backoffs.delete(task);
  }

  /** What runs of a task is no longer wanted: it is told so, and has the grace time to end. */
  giveUp(task: number, why: () => PhasegraphError): void {
    const attempt = this.#running.get(task);
    // It has settled while what made it unwanted waited for its turn: its end, or its backoff, is told next.
    if (attempt === undefined) return;
    this.#givenUp.add(task);
    const reason = why();
    for (const rival of attempt.rivals ?? [attempt]) {
      if (rival.over) continue;
      this.#stragglers.add(rival);
      rival.abort(reason);
    }
  }

  /** Settles when all that was told to stop has ended, or had its grace time; `undefined`, when there is none. */
  untilQuiet(): Promise<void> | undefined {
    return this.#stragglers.untilNone();
  }

  /** The run is over: no timer of it is left. */
  stop(): void {
    this.#stragglers.stop();
    for (const cancelTimer of [...this.#backoffs.values(), ...this.#extensions.values()]) cancelTimer();
    for (const some of [...this.#deadlines, ...this.#taskDeadlines, ...this.#hedges]) some?.stop();
  }

  #run(task: number, inputs: Record<string, unknown>, beside?: Attempt): void {
    const { tasks, log, clock } = this.#means;
    const phase = this.#phaseOf(task);
    const number = tasks.attempts.at(task) + 1;
    tasks.attempts.set(task, number);
    const attempt = this.#open(task, number, phase);
    if (beside === undefined) log.attemptStarted(task);
    else {
      attempt.rivals = beside.rivals ??= [beside];
      attempt.rivals.push(attempt);
      const [id, name] = [tasks.idOf(task), tasks.phaseName(task)];
      log.write({ type: 'attempt-started', task: id, phase: name, attempt: number, hedge: true });
    }
    if (phase.hedge !== undefined) {
      const index = tasks.phase.at(task);
      this.#hedges[index] ??= new Hedges(clock, phase.hedge, (slow) => this.#outcomes.hedgeDue(slow.task));
      this.#hedges[index].begin(attempt);
    }
    if (beside !== undefined) this.#running.set(task, attempt);
    // Erased when it was declared: its inputs and context are made from its own declaration.
    const run = phase.run as (inputs: unknown, context: unknown) => unknown;
    let returned: unknown;
    try {
      returned = run(inputs, attempt.context);
      if (isThenable(returned)) return this.#await(attempt, returned);
    } catch (error) {
      return this.#end(attempt, false, error);
    }
    // Nothing was promised: it has settled, and nobody could ask for it while it ran.
    this.#end(attempt, true, returned);
  }

  #open(task: number, number: number, phase: Phase): Attempt {
    const attempt = beginAttempt(this.#host, phase, task, number);
    attempt.openedAtMs = this.#means.log.atMs;
    // Asked only where it matters: reading the clock is among the dearer things that an attempt does.
    if (phase.timeoutMs !== undefined || phase.hedge !== undefined) attempt.begunAt = this.#means.clock.now();
    const { timeoutMs } = phase;
    if (timeoutMs !== undefined) {
      const index = this.#means.tasks.phase.at(task);
      this.#deadlines[index] ??= new Deadlines<Attempt>(
        this.#means.clock,
        () => timeoutMs,
        (entry) => entry.over,
        (entry) => this.#expire(entry, timeoutMs),
      );
      this.#deadlines[index].add(attempt);
    }
    return attempt;
  }

  /** The time of an attempt is up, but for what its calls waited for limits: that is not its own. */
  #expire(attempt: Attempt, timeoutMs: number): void {
    // It has been told to stop, and has the grace time for that: to end it here would be to say that it listened.
    if (this.#givenUp.has(attempt.task)) return;
    const { clock, tasks } = this.#means;
    const now = clock.now();
    // Summed as deadlines are, so that what is due there is due here.
    const leftMs = attempt.begunAt + timeoutMs + attempt.waitedMs(now) - now;
    if (leftMs <= 0) return this.#cutOff(attempt, errors.timeout(tasks.placeOf(attempt.task), timeoutMs));
    const cancelTimer = clock.setTimer(leftMs, () => {
      this.#extensions.delete(attempt);
      if (!attempt.over) this.#expire(attempt, timeoutMs);
    });
    this.#extensions.set(attempt, cancelTimer);
  }

  #await(attempt: Attempt, promised: PromiseLike<unknown>): void {
    this.#running.set(attempt.task, attempt);
    // What is thenable only may come to a promise in its turn.
    const awaited = promised instanceof Promise ? promised : Promise.resolve(promised);
    awaited.then(
      (value) => this.#end(attempt, true, value),
      (error: unknown) => this.#end(attempt, false, error),
    );
  }

  /** An attempt has ended by itself. */
  #end(attempt: Attempt, returned: boolean, outcome: unknown): void {
    this.#settle(attempt, returned, outcome);
    // Last, since with the last of them a run that has nothing else to do ends.
    this.#stragglers.end(attempt);
  }

  /** An attempt is not waited for any longer, and has the grace time to end. */
  #cutOff(attempt: Attempt, error: PhasegraphError): void {
    this.#stragglers.add(attempt);
    this.#settle(attempt, false, error);
  }

  /** What comes after it is over is dropped. What throws in the settling is no failure of the phase. */
  #settle(attempt: Attempt, returned: boolean, outcome: unknown): void {
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

  #settleSuccess(attempt: Attempt, returned: unknown): void {
    const { log, tasks } = this.#means;
    const { task, rivals } = attempt;
    log.stamp();
    const outputs = this.#outcomes.parse(task, returned);
    if (outputs instanceof PhasegraphError) return this.#settleFailure(attempt, outputs);
    attempt.end();
    if (this.#hedges.length > 0) this.#hedges[tasks.phase.at(task)]?.succeed(attempt);
    if (rivals !== undefined) this.#overtake(task, rivals);
    this.#forget(task);
    const { degradedBy, refusedBy } = attempt;
    if (refusedBy !== undefined) this.#outcomes.unpaid(task, refusedBy);
    this.#outcomes.gave(
      task,
      outputs,
      degradedBy === undefined ? succeeded : { status: 'degraded', error: recordOf(degradedBy) },
      attempt,
    );
  }

  /** One attempt of a task has settled it: the others are of no use any more. */
  #overtake(task: number, rivals: readonly Attempt[]): void {
    const overtaken = errors.overtaken(this.#means.tasks.placeOf(task));
    for (const rival of rivals) {
      if (rival.over) continue;
      this.#stragglers.add(rival);
      this.#close(rival, overtaken);
    }
  }

  /** An attempt failed: another still runs, or the next one is due later, or the fallback answers, or the task has failed. */
  #settleFailure(attempt: Attempt, thrown: unknown): void {
    const { log, tasks, random, mayCall } = this.#means;
    const { task, number, rivals } = attempt;
    const phase = this.#phaseOf(task);
    log.stamp();
    // Whatever still runs of the attempt is to stop: its answer is not waited for.
    this.#close(attempt, thrown);
    const running = rivals?.find((rival) => !rival.over);
    if (running !== undefined) this.#running.set(task, running);
    if (this.#givenUp.has(task)) {
      // Its slots are free when the whole of it has ended.
      if (running !== undefined) return;
      this.#forget(task);
      return this.#outcomes.cancelled(task);
    }
    const condition = NothingToDo.conditionOf(thrown);
    if (condition !== undefined) {
      if (rivals !== undefined) this.#overtake(task, rivals);
      this.#forget(task);
      if (attempt.refusedBy !== undefined) this.#outcomes.unpaid(task, attempt.refusedBy);
      return this.#outcomes.turnedOff(task, condition);
    }
    const failure = failureOf(attempt, tasks.placeOf(task), thrown);
    // All that were made, since the one that ends last need not be the one that began last.
    const made = tasks.attempts.at(task) - (this.#hedged.get(task) ?? 0);
    const tries = this.#replayed.counted(task, made);
    this.#replayed.failed(task, attempt.answeredBy);
    const beyondBudget = isBeyondBudget(failure);
    const over = running !== undefined || this.#late.has(task) || beyondBudget;
    const verdict = over ? undefined : backoffMs(thrown, tries, phase.retry, random);
    let retryInMs = typeof verdict === 'number' ? verdict : undefined;
    // Nothing was asked, so nothing has to be spared; and what was recorded is not all that may ever be said.
    if (retryInMs !== undefined && attempt.answeredBy === 'records') retryInMs = 0;
    else if (!over && verdict === undefined && mayCall && this.#replayed.startOver(task, made)) retryInMs = 0;
    const error =
      typeof verdict === 'object'
        ? errors.policyFailed(tasks.placeOf(task), failure, verdict.thrown)
        : failure;
    log.write({
      type: 'attempt-failed',
      task: tasks.idOf(task),
      phase: phase.name,
      attempt: number,
      error: recordOf(error),
      ...(retryInMs !== undefined && { retryInMs }),
    });
    if (running !== undefined) return this.#outcomes.hedgeEnded(task);
    if (retryInMs !== undefined) return this.#backOff(task, retryInMs);
    const fallsBack = phase.fallback !== undefined && !beyondBudget && !withoutFallback.has(error.code);
    if (fallsBack) return this.#fallBack(task, this.#means.inputsOf(task), error);
    this.#forget(task);
    if (attempt.refusedBy !== undefined) this.#outcomes.unpaid(task, attempt.refusedBy);
    this.#outcomes.failed(task, error);
  }

  #fallBack(task: number, inputs: Record<string, unknown>, error: PhasegraphError): void {
    const phase = this.#phaseOf(task);
    const attempt = this.#open(task, this.#means.tasks.attempts.at(task), phase);
    attempt.insteadOf = error;
    this.#running.set(task, attempt);
    // Erased like `run`.
    const fallback = phase.fallback as unknown as (...parameters: unknown[]) => unknown;
    let returned: unknown;
    try {
      returned = fallback(inputs, error, attempt.context);
      if (isThenable(returned)) return this.#await(attempt, returned);
    } catch (cause) {
      return this.#end(attempt, false, cause);
    }
    this.#end(attempt, true, returned);
  }

  #settleFallback(attempt: Attempt, error: PhasegraphError, returned: unknown): void {
    const { task } = attempt;
    this.#means.log.stamp();
    const outputs = this.#outcomes.parse(task, returned);
    if (outputs instanceof PhasegraphError) return this.#failFallback(attempt, error, outputs);
    attempt.end();
    this.#forget(task);
    if (attempt.refusedBy !== undefined) this.#outcomes.unpaid(task, attempt.refusedBy);
    this.#outcomes.gave(task, outputs, { status: 'degraded', error: recordOf(error) });
  }

  #failFallback(attempt: Attempt, error: PhasegraphError, cause: unknown): void {
    const { log, tasks } = this.#means;
    const { task } = attempt;
    log.stamp();
    this.#close(attempt, cause);
    const givenUp = this.#givenUp.has(task);
    this.#forget(task);
    if (givenUp) return this.#outcomes.cancelled(task);
    if (attempt.refusedBy !== undefined) this.#outcomes.unpaid(task, attempt.refusedBy);
    this.#outcomes.failed(task, errors.fallbackFailed(tasks.placeOf(task), error, cause));
  }

  #backOff(task: number, delayMs: number): void {
    this.#running.delete(task);
    this.#outcomes.backedOff(task);
    const cancelTimer = this.#means.clock.setTimer(delayMs, () => {
      this.#backoffs.delete(task);
      this.#outcomes.retryDue(task);
    });
    this.#backoffs.set(task, cancelTimer);
  }

  /** Watches the time of a task, all its attempts and backoffs together. */
  #watchTask(task: number): void {
    const { clock, hasEnded, tasks } = this.#means;
    const index = tasks.phase.at(task);
    const { taskTimeoutMs } = this.#phaseOf(task);
    if (taskTimeoutMs === undefined) return;
    this.#taskDeadlines[index] ??= new Deadlines<number>(
      clock,
      () => taskTimeoutMs,
      hasEnded,
      (entry) => this.#expireTask(entry),
    );
    this.#taskDeadlines[index].add(task);
  }

  /** A task has used up its time: there is no further attempt. */
  #expireTask(task: number): void {
    this.#late.add(task);
    if (this.#backoffs.has(task)) {
      this.drop(task);
      return this.#outcomes.retryDue(task);
    }
    const attempt = this.#running.get(task);
    // Once its fallback has been asked, that is what it ends with.
    if (attempt === undefined || attempt.insteadOf !== undefined || this.#givenUp.has(task)) return;
    const error = this.#lateError(task);
    for (const rival of attempt.rivals ?? [attempt]) if (!rival.over) this.#cutOff(rival, error);
  }

  #lateError(task: number): PhasegraphError {
    return errors.taskTimeout(this.#means.tasks.placeOf(task), this.#phaseOf(task).taskTimeoutMs ?? 0);
  }

  /** What was told to stop and has not ended does not listen; nor is it waited for, where it still was. */
  #leaveToItself(attempt: Attempt): void {
    const { task, rivals } = attempt;
    this.#means.log.stamp();
    this.#outcomes.unheard(task);
    if (attempt.over) return;
    attempt.end();
    if (rivals?.some((rival) => !rival.over) === true) return;
    this.#forget(task);
    this.#outcomes.cancelled(task);
  }

  #close(attempt: Attempt, reason: unknown): void {
    attempt.end();
    attempt.abort(reason);
  }

  #forget(task: number): void {
    if (this.#running.size > 0) this.#running.delete(task);
    if (this.#givenUp.size > 0) this.#givenUp.delete(task);
    if (this.#late.size > 0) this.#late.delete(task);
    if (this.#hedged.size > 0) this.#hedged.delete(task);
    this.#replayed.forget(task);
  }

  #phaseOf(task: number): Phase {
    const phase = this.#means.plan.declared[this.#means.tasks.phase.at(task)];
    if (phase === undefined) throw errors.internal(`task ${task} has no phase`);
    return phase;
  }
}

/** What an attempt failed by: where the budget refused one of its calls, by that, whatever its phase made of it. */
function failureOf({ refusedBy }: Attempt, place: TaskPlace, thrown: unknown): PhasegraphError {
  const failure = errors.failureAt(place, thrown);
  if (refusedBy === undefined || isBeyondBudget(failure)) return failure;
  return errors.refusedAt(place, refusedBy, failure);
}

/** Whether something comes of a value later. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
