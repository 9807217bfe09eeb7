import { systemClock, systemRandom } from '../clock.js';
import type { CancelTimer, Clock, Random } from '../clock.js';
import type { ListArtifact } from '../declare/artifact.js';
import type { CallReport, ResourceDeclaration } from '../declare/resource.js';
import { PhasegraphError, errors, messageOf, unreachable } from '../errors.js';
import type { ErrorPlace } from '../errors.js';
import { recordOf } from '../events.js';
import type { RunStatus, TaskEnd } from '../events.js';
import type { Write } from '../plan/io.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedPhase } from '../plan/planned-phase.js';
import { attemptsOf } from './attempt.js';
import type { Attempt, AttemptHost, BeginAttempt } from './attempt.js';
import { Deadlines } from './deadlines.js';
import { effect } from './effects.js';
import type { Effects } from './effects.js';
import { EventLog } from './event-log.js';
import type { GivenValue } from './given.js';
import type { Resources, RunOptions } from './options.js';
import { parseItem, parseItems, parseValue } from './outputs.js';
import type { KeyedItem } from './outputs.js';
import { backoffMs } from './retry.js';
import { fingerprintOfTask } from './reuse.js';
import { Scheduler } from './scheduler.js';
import type { SchedulerEvent } from './scheduler.js';
import { Tasks } from './tasks.js';
import { RunValues } from './values.js';

/** What a run leaves behind. */
export interface RunResult {
  readonly status: RunStatus;
  readonly log: EventLog;
  readonly values: RunValues;
}

/**
 * Runs a plan to its end. Performs what the scheduler decides and tells it what came of it: the only place of the
 * engine that waits. Never rejects for what a phase does; a rejection is a bug of the engine.
 *
 * @param given the parsed values of `plan.given`
 */
