import { isDeepStrictEqual } from 'node:util';
import { systemClock, systemRandom } from '../clock.js';
import type { CancelTimer, Clock, Random } from '../clock.js';
import type { ListArtifact } from '../declare/artifact.js';
import type { CallReport, ResourceDeclaration } from '../declare/resource.js';
import { PhasegraphError, errors, unreachable } from '../errors.js';
import type { ErrorPlace } from '../errors.js';
import { recordOf } from '../events.js';
import type { RunStatus, TaskEnd } from '../events.js';
import { none } from '../plan/wiring.js';
import type { Write } from '../plan/io.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedPhase } from '../plan/planned-phase.js';
import { attemptsOf } from './attempt.js';
import type { Attempt, AttemptHost, BeginAttempt } from './attempt.js';
import { Deadlines } from './deadlines.js';
import { Hedges } from './hedges.js';
import { effect } from './effects.js';
import type { Effects } from './effects.js';
import { EventLog } from './event-log.js';
import type { GivenValue } from './given.js';
import type { Resources, RunOptions } from './options.js';
import { parseItem, parseItems, parseValue } from './outputs.js';
import type { KeyedItem } from './outputs.js';
import { backoffMs } from './retry.js';
import { Recorder } from './recorder.js';
import { Scheduler } from './scheduler.js';
import type { Caps, SchedulerEvent } from './scheduler.js';
import { Tasks } from './tasks.js';
import { RunValues } from './values.js';

/** What a run leaves behind. */
export interface RunResult {
  readonly status: RunStatus;
  readonly log: EventLog;
  readonly values: RunValues;
}

/** A run that is under way. */
export interface RunningPlan {
  readonly log: EventLog;
  /** Settles when the run has ended. Never rejects for what a phase does; a rejection is a bug of the engine. */
  readonly result: Promise<RunResult>;
  /** Starts nothing more until `resume`; what runs goes on. */
  pause(): void;
  resume(): void;
  /** Starts nothing more and aborts what runs. */
  cancel(reason?: unknown): void;
}

/**
 * Runs a plan to its end. Performs what the scheduler decides and tells it what came of it: the only place of the
 * engine that waits.
 *
 * @param given the parsed values of `plan.given`
 */
export function startPlan(plan: Plan, given: readonly GivenValue[], options: RunOptions): RunningPlan {
  const loop = new RunLoop(plan, options);
  return {
    log: loop.log,
    result: loop.run(given),
    pause: () => loop.tellNow({ type: 'pause' }),
    resume: () => loop.tellNow({ type: 'resume' }),
    cancel: (reason) => loop.cancel(reason),
  };
}

/** How the outputs of a task came about. */
type GivenEnd = Extract<TaskEnd, { status: 'succeeded' | 'degraded' | 'reused' }>;

const succeeded: GivenEnd = Object.freeze({ status: 'succeeded' });

/** Stands for an output that was emitted and so was not returned. */
const leftOut: unique symbol = Symbol('left out');

class RunLoop implements AttemptHost {
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #resources: Resources;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #values: RunValues;
  readonly #tasks: Tasks;
  readonly #scheduler: Scheduler;
  readonly log: EventLog;

  /** What the scheduler is still to be told: effects are performed whole before the next event goes in. */
  #inbox: SchedulerEvent[] = [];
  #pumping = false;
  readonly #recorder: Recorder | undefined;
  /** By task: what runs, what waits for its next attempt, why it failed, to which lists it has emitted. */
  readonly #attempts = new Map<number, Attempt>();
  readonly #backoffs = new Map<number, CancelTimer>();
  readonly #errors = new Map<number, PhasegraphError>();
  readonly #emittedTo = new Map<number, Set<number>>();
  /** By task: how many of its attempts ran beside another. */
  readonly #hedged = new Map<number, number>();
  /** Tasks that have used up their time. */
  readonly #late = new Set<number>();
  /** Tasks whose attempts were aborted and have not ended, and the timer of their grace. */
  readonly #givenUp = new Set<number>();
  readonly #unresponsive: string[] = [];
  #cancelGrace: CancelTimer | undefined;
  /** By phase. */
  readonly #begin: (BeginAttempt | undefined)[] = [];
  readonly #deadlines: (Deadlines<Attempt> | undefined)[] = [];
  readonly #taskDeadlines: (Deadlines<number> | undefined)[] = [];
  readonly #hedges: (Hedges | undefined)[] = [];

