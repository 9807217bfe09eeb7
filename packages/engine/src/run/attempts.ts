import type { CancelTimer } from '../clock.js';
import type { PhasegraphError } from '../errors.js';
import type { Phase } from '../declare/phase.js';
import { beginAttempt } from './attempt.js';
import type { Attempt, AttemptHost } from './attempt.js';
import type { AttemptMeans, AttemptOutcomes } from './attempt-port.js';
import { AttemptedTasks } from './attempted-tasks.js';
import { Rivals, stillRunning } from './rivals.js';
import { Settling } from './settling.js';
import { Stragglers } from './stragglers.js';
import { isThenable } from './thenable.js';
import { TimeLimits } from './time-limits.js';

/**
 * Makes the attempts of tasks: one after another with backoffs between them, or beside each other where they are
 * hedged, each within its time; then the fallback.
 */
export class Attempts {
  readonly #means: AttemptMeans;
  readonly #host: AttemptHost;
  readonly #outcomes: AttemptOutcomes;
  readonly #attempted: AttemptedTasks;
  readonly #settling: Settling;
  readonly #rivals: Rivals;
  readonly #timeLimits: TimeLimits;
  readonly #stragglers: Stragglers;
  /** By task: what waits for its next attempt. */
  readonly #backoffs = new Map<number, CancelTimer>();