export function runPlan(plan: Plan, given: readonly GivenValue[], options: RunOptions): Promise<RunResult> {
  return new RunLoop(plan, options).run(given);
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
  readonly #log: EventLog;

  /** What the scheduler is still to be told: effects are performed whole before the next event goes in. */
  #inbox: SchedulerEvent[] = [];
  #pumping = false;
  /** By task: what runs, what waits for its next attempt, why it failed, under what its result is recorded. */
  readonly #attempts = new Map<number, Attempt>();
  readonly #backoffs = new Map<number, CancelTimer>();
  readonly #errors = new Map<number, PhasegraphError>();
  readonly #fingerprints = new Map<number, string>();
  /** By task: the items that it has given to keyed lists, by the list's place, in order. */
  readonly #emitted = new Map<number, Map<number, unknown[]>>();
  /** By phase. */
  readonly #begin: (BeginAttempt | undefined)[] = [];
  readonly #deadlines: (Deadlines | undefined)[] = [];

  #cancelReason: { readonly reason: unknown } | undefined;
  #degraded = 0;
  /** How many damages of the store were there when the run began. */
  #knownDamage = 0;
  #fallenShort = 0;
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
    this.#scheduler = new Scheduler(plan, {
      run: options.concurrency ?? Infinity,
      phase: Int32Array.from(plan.phases, ({ phase }) => phase.concurrency ?? 0),
    });
    this.#log = new EventLog(
      plan,
      {
        runId: runIdOf(this.#clock, this.#random),
        clock: this.#clock,
        tasks: this.#tasks,
        values: this.#values,
      },
      { observer: options.onEvent, store: options.store },
    );
  }

  async run(given: readonly GivenValue[]): Promise<RunResult> {
    const { signal } = this.#options;
    this.#writeBeginning();
    const abort = (): void => this.#cancel(signal?.reason);
    const ended = new Promise<void>((resolve, reject) => {
      this.#finish = resolve;
      this.#crash = reject;
    });
    this.#tell({ type: 'begin', items: this.#supplyGiven(given) });
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    try {
      await ended;
    } finally {
      signal?.removeEventListener('abort', abort);
      for (const cancelTimer of this.#backoffs.values()) cancelTimer();
      for (const deadlines of this.#deadlines) deadlines?.stop();
    }
    this.#writeDamage();
    const missing = this.#missingTargets();
    const status = this.#statusOf(missing);
    this.#log.write({ type: 'run-ended', status, missing });
    this.#log.record((store) => store.endRun(this.#log.runId, status));
    return { status, log: this.#log, values: this.#values };
  }

  #writeBeginning(): void {
    this.#log.record((store) => {
      this.#knownDamage = store.damage().length;
    });
    const { runId } = this.#log;
    const { pipeline, targets, phases } = this.#plan;
    const wallTimeMs = this.#clock.wallTime();
    this.#log.record((store) => store.beginRun({ runId, pipeline, startedAtMs: wallTimeMs }));
    this.#log.write({
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

  /** What the store found damaged in this run: it was made anew, and whoever owns the store should know. */
  #writeDamage(): void {
    this.#log.record((store) => {
      for (const message of store.damage().slice(this.#knownDamage))
        this.#log.write({ type: 'store-failed', message });
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

  /** Tells the scheduler of something that just happened, and performs what follows. */
  #tell(event: SchedulerEvent): void {
    this.#inbox.push(event);
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      // It grows while it is worked off, and is let go of whole: taking from its front would move all the rest.
      for (let at = 0; at < this.#inbox.length; at++) {
        const next = this.#inbox[at];
        if (next === undefined) continue;
        this.#log.stamp();
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
          this.#log.taskCreated(task);
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
          this.#endShort(task, { status: 'cancelled' });
          break;
        case effect.abort:
          this.#giveUp(task);
          break;
        case effect.close:
          this.#log.write({
            type: 'list-closed',
            list: this.#listName(task),
            items: this.#values.itemCount(task),
          });
          break;
        case effect.more:
          // What has started gets its turn before more does.
          queueMicrotask(() => this.#tell({ type: 'go-on' }));
          break;
        case effect.finish:
          this.#finish?.();
          break;
        default:
          unreachable(kind);
      }
    }
  }

  /** Begins an attempt, unless the task's result is recorded. */
  #startTask(task: number): void {
    const phase = this.#tasks.phase.at(task);
    const inputs = this.#values.inputsOf(phase, this.#tasks.item.at(task));
    const number = this.#tasks.attempts.at(task) + 1;
    if (number === 1) {
      if (
        this.#options.store !== undefined &&
        this.#plannedAt(phase).phase.reuse &&
        this.#takeRecorded(task, inputs)
      )
        return;
      this.#tasks.startedAtMs.set(task, this.#log.atMs);
    }
    this.#tasks.attempts.set(task, number);
    this.#log.attemptStarted(task);
    const planned = this.#plannedAt(phase);
    const attempt = this.#beginAttempt(task, number, inputs);
    // Erased when it was declared: its inputs and context are made from its own declaration.
    const run = planned.phase.run as (inputs: unknown, context: unknown) => unknown;
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
      this.#deadlines[phase] ??= new Deadlines(this.#clock, timeoutMs, (late) =>
        this.#timeOut(late, timeoutMs),
      );
      this.#deadlines[phase].add(attempt);
    }
    return attempt;
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
    this.#log.stamp();
    const outputs = this.#parseOutputs(attempt, returned);
    if (outputs instanceof PhasegraphError) return this.#settleFailure(attempt, outputs);
    attempt.end();
    this.#giveOutputs(attempt.task, outputs, succeeded);
  }

  /** An attempt failed: the next one is due later, or the fallback answers, or the task has failed. */
  #settleFailure(attempt: Attempt, thrown: unknown): void {
    const { task, number } = attempt;
    const { phase } = this.#plannedOf(task);
    this.#log.stamp();
    attempt.end();
    // Whatever still runs of the attempt is to stop: its answer is not waited for.
    attempt.abort(thrown);
    if (this.#cancelReason !== undefined) return this.#endCancelled(task);
    const error = this.#errorFrom(thrown, task);
    const retryInMs = backoffMs(thrown, number, phase.retry, this.#random);
    this.#log.write({
      type: 'attempt-failed',
      task: this.idOf(task),
      phase: phase.name,
      attempt: number,
      error: recordOf(error),
      ...(retryInMs !== undefined && { retryInMs }),
    });
    if (retryInMs !== undefined) return this.#backOff(task, retryInMs);
    if (phase.fallback === undefined) return this.#endFailed(task, error);
    this.#fallBack(attempt, error);
  }

  #fallBack(failed: Attempt, error: PhasegraphError): void {
    const { task, inputs, number } = failed;
    const attempt = this.#beginAttempt(task, number, inputs);
    // Erased like `run`.
    const fallback = this.#plannedOf(task).phase.fallback as (...parameters: unknown[]) => unknown;
    const fail = (cause: unknown): void => {
      attempt.end();
      attempt.abort(cause);
      if (this.#cancelReason !== undefined) return this.#endCancelled(task);
      this.#log.stamp();
      this.#endFailed(task, errors.fallbackFailed(this.#placeOf(task), error, cause));
    };
    this.#follow(
      attempt,
      () => fallback(inputs, error, attempt.context),
      (returned) => {
        this.#log.stamp();
        const outputs = this.#parseOutputs(attempt, returned);
        if (outputs instanceof PhasegraphError) return fail(outputs);
        attempt.end();
        this.#giveOutputs(task, outputs, { status: 'degraded', error: recordOf(error) });
      },
      fail,
    );
  }

  #timeOut(attempt: Attempt, timeoutMs: number): void {
    const error = errors.timeout(this.#placeOf(attempt.task), timeoutMs);
    this.#settleFailure(attempt, error);
  }

  /** The run was cancelled: what runs is told so, and not waited for. */
  #giveUp(task: number): void {
    const attempt = this.#attempts.get(task);
    attempt?.end();
    attempt?.abort(errors.cancelled(this.#placeOf(task), this.#cancelReason?.reason));
    this.#endCancelled(task);
  }

  #backOff(task: number, delayMs: number): void {
    this.#attempts.delete(task);
    this.#tell({ type: 'backed-off', task });
    const cancelTimer = this.#clock.setTimer(delayMs, () => {
      this.#backoffs.delete(task);
      this.#tell({ type: 'retry-due', task });
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
        else if (value === undefined && (nothing || this.#emitted.get(task)?.has(write.list) === true))
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
    if (end.status === 'succeeded' && this.#options.store !== undefined)
      this.#saveResult(task, writes, outputs);
    if (end.status === 'degraded') this.#degraded++;
    this.#attempts.delete(task);
    this.#log.taskEnded(task, end);
    for (const list of lists) this.#tell({ type: 'emitted', list });
    this.#tell({ type: 'ended', task, as: end.status });
  }

  #skipTask(task: number, phase: number): void {
    const because = this.#plannedAt(phase).name;
    const error = errors.skipped(this.#placeOf(task), because);
    this.#errors.set(task, error);
    this.#endShort(task, { status: 'skipped', because, error: recordOf(error) });
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

  #endCancelled(task: number): void {
    this.#endShort(task, { status: 'cancelled' });
    this.#tell({ type: 'ended', task, as: 'cancelled' });
  }

  /** Writes down the end of a task that gave nothing. The scheduler knows it already or is told next. */
  #endShort(task: number, end: TaskEnd): void {
    this.#attempts.delete(task);
    this.#values.lose(this.#tasks.phase.at(task), this.#tasks.item.at(task), task);
    this.#fallenShort++;
    this.#log.taskEnded(task, end);
  }

  /** Adds an item to a keyed list; `false`, when its key is there already. */
  #addItem(task: number, { list, slot }: Write & { kind: 'keyed' }, key: string, value: unknown): boolean {
    const parent = this.#tasks.keyOf(task);
    const fullKey = parent === undefined ? key : `${parent}/${key}`;
    const place = this.#values.itemCount(list);
    if (!this.#values.addItem(list, slot, fullKey, value)) return false;
    if (this.#options.store !== undefined) this.#remember(task, list, value);
    else if (!this.#emitted.has(task)) this.#emitted.set(task, new Map([[list, []]]));
    this.#log.itemEmitted(task, list, place);
    return true;
  }

  /** Keeps what a task has emitted, which is part of its result. */
  #remember(task: number, list: number, value: unknown): void {
    let lists = this.#emitted.get(task);
    if (lists === undefined) this.#emitted.set(task, (lists = new Map()));
    const items = lists.get(list);
    if (items === undefined) lists.set(list, [value]);
    else items.push(value);
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
    this.#log.stamp();
    if (this.#addItem(task, write, key, value)) this.#tell({ type: 'emitted', list: write.list });
  }

  log({ task }: Attempt, message: string): void {
    this.#log.stamp();
    this.#log.write({
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
        this.#log.stamp();
        this.#log.write({ type: 'call-ended', task: id, phase, call });
      },
    });
  }

  /** Takes the recorded result of a task, when there is one that fits; `false`, when the task has to run. */
  #takeRecorded(task: number, inputs: Record<string, unknown>): boolean {
    const phase = this.#tasks.phase.at(task);
    try {
      const fingerprint = fingerprintOfTask(this.#plannedAt(phase), inputs, this.#resources);
      if (fingerprint === undefined) return false;
      this.#fingerprints.set(task, fingerprint);
      const recorded = this.#options.store?.findResult(fingerprint);
      if (recorded === undefined) return false;
      const place = (): ErrorPlace => this.#placeOf(task);
      const outputs = (this.#plan.io.writes[phase] ?? []).map((write) => {
        const value = recorded.outputs[write.artifact.name];
        return write.kind === 'keyed'
          ? parseItems(write.artifact, value, place)
          : parseValue(write.artifact, value, place);
      });
      this.#giveOutputs(task, outputs, { status: 'reused' });
      return true;
    } catch (error) {
      this.#log.write({ type: 'store-failed', task: this.idOf(task), message: messageOf(error) });
      return false;
    }
  }

  #saveResult(task: number, writes: readonly Write[], outputs: readonly unknown[]): void {
    const fingerprint = this.#fingerprints.get(task);
    if (fingerprint === undefined) return;
    const emitted = this.#emitted.get(task);
    const recorded: Record<string, unknown> = {};
    writes.forEach((write, at) => {
      recorded[write.artifact.name] = write.kind === 'keyed' ? (emitted?.get(write.list) ?? []) : outputs[at];
    });
    this.#log.record(
      (store) =>
        store.saveResult({
          fingerprint,
          phase: this.#tasks.phaseName(task),
          outputs: recorded,
          durationMs: this.#log.atMs - this.#tasks.startedAtMs.at(task),
          recordedAtMs: this.#clock.wallTime(),
        }),
      this.idOf(task),
    );
  }

  #cancel(reason: unknown): void {
    if (this.#cancelReason !== undefined) return;
    this.#cancelReason = { reason };
    this.#tell({ type: 'cancel' });
  }

  #missingTargets(): string[] {
    const { io, targets } = this.#plan;
    return targets.filter((target) => {
      const artifact = io.artifacts[io.slotOf.get(target) ?? -1];
      return artifact === undefined || !this.#values.has(artifact);
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
    return this.#errors.get(task) ?? errors.cancelled(this.#placeOf(task), this.#cancelReason?.reason);
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

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The second in which the run began, so that ids sort by time, and six characters that tell runs of one second apart. */
function runIdOf(clock: Clock, random: Random): string {
  const second = new Date(clock.wallTime()).toISOString().replaceAll(/[-:]|\..*/g, '');
  const part = Math.floor(random() * 36 ** 6).toString(36);
  return `${second}-${part.padStart(6, '0')}`;
}