  #cancelReason: { readonly reason: unknown } | undefined;
  #degraded = 0;
  #fallenShort = 0;
  #ended = false;
  #finish: (() => void) | undefined;
  #crash: ((error: unknown) => void) | undefined;

  constructor(plan: Plan, options: RunOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#resources = options.resources ?? {};
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? systemRandom;
    this.#values = new RunValues(plan, (task) => this.#errorOf(task));
    this.#tasks = new Tasks(plan, this.#values);
    this.#scheduler = new Scheduler(plan, capsOf(plan, options));
    this.log = new EventLog(
      plan,
      {
        runId: runIdOf(this.#clock, this.#random),
        clock: this.#clock,
        tasks: this.#tasks,
        values: this.#values,
      },
      { observer: options.onEvent, store: options.store },
    );
    const { store } = options;
    if (store !== undefined) {
      const { log } = this;
      this.#recorder = new Recorder(store, {
        plan,
        resources: this.#resources,
        tasks: this.#tasks,
        log,
        clock: this.#clock,
      });
    }
  }

  async run(given: readonly GivenValue[]): Promise<RunResult> {
    const { signal } = this.#options;
    this.#writeBeginning();
    const abort = (): void => this.cancel(signal?.reason);
    const ended = new Promise<void>((resolve, reject) => {
      this.#finish = resolve;
      this.#crash = reject;
    });
    this.tellNow({ type: 'begin', items: this.#supplyGiven(given) });
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    try {
      await ended;
    } finally {
      this.#ended = true;
      signal?.removeEventListener('abort', abort);
      this.#stopTimers();
    }
    this.#recorder?.writeDamage();
    const missing = this.#missingTargets();
    const status = this.#statusOf(missing);
    this.log.write({ type: 'run-ended', status, missing, unresponsive: this.#unresponsive });
    this.log.record((store) => store.endRun(this.log.runId, status));
    this.log.close();
    return { status, log: this.log, values: this.#values };
  }

  #stopTimers(): void {
    this.#cancelGrace?.();
    for (const cancelTimer of this.#backoffs.values()) cancelTimer();
    for (const timers of [this.#deadlines, this.#taskDeadlines, this.#hedges])
      for (const some of timers) some?.stop();
  }

  #writeBeginning(): void {
    const { runId } = this.log;
    const { pipeline, targets, phases } = this.#plan;
    const wallTimeMs = this.#clock.wallTime();
    this.log.record((store) => store.beginRun({ runId, pipeline, startedAtMs: wallTimeMs }));
    this.log.write({
      type: 'run-started',
      runId,
      pipeline,
      targets,
      // Made when somebody reads it: of a plan of a hundred thousand phases it is the largest object of the log.
      get phases() {
        return phases.map(({ name, origin, after, rank, estimateMs }) => ({
          name,
          mapped: origin !== undefined,
          after,
          rank,
          estimateMs,
        }));
      },
      wallTimeMs,
    });
  }

  /** Puts the given values in place and returns how many items each given list has. */
  #supplyGiven(given: readonly GivenValue[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const supplied of given) {
      const slot = this.#plan.io.slotOf.get(supplied.artifact.name);
      if (slot === undefined) continue;
      if ('value' in supplied) this.#values.setSingle(slot, supplied.value);
      else {
        const list = this.#plan.io.originOf[slot] ?? 0;
        for (const { key, value } of supplied.items) this.#values.addItem(list, slot, key, value);
        counts.set(list, supplied.items.length);
      }
    }
    return counts;
  }

  /** Something happened now: what follows from it has this time. */
  tellNow(event: SchedulerEvent): void {
    this.log.stamp();
    this.#tell(event);
  }

  /** Tells the scheduler of something that happened at the time of the last stamp, and performs what follows. */
  #tell(event: SchedulerEvent): void {
    if (this.#ended) return;
    this.#inbox.push(event);
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      // It grows while it is worked off, and is let go of whole: taking from its front would move all the rest.
      for (let at = 0; at < this.#inbox.length; at++) {
        const next = this.#inbox[at];
        if (next === undefined) continue;
        this.#perform(this.#scheduler.step(next));
      }
    } catch (error) {
      this.#crash?.(error);
    } finally {
      this.#inbox = [];
      this.#pumping = false;
    }
  }

  #perform(effects: Effects): void {
    for (let at = 0; at < effects.count; at++) {
      const task = effects.subject(at);
      const kind = effects.kind(at);
      switch (kind) {
        case effect.create:
          this.#tasks.add(effects.detail(at), effects.extra(at));
          this.log.taskCreated(task);
          break;
        case effect.start:
          this.#startTask(task);
          break;
        case effect.skip:
          this.#skipTask(task, effects.detail(at));
          break;
        case effect.reject:
          this.#rejectTask(task, effects.detail(at), effects.extra(at));
          break;
        case effect.drop:
          this.#backoffs.get(task)?.();
          this.#endCancelled(task);
          break;
        case effect.abort:
          this.#giveUp(task);
          break;
        case effect.close:
          this.log.write({
            type: 'list-closed',
            list: this.#listName(task),
            items: this.#values.itemCount(task),
          });
          break;
        case effect.turnOff:
          this.#turnOffTask(task, effects.detail(at));
          break;
        case effect.more:
          // What has started gets its turn before more does.
          queueMicrotask(() => this.tellNow({ type: 'go-on' }));
          break;
        case effect.finish:
          this.#finish?.();
          break;
        default:
          unreachable(kind);
      }
    }
  }

  /** Begins an attempt, unless the task has nothing to do, or its result is recorded. */
  #startTask(task: number): void {
    const index = this.#tasks.phase.at(task);
    const { phase } = this.#plannedAt(index);
    const inputs = this.#values.inputsOf(index, this.#tasks.item.at(task));
    if (this.#tasks.attempts.at(task) === 0) {
      if (phase.when !== undefined && !this.#hasToRun(task, phase.when, inputs)) return;
      const recorded = this.#recorder?.take(task, inputs);
      if (recorded !== undefined) return this.#giveOutputs(task, recorded, { status: 'reused' });
      this.#tasks.startedAtMs.set(task, this.log.atMs);
      this.#watchTask(task, index);
    }
    if (this.#late.has(task)) return this.#settleLate(task, inputs);
    this.#runAttempt(task, inputs);
  }

  /** Asks a phase's condition; when it does not hold, or cannot say, the task has ended. */
  #hasToRun(task: number, when: (inputs: never) => boolean, inputs: Record<string, unknown>): boolean {
    try {
      // Erased like `run`.
      if (when(inputs as never)) return true;
      this.#turnOffTask(task, this.#tasks.phase.at(task));
      this.#tell({ type: 'ended', task, as: 'turned-off' });
    } catch (error) {
      this.#endFailed(task, this.#errorFrom(error, task));
    }
    return false;
  }

  #runAttempt(task: number, inputs: Record<string, unknown>, beside?: Attempt): void {
    const number = this.#tasks.attempts.at(task) + 1;
    this.#tasks.attempts.set(task, number);
    const attempt = this.#beginAttempt(task, number, inputs);
    if (beside === undefined) this.log.attemptStarted(task);
    else {
      attempt.rivals = beside.rivals ??= [beside];
      attempt.rivals.push(attempt);
      const [id, phase] = [this.idOf(task), this.#tasks.phaseName(task)];
      this.log.write({ type: 'attempt-started', task: id, phase, attempt: number, hedge: true });
    }
    const { phase } = this.#plannedOf(task);
    const index = this.#tasks.phase.at(task);
    if (phase.hedge !== undefined) {
      this.#hedges[index] ??= new Hedges(this.#clock, phase.hedge, (slow) => this.#hedge(slow));
      this.#hedges[index].begin(attempt);
    }
    // Erased when it was declared: its inputs and context are made from its own declaration.
    const run = phase.run as (inputs: unknown, context: unknown) => unknown;
    this.#follow(
      attempt,
      () => run(inputs, attempt.context),
      (value) => this.#settleSuccess(attempt, value),
      (error) => this.#settleFailure(attempt, error),
    );
  }

  #beginAttempt(task: number, number: number, inputs: Record<string, unknown>): Attempt {
    const phase = this.#tasks.phase.at(task);
    const planned = this.#plannedAt(phase);
    const attempt = (this.#begin[phase] ??= attemptsOf(planned.phase))(this, task, number, inputs);
    this.#attempts.set(task, attempt);
    const { timeoutMs } = planned.phase;
    if (timeoutMs !== undefined) {
      this.#deadlines[phase] ??= new Deadlines<Attempt>(
        this.#clock,
        () => timeoutMs,
        (entry) => entry.over,
        (entry) => this.#settleFailure(entry, errors.timeout(this.#placeOf(entry.task), timeoutMs)),
      );
      this.#deadlines[phase].add(attempt);
    }
    return attempt;
  }

  /** Watches the time of a task, all its attempts and backoffs together. */
  #watchTask(task: number, index: number): void {
    const { taskTimeoutMs } = this.#plannedAt(index).phase;
    if (taskTimeoutMs === undefined) return;
    this.#taskDeadlines[index] ??= new Deadlines<number>(
      this.#clock,
      () => taskTimeoutMs,
      (entry) => this.#scheduler.hasEnded(entry),
      (entry) => this.#expireTask(entry),
    );
    this.#taskDeadlines[index].add(task);
  }

  /** A task has used up its time: there is no further attempt. */
  #expireTask(task: number): void {
    this.#late.add(task);
    const cancelBackoff = this.#backoffs.get(task);
    if (cancelBackoff !== undefined) {
      cancelBackoff();
      this.#backoffs.delete(task);
      return this.tellNow({ type: 'retry-due', task });
    }
    const attempt = this.#attempts.get(task);
    if (attempt === undefined || this.#givenUp.has(task)) return;
    const error = this.#lateError(task);
    for (const rival of attempt.rivals ?? [attempt]) if (!rival.over) this.#settleFailure(rival, error);
  }

  #settleLate(task: number, inputs: Record<string, unknown>): void {
    const { phase } = this.#plannedOf(task);
    const error = this.#lateError(task);
    if (phase.fallback === undefined) return this.#endFailed(task, error);
    this.#fallBack(task, inputs, error);
  }

  #lateError(task: number): PhasegraphError {
    return errors.taskTimeout(this.#placeOf(task), this.#plannedOf(task).phase.taskTimeoutMs ?? 0);
  }

  /** Starts an attempt beside a slow one; `false`, when it may not have one. */
  #hedge(slow: Attempt): boolean {
    const { task, inputs } = slow;
    const hedged = this.#hedged.get(task) ?? 0;
    if (this.#givenUp.has(task) || this.#late.has(task) || this.#cancelReason !== undefined) return false;
    if (hedged >= (this.#plannedOf(task).phase.hedge?.max ?? 0)) return false;
    this.#hedged.set(task, hedged + 1);
    this.log.stamp();
    this.#runAttempt(task, inputs, slow);
    return true;
  }

  /** Calls, and settles the attempt with what comes of it, at once where nothing is promised. */
  #follow(
    attempt: Attempt,
    call: () => unknown,
    succeed: (value: unknown) => void,
    fail: (error: unknown) => void,
  ): void {
    const onError = (error: unknown): void => {
      if (!attempt.over) fail(error);
    };
    try {
      const returned = call();
      if (!isThenable(returned)) {
        if (!attempt.over) succeed(returned);
        return;
      }
      returned.then((value: unknown) => {
        if (!attempt.over) succeed(value);
      }, onError);
    } catch (error) {
      onError(error);
    }
  }

  #settleSuccess(attempt: Attempt, returned: unknown): void {
    this.log.stamp();
    const outputs = this.#parseOutputs(attempt, returned);
    if (outputs instanceof PhasegraphError) return this.#settleFailure(attempt, outputs);
    const { task, rivals } = attempt;
    attempt.end();
    this.#hedges[this.#tasks.phase.at(task)]?.succeed(attempt);
    if (rivals !== undefined) this.#endRivals(rivals, errors.overtaken(this.#placeOf(task)));
    this.#giveOutputs(task, outputs, succeeded);
  }

  /** The others of a task's attempts are of no use any more. */
  #endRivals(rivals: readonly Attempt[], reason: PhasegraphError): void {
    for (const rival of rivals) {
      if (rival.over) continue;
      rival.end();
      rival.abort(reason);
    }
  }

  /** An attempt failed: another still runs, or the next one is due later, or the fallback answers, or the task has failed. */
  #settleFailure(attempt: Attempt, thrown: unknown): void {
    const { task, number, rivals } = attempt;
    const { phase } = this.#plannedOf(task);
    this.log.stamp();
    attempt.end();
    // Whatever still runs of the attempt is to stop: its answer is not waited for.
    attempt.abort(thrown);
    const running = rivals?.find((rival) => !rival.over);
    if (running !== undefined) this.#attempts.set(task, running);
    if (this.#givenUp.has(task)) return running === undefined ? this.#endCancelled(task) : undefined;
    const error = this.#errorFrom(thrown, task);
    const tries = number - (this.#hedged.get(task) ?? 0);
    const retryInMs =
      running !== undefined || this.#late.has(task)
        ? undefined
        : backoffMs(thrown, tries, phase.retry, this.#random);
    this.log.write({
      type: 'attempt-failed',
      task: this.idOf(task),
      phase: phase.name,
      attempt: number,
      error: recordOf(error),
      ...(retryInMs !== undefined && { retryInMs }),
    });
    if (running !== undefined) return;
    if (retryInMs !== undefined) return this.#backOff(task, retryInMs);
    if (phase.fallback === undefined) return this.#endFailed(task, error);
    this.#fallBack(task, attempt.inputs, error);
  }

  #fallBack(task: number, inputs: Record<string, unknown>, error: PhasegraphError): void {
    const attempt = this.#beginAttempt(task, this.#tasks.attempts.at(task), inputs);
    // Erased like `run`.
    const fallback = this.#plannedOf(task).phase.fallback as unknown as (...parameters: unknown[]) => unknown;
    const fail = (cause: unknown): void => {
      attempt.end();
      attempt.abort(cause);
      this.log.stamp();
      if (this.#givenUp.has(task)) return this.#endCancelled(task);
      this.#endFailed(task, errors.fallbackFailed(this.#placeOf(task), error, cause));
    };
    this.#follow(
      attempt,
      () => fallback(inputs, error, attempt.context),
      (returned) => {
        this.log.stamp();
        const outputs = this.#parseOutputs(attempt, returned);
        if (outputs instanceof PhasegraphError) return fail(outputs);
        attempt.end();
        this.#giveOutputs(task, outputs, { status: 'degraded', error: recordOf(error) });
      },
      fail,
    );
  }

  /** What runs of a task is no longer wanted: it is told so, and has the grace time to end. */
  #giveUp(task: number): void {
    const attempt = this.#attempts.get(task);
    if (attempt === undefined) return this.#endCancelled(task);
    this.#givenUp.add(task);
    this.#cancelGrace ??= this.#clock.setTimer(this.#options.graceMs ?? 5_000, () => this.#endGrace());
    const reason = this.#cancelError(task);
    for (const rival of attempt.rivals ?? [attempt]) if (!rival.over) rival.abort(reason);
  }

  /** What was aborted and has not ended does not listen: it is left to itself and named. */
  #endGrace(): void {
    this.#cancelGrace = undefined;
    this.log.stamp();
    for (const task of this.#givenUp) {
      const attempt = this.#attempts.get(task);
      if (attempt === undefined) continue;
      for (const rival of attempt.rivals ?? [attempt]) rival.end();
      this.#unresponsive.push(this.idOf(task));
      this.#endCancelled(task);
    }
  }

  #backOff(task: number, delayMs: number): void {
    this.#attempts.delete(task);
    this.#tell({ type: 'backed-off', task });
    const cancelTimer = this.#clock.setTimer(delayMs, () => {
      this.#backoffs.delete(task);
      this.tellNow({ type: 'retry-due', task });
    });
    this.#backoffs.set(task, cancelTimer);
  }

  /** Parses everything that an attempt gives before any of it is visible: all of it is, or nothing. */
  #parseOutputs(attempt: Attempt, returned: unknown): unknown[] | PhasegraphError {
    const { task } = attempt;
    const writes = this.#plan.io.writes[this.#tasks.phase.at(task)] ?? [];
    const nothing = returned === undefined || returned === null;
    const parsed: unknown[] = [];
    for (const write of writes) {
      // What is no object has none of the outputs, and each schema says so.
      const value = typeof returned === 'object' && !nothing ? Reflect.get(returned, write.name) : undefined;
      try {
        if (write.kind !== 'keyed') parsed.push(parseValue(write.artifact, value, () => this.#placeOf(task)));
        else if (value === undefined && (nothing || this.#emittedTo.get(task)?.has(write.list) === true))
          parsed.push(leftOut);
        else parsed.push(parseItems(write.artifact, value, () => this.#placeOf(task)));
      } catch (error) {
        return this.#errorFrom(error, task);
      }
    }
    return parsed;
  }

  /** Everything that a task gives becomes visible in one step, and only then its end. */
  #giveOutputs(task: number, outputs: readonly unknown[], end: GivenEnd): void {
    const phase = this.#tasks.phase.at(task);
    const writes = this.#plan.io.writes[phase] ?? [];
    const lists: number[] = [];
    for (let at = 0; at < writes.length; at++) {
      const write = writes[at];
      const value = outputs[at];
      if (write === undefined || value === leftOut || write.kind === 'dropped') continue;
      if (write.kind === 'single') this.#values.setSingle(write.slot, value);
      else if (write.kind === 'item') this.#values.setItem(write.slot, this.#tasks.item.at(task), value);
      else {
        // `parseItems` made it.
        for (const { key, value: item } of value as KeyedItem[]) {
          if (this.#addItem(task, write, key, item)) lists.push(write.list);
        }
      }
    }
    // Recorded before anything that builds on it starts: what was paid for is safe first.
    if (end.status === 'succeeded') this.#recorder?.save(task, outputs);
    if (end.status === 'degraded') this.#degraded++;
    this.#attempts.delete(task);
    this.log.taskEnded(task, end);
    for (const list of lists) this.#tell({ type: 'emitted', list });
    this.#tell({ type: 'ended', task, as: end.status });
  }

  /** A condition does not hold, of its own phase or of one that it needs. */
  #turnOffTask(task: number, phase: number): void {
    const because = this.#plannedAt(phase).name;
    const error = errors.turnedOff(this.#placeOf(task), because);
    this.#errors.set(task, error);
    this.#values.leaveOut(this.#tasks.phase.at(task), this.#tasks.item.at(task), task);
    this.log.taskEnded(task, { status: 'skipped', because, reason: 'condition', error: recordOf(error) });
  }

  #skipTask(task: number, phase: number): void {
    const because = this.#plannedAt(phase).name;
    const error = errors.skipped(this.#placeOf(task), because);
    this.#errors.set(task, error);
    this.#endShort(task, { status: 'skipped', because, reason: 'failure', error: recordOf(error) });
  }

  #rejectTask(task: number, base: number, wanted: number): void {
    const { baseArtifact, baseMin } = this.#plan.wiring;
    const list = baseArtifact[base] ?? '';
    const min = baseMin[base] ?? 0;
    const described = min < 1 ? `${wanted} (a share of ${min})` : String(wanted);
    const error = errors.quorumNotMet(this.#placeOf(task), list, described, this.#failuresOf(list));
    this.#errors.set(task, error);
    this.#endShort(task, { status: 'failed', error: recordOf(error) });
  }

  #endFailed(task: number, error: PhasegraphError): void {
    this.#errors.set(task, error);
    this.#endShort(task, { status: 'failed', error: recordOf(error) });
    this.#tell({ type: 'ended', task, as: 'failed' });
  }

  /** The scheduler has dropped the task already, or waits to hear of the end of what it aborted. */
  #endCancelled(task: number): void {
    const dropped = this.#scheduler.hasEnded(task);
    this.#givenUp.delete(task);
    this.#errors.set(task, this.#cancelError(task));
    // What a join that had enough did not wait for has not failed it.
    if (this.#cancelReason === undefined) this.#fallenShort--;
    this.#endShort(task, { status: 'cancelled' });
    if (!dropped) this.#tell({ type: 'ended', task, as: 'cancelled' });
  }

  #cancelError(task: number): PhasegraphError {
    const place = this.#placeOf(task);
    return this.#cancelReason === undefined
      ? errors.notNeeded(place)
      : errors.cancelled(place, this.#cancelReason.reason);
  }

  /** Writes down the end of a task that gave nothing. The scheduler knows it already or is told next. */
  #endShort(task: number, end: TaskEnd): void {
    this.#attempts.delete(task);
    this.#values.lose(this.#tasks.phase.at(task), this.#tasks.item.at(task), task);
    this.#fallenShort++;
    this.log.taskEnded(task, end);
  }

  /** Adds an item to a keyed list; `false`, when its key is there already: an emitted item is a commitment. */
  #addItem(
    task: number,
    { list, slot, artifact }: Write & { kind: 'keyed' },
    key: string,
    value: unknown,
  ): boolean {
    const fullKey = this.#pathOf(task, artifact.name, key);
    const place = this.#values.itemCount(list);
    if (!this.#values.addItem(list, slot, fullKey, value)) {
      const changed = !isDeepStrictEqual(this.#values.itemOf(list, slot, fullKey), value);
      this.log.write({
        type: 'item-ignored',
        task: this.idOf(task),
        list: artifact.name,
        key: fullKey,
        changed,
      });
      return false;
    }
    this.#recorder?.addItem(task, list, value);
    const lists = this.#emittedTo.get(task);
    if (lists === undefined) this.#emittedTo.set(task, new Set([list]));
    else lists.add(list);
    this.log.itemEmitted(task, list, place);
    return true;
  }

  /** The key of an item in its list: below another item, the way to it, as in `page[home]/section[hero]`. */
  #pathOf(task: number, list: string, key: string): string {
    const parent = this.#tasks.keyOf(task);
    if (parent === undefined) return key;
    const { wiring, lists } = this.#plan;
    const over = lists[wiring.origin[this.#tasks.phase.at(task)] ?? none];
    const isTop = over?.emitter === undefined || wiring.origin[over.emitter] === none;
    return `${isTop ? `${over?.artifact.name}[${parent}]` : parent}/${list}[${key}]`;
  }

  idOf(task: number): string {
    return this.#tasks.idOf(task);
  }

  keyOf(task: number): string | undefined {
    return this.#tasks.keyOf(task);
  }

  emit(attempt: Attempt, list: ListArtifact, item: unknown): void {
    const { task } = attempt;
    if (attempt.over) throw errors.emittedTooLate(this.#placeOf(task), list.name);
    const writes = this.#plan.io.writes[this.#tasks.phase.at(task)] ?? [];
    const write = writes.find(({ artifact }) => artifact.name === list.name);
    if (write?.kind === 'dropped') return;
    if (write?.kind !== 'keyed') throw errors.notEmittable(this.#placeOf(task), list.name);
    const { key, value } = parseItem(write.artifact, item, () => this.#placeOf(task));
    this.log.stamp();
    if (this.#addItem(task, write, key, value)) this.#tell({ type: 'emitted', list: write.list });
  }

  logLine({ task }: Attempt, message: string): void {
    this.log.stamp();
    this.log.write({
      type: 'task-logged',
      task: this.idOf(task),
      phase: this.#tasks.phaseName(task),
      message,
    });
  }

  connect(attempt: Attempt, { name }: ResourceDeclaration): unknown {
    const { task, number, signal } = attempt;
    const { name: phase, rank } = this.#plannedOf(task);
    const id = this.idOf(task);
    return this.#resources[name]?.connect({
      task: id,
      phase,
      attempt: number,
      rank,
      signal,
      report: (call: CallReport) => {
        this.log.stamp();
        this.log.write({ type: 'call-ended', task: id, phase, call });
      },
    });
  }

  cancel(reason?: unknown): void {
    if (this.#cancelReason !== undefined) return;
    this.#cancelReason = { reason };
    this.tellNow({ type: 'cancel' });
  }

  #missingTargets(): string[] {
    const { io, targets } = this.#plan;
    return targets.filter((target) => {
      const artifact = io.artifacts[io.slotOf.get(target) ?? -1];
      if (artifact !== undefined && this.#values.has(artifact)) return false;
      return artifact === undefined || this.#values.failureOf(artifact)?.code !== 'turned-off';
    });
  }

  #statusOf(missing: readonly string[]): RunStatus {
    if (this.#cancelReason !== undefined && this.#fallenShort > 0) return 'cancelled';
    if (missing.length > 0) return 'failed';
    if (this.#fallenShort > 0) return 'partial';
    return this.#degraded > 0 ? 'degraded' : 'succeeded';
  }

  #failuresOf(list: string): PhasegraphError[] {
    const artifact = this.#plan.io.artifacts[this.#plan.io.slotOf.get(list) ?? -1];
    if (artifact === undefined) return [];
    const failed = this.#values.collected(artifact).failed.map(({ error }) => error);
    const whole = this.#values.failureOf(artifact);
    return failed.length > 0 || whole === undefined ? failed : [whole];
  }

  /** Why a task gave nothing. */
  #errorOf(task: number): PhasegraphError {
    return this.#errors.get(task) ?? this.#cancelError(task);
  }

  #errorFrom(thrown: unknown, task: number): PhasegraphError {
    return thrown instanceof PhasegraphError ? thrown : errors.phaseFailed(this.#placeOf(task), thrown);
  }

  #placeOf(task: number): Required<ErrorPlace> {
    return {
      phase: this.#tasks.phaseName(task),
      task: this.idOf(task),
      attempt: this.#tasks.attempts.at(task),
    };
  }

  #listName(list: number): string {
    return this.#plan.lists[list]?.artifact.name ?? '';
  }

  #plannedOf(task: number): PlannedPhase {
    return this.#plannedAt(this.#tasks.phase.at(task));
  }

  #plannedAt(index: number): PlannedPhase {
    const planned = this.#plan.phases[index];
    if (planned === undefined) throw errors.internal(`there is no phase ${index}`);
    return planned;
  }
}

function capsOf({ phases }: Plan, { concurrency = Infinity, groups = {} }: RunOptions): Caps {
  const names = Object.keys(groups);
  return {
    run: concurrency,
    phase: Int32Array.from(phases, ({ phase }) => phase.concurrency ?? 0),
    groupOf: Int32Array.from(phases, ({ phase }) =>
      phase.group === undefined ? none : names.indexOf(phase.group),
    ),
    group: Int32Array.from(names, (name) => groups[name] ?? 0),
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The second in which the run began, so that ids sort by time, and six characters that tell runs of one second apart. */
function runIdOf(clock: Clock, random: Random): string {
  const second = new Date(clock.wallTime()).toISOString().replaceAll(/[-:]|\..*/g, '');
  const part = Math.floor(random() * 36 ** 6).toString(36);
  return `${second}-${part.padStart(6, '0')}`;
}