  constructor(means: AttemptMeans, host: AttemptHost, outcomes: AttemptOutcomes) {
    this.#means = means;
    this.#host = host;
    this.#outcomes = outcomes;
    const attempted = (this.#attempted = new AttemptedTasks(means));
    this.#stragglers = new Stragglers(means.clock, means.graceMs, (attempt) =>
      this.#settling.leaveToItself(attempt),
    );
    const rivals = (this.#rivals = new Rivals(means, this.#stragglers, (task) => outcomes.hedgeDue(task)));
    this.#timeLimits = new TimeLimits(means, attempted, {
      attemptDue: (attempt, error) => this.#cutOff(attempt, error),
      taskDue: (task) => this.#expireTask(task),
    });
    const further = {
      fallBack: (task: number, error: PhasegraphError) => this.#fallBack(task, means.inputsOf(task), error),
      backOff: (task: number, delayMs: number) => this.#backOff(task, delayMs),
    };
    this.#settling = new Settling({ means, outcomes, attempted, rivals, further });
  }

  /** Makes the next attempt of a task. */
  start(task: number, inputs: Record<string, unknown>): void {
    const phase = this.#attempted.phaseOf(task);
    if (phase.taskTimeoutMs !== undefined && this.#means.tasks.attempts.at(task) === 0)
      this.#timeLimits.watchTask(task, phase.taskTimeoutMs);
    if (!this.#attempted.late.has(task)) return this.#run(task, inputs);
    const error = this.#attempted.lateError(task);
    if (phase.fallback === undefined) return this.#outcomes.failed(task, error);
    this.#fallBack(task, inputs, error);
  }

  /** Makes another attempt of a task beside the one that is slow; `false`, when it may have none by now. */
  hedge(task: number): boolean {
    const running = this.#attempted.running.get(task);
    if (running === undefined || this.#attempted.givenUp.has(task) || this.#attempted.late.has(task))
      return false;
    const slow = stillRunning(running) ?? running;
    if (slow.over || slow.insteadOf !== undefined) return false;
    if (!this.#rivals.spend(task, this.#attempted.phaseOf(task).hedge?.max ?? 0)) return false;
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
    const attempt = this.#attempted.running.get(task);
    // It has settled while what made it unwanted waited for its turn: its end, or its backoff, is told next.
    if (attempt === undefined) return;
    this.#attempted.givenUp.add(task);
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
    this.#timeLimits.stop();
    this.#rivals.stop();
    for (const cancelTimer of this.#backoffs.values()) cancelTimer();
  }

  #run(task: number, inputs: Record<string, unknown>, beside?: Attempt): void {
    const { tasks, log } = this.#means;
    const phase = this.#attempted.phaseOf(task);
    const number = tasks.attempts.at(task) + 1;
    tasks.attempts.set(task, number);
    const attempt = this.#open(task, number, phase);
    if (beside === undefined) log.attemptStarted(task);
    else {
      this.#rivals.join(attempt, beside);
      this.#attempted.running.set(task, attempt);
      const [id, name] = [tasks.idOf(task), tasks.phaseName(task)];
      log.write({ type: 'attempt-started', task: id, phase: name, attempt: number, hedge: true });
    }
    if (phase.hedge !== undefined) this.#rivals.begin(attempt, phase.hedge);
    // Erased when it was declared: its inputs and context are made from its own declaration.
    const run = phase.run as (inputs: unknown, context: unknown) => unknown;
    this.#call(attempt, () => run(inputs, attempt.context));
  }

  #fallBack(task: number, inputs: Record<string, unknown>, error: PhasegraphError): void {
    const phase = this.#attempted.phaseOf(task);
    const attempt = this.#open(task, this.#means.tasks.attempts.at(task), phase);
    attempt.insteadOf = error;
    this.#attempted.running.set(task, attempt);
    // Erased like `run`.
    const fallback = phase.fallback as unknown as (...parameters: unknown[]) => unknown;
    this.#call(attempt, () => fallback(inputs, error, attempt.context));
  }

  #open(task: number, number: number, phase: Phase): Attempt {
    const { log, clock } = this.#means;
    const { timeoutMs, hedge } = phase;
    const attempt = beginAttempt(this.#host, phase, task, number);
    attempt.openedAtMs = log.atMs;
    // Asked only where it matters: reading the clock is among the dearer things that an attempt does.
    if (timeoutMs !== undefined || hedge !== undefined) attempt.begunAt = clock.now();
    if (timeoutMs !== undefined) this.#timeLimits.watch(attempt, timeoutMs);
    return attempt;
  }

  /** @param work what a person wrote: it gives something, or promises to, or throws */
  #call(attempt: Attempt, work: () => unknown): void {
    let returned: unknown;
    try {
      returned = work();
      if (isThenable(returned)) return this.#await(attempt, returned);
    } catch (error) {
      return this.#end(attempt, false, error);
    }
    // Nothing was promised: it has settled, and nobody could ask for it while it ran.
    this.#end(attempt, true, returned);
  }

  #await(attempt: Attempt, promised: PromiseLike<unknown>): void {
    this.#attempted.running.set(attempt.task, attempt);
    // What is thenable only may come to a promise in its turn.
    const awaited = promised instanceof Promise ? promised : Promise.resolve(promised);
    awaited.then(
      (value) => this.#end(attempt, true, value),
      (error: unknown) => this.#end(attempt, false, error),
    );
  }

  /** An attempt has ended by itself. */
  #end(attempt: Attempt, returned: boolean, outcome: unknown): void {
    this.#settling.settle(attempt, returned, outcome);
    // Last, since with the last of them a run that has nothing else to do ends.
    this.#stragglers.end(attempt);
  }

  /** An attempt is not waited for any longer, and has the grace time to end. */
  #cutOff(attempt: Attempt, error: PhasegraphError): void {
    this.#stragglers.add(attempt);
    this.#settling.settle(attempt, false, error);
  }

  #backOff(task: number, delayMs: number): void {
    this.#attempted.running.delete(task);
    this.#outcomes.backedOff(task);
    const cancelTimer = this.#means.clock.setTimer(delayMs, () => {
      this.#backoffs.delete(task);
      this.#outcomes.retryDue(task);
    });
    this.#backoffs.set(task, cancelTimer);
  }

  /** A task has used up its time: there is no further attempt. */
  #expireTask(task: number): void {
    this.#attempted.late.add(task);
    if (this.#backoffs.has(task)) {
      this.drop(task);
      return this.#outcomes.retryDue(task);
    }
    const attempt = this.#attempted.running.get(task);
    // Once its fallback has been asked, that is what it ends with.
    if (attempt === undefined || attempt.insteadOf !== undefined || this.#attempted.givenUp.has(task)) return;
    const error = this.#attempted.lateError(task);
    for (const rival of attempt.rivals ?? [attempt]) if (!rival.over) this.#cutOff(rival, error);
  }
}
