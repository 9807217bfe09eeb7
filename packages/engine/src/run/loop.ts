import { systemClock, systemRandom } from '../clock.js';
import type { CancelTimer, Clock, Random } from '../clock.js';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import type { CallReport } from '../declare/resource.js';
import { PhasegraphError, errors, messageOf, unreachable } from '../errors.js';
import type { ErrorPlace } from '../errors.js';
import { recordOf } from '../events.js';
import type { RunEvent, RunStatus, TaskEnd } from '../events.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedPhase } from '../plan/wiring.js';
import { performAttempt } from './attempt.js';
import { EventLog } from './event-log.js';
import type { GivenValue } from './given.js';
import type { Resources, RunOptions } from './options.js';
import { parseItem, parseOutputs } from './outputs.js';
import type { ParsedOutputs } from './outputs.js';
import { backoffMs } from './retry.js';
import { fingerprintOfTask } from './reuse.js';
import { Scheduler } from './scheduler.js';
import type { SchedulerEffect, SchedulerEvent } from './scheduler.js';
import { taskId } from './task.js';
import type { Task } from './task.js';
import { RunValues } from './values.js';

/** What a run leaves behind. */
export interface RunResult {
  readonly events: readonly RunEvent[];
  readonly values: RunValues;
  /** What observers threw. */
  readonly observerErrors: readonly unknown[];
}

/**
 * Runs a plan to its end. Performs what the scheduler decides and tells it what came of it: the only place of the
 * engine that waits. Never rejects for what a phase does; a rejection is a bug of the engine.
 *
 * @param given the parsed values of `plan.given`
 */
export function runPlan(plan: Plan, given: readonly GivenValue[], options: RunOptions): Promise<RunResult> {
  return new RunLoop(plan, given, options).run();
}

class RunLoop {
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #resources: Resources;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #scheduler: Scheduler;
  readonly #values: RunValues;
  readonly #given: readonly GivenValue[];
  readonly #tasks: Task[] = [];
  /** What the scheduler is still to be told: effects are performed whole before the next event goes in. */
  readonly #inbox: SchedulerEvent[] = [];
  #pumping = false;
  readonly #backoffs = new Map<number, CancelTimer>();

  readonly #log: EventLog;
  #cancelReason: { readonly reason: unknown } | undefined;
  #degraded = 0;
  #fallenShort = 0;
  #finish: (() => void) | undefined;
  #crash: ((error: unknown) => void) | undefined;

  constructor(plan: Plan, given: readonly GivenValue[], options: RunOptions) {
    this.#plan = plan;
    this.#given = given;
    this.#options = options;
    this.#resources = options.resources ?? {};
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? systemRandom;
    this.#values = new RunValues(plan);
    this.#scheduler = new Scheduler(plan, {
      run: options.concurrency ?? Infinity,
      phase: (index) => plan.phases[index]?.phase.concurrency ?? Infinity,
    });
    this.#log = new EventLog(runIdOf(this.#clock, this.#random), this.#clock, options.onEvent, options.store);
  }

  async run(): Promise<RunResult> {
    const { signal } = this.#options;
    const { runId } = this.#log;
    const { pipeline } = this.#plan;
    const wallTimeMs = this.#clock.wallTime();
    this.#log.record((store) => store.beginRun({ runId, pipeline, startedAtMs: wallTimeMs }));
    this.#log.write({
      type: 'run-started',
      runId,
      pipeline,
      targets: this.#plan.targets,
      phases: this.#plan.phases.map(({ name, origin, after, rank, estimateMs }) => ({
        name,
        mapped: origin !== undefined,
        after,
        rank,
        estimateMs,
      })),
      wallTimeMs,
    });
    const abort = (): void => this.#cancel(signal?.reason);
    const ended = new Promise<void>((resolve, reject) => {
      this.#finish = resolve;
      this.#crash = reject;
    });
    this.#tell({ type: 'begin', items: this.#supplyGiven() });
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    try {
      await ended;
    } finally {
      signal?.removeEventListener('abort', abort);
      for (const cancelTimer of this.#backoffs.values()) cancelTimer();
    }
    const missing = this.#missingTargets();
    const status = this.#statusOf(missing);
    this.#log.write({ type: 'run-ended', status, missing });
    this.#log.record((store) => store.endRun(runId, status));
    return { events: this.#log.events, values: this.#values, observerErrors: this.#log.observerErrors };
  }

  /** Puts the given values in place and returns how many items each given list has. */
  #supplyGiven(): Map<number, number> {
    const counts = new Map<number, number>();
    for (const given of this.#given) {
      if ('value' in given) this.#values.setSingle(given.artifact.name, given.value);
      else {
        const list = this.#listIndex(given.artifact.name);
        for (const { key, value } of given.items) this.#values.addItem(list, key, value);
        counts.set(list, given.items.length);
      }
    }
    return counts;
  }

  /** Tells the scheduler of something that just happened, and performs what follows. */
  #tell(...events: SchedulerEvent[]): void {
    this.#inbox.push(...events);
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (let event = this.#inbox.shift(); event !== undefined; event = this.#inbox.shift()) {
        this.#log.stamp();
        for (const effect of this.#scheduler.step(event)) this.#perform(effect);
      }
    } catch (error) {
      this.#crash?.(error);
    } finally {
      this.#pumping = false;
    }
  }

  #perform(effect: SchedulerEffect): void {
    switch (effect.type) {
      case 'create':
        return this.#createTask(effect.task, effect.phase, effect.item);
      case 'start':
        return this.#startTask(this.#taskAt(effect.task));
      case 'skip': {
        const task = this.#taskAt(effect.task);
        const because = this.#plan.phases[effect.because]?.name ?? '';
        const error = errors.skipped(placeOf(task), because);
        return this.#endTask(task, { status: 'skipped', because, error: recordOf(error) }, error);
      }
      case 'reject': {
        const task = this.#taskAt(effect.task);
        const { artifact, min } = effect.input;
        const wanted =
          min !== undefined && min < 1 ? `${effect.wanted} (a share of ${min})` : `${effect.wanted}`;
        const failures = this.#failuresOf(artifact);
        const error = errors.quorumNotMet(placeOf(task), artifact, wanted, failures);
        return this.#endTask(task, { status: 'failed', error: recordOf(error) }, error);
      }
      case 'drop': {
        const task = this.#taskAt(effect.task);
        this.#backoffs.get(task.index)?.();
        return this.#endTask(
          task,
          { status: 'cancelled' },
          errors.cancelled(placeOf(task), this.#cancelReason?.reason),
        );
      }
      case 'abort': {
        const task = this.#taskAt(effect.task);
        task.controller?.abort(errors.cancelled(placeOf(task), this.#cancelReason?.reason));
        return;
      }
      case 'close': {
        const name = this.#plan.lists[effect.list]?.artifact.name ?? '';
        return this.#log.write({
          type: 'list-closed',
          list: name,
          items: this.#values.itemCount(effect.list),
        });
      }
      case 'finish':
        return this.#finish?.();
      default:
        return unreachable(effect);
    }
  }

  #createTask(index: number, phase: number, item: number): void {
    const planned = this.#plannedAt(phase);
    const key = planned.origin === undefined ? undefined : this.#values.keyOf(planned.origin, item);
    const id = taskId(planned.name, key);
    this.#tasks[index] = {
      index,
      id,
      planned,
      key,
      item,
      attempts: 0,
      startedAtMs: undefined,
      controller: undefined,
      fingerprint: undefined,
      emitted: new Map(),
    };
    this.#log.write({
      type: 'task-created',
      task: id,
      phase: planned.name,
      ...(key !== undefined && { key }),
    });
  }

  /** Begins an attempt, unless the task's result is recorded. */
  #startTask(task: Task): void {
    const inputs = this.#values.inputsOf(task.planned, task.item);
    if (task.attempts === 0 && this.#takeRecorded(task, inputs)) return;
    task.attempts++;
    task.startedAtMs ??= this.#log.atMs;
    this.#log.write({
      type: 'attempt-started',
      task: task.id,
      phase: task.planned.name,
      attempt: task.attempts,
    });
    void this.#attempt(task, inputs).catch((error: unknown) => this.#crash?.(error));
  }

  async #attempt(task: Task, inputs: Record<string, unknown>): Promise<void> {
    const { phase } = task.planned;
    const place = placeOf(task);
    const controller = new AbortController();
    task.controller = controller;
    let over = false;
    try {
      const returned = await performAttempt(
        // Erased when it was declared: its inputs and context are made from its own declaration.
        () => phase.run(inputs as never, this.#contextFor(task, controller.signal, () => over) as never),
        controller,
        this.#clock,
        phase.timeoutMs,
        () => errors.timeout(place, phase.timeoutMs ?? 0),
      );
      over = true;
      const outputs = parseOutputs(phase, returned, place, (list) => task.emitted.has(list));
      if (this.#cancelReason !== undefined) return this.#endCancelled(task);
      this.#giveOutputs(task, outputs, { status: 'succeeded' });
    } catch (error) {
      over = true;
      // Whatever still runs of the attempt is to stop: its answer is not waited for.
      if (!controller.signal.aborted) controller.abort(error);
      if (this.#cancelReason !== undefined) return this.#endCancelled(task);
      await this.#settleFailure(task, inputs, error);
    }
  }

  /** An attempt failed: the next one is due later, or the fallback answers, or the task has failed. */
  async #settleFailure(task: Task, inputs: Record<string, unknown>, thrown: unknown): Promise<void> {
    const { phase } = task.planned;
    const error = thrown instanceof PhasegraphError ? thrown : errors.phaseFailed(placeOf(task), thrown);
    const retryInMs = backoffMs(thrown, task.attempts, phase.retry, this.#random);
    this.#log.stamp();
    this.#log.write({
      type: 'attempt-failed',
      task: task.id,
      phase: phase.name,
      attempt: task.attempts,
      error: recordOf(error),
      ...(retryInMs !== undefined && { retryInMs }),
    });
    if (retryInMs !== undefined) return this.#backOff(task, retryInMs);
    if (phase.fallback === undefined) return this.#endFailed(task, error);
    const controller = new AbortController();
    task.controller = controller;
    try {
      const { fallback } = phase;
      const returned = await performAttempt(
        () => fallback(inputs as never, error, { signal: controller.signal, key: task.key } as never),
        controller,
        this.#clock,
        phase.timeoutMs,
        () => errors.timeout(placeOf(task), phase.timeoutMs ?? 0),
      );
      const outputs = parseOutputs(phase, returned, placeOf(task), (list) => task.emitted.has(list));
      if (this.#cancelReason !== undefined) return this.#endCancelled(task);
      this.#giveOutputs(task, outputs, { status: 'degraded', error: recordOf(error) });
    } catch (cause) {
      if (this.#cancelReason !== undefined) return this.#endCancelled(task);
      this.#endFailed(task, errors.fallbackFailed(placeOf(task), error, cause));
    }
  }

  #backOff(task: Task, delayMs: number): void {
    this.#tell({ type: 'backed-off', task: task.index });
    const cancelTimer = this.#clock.setTimer(delayMs, () => {
      this.#backoffs.delete(task.index);
      this.#tell({ type: 'retry-due', task: task.index });
    });
    this.#backoffs.set(task.index, cancelTimer);
  }

  /** Everything that a task gives becomes visible in one step, and only then its end. */
  #giveOutputs(
    task: Task,
    outputs: ParsedOutputs,
    end: TaskEnd & { status: 'succeeded' | 'degraded' | 'reused' },
  ): void {
    this.#log.stamp();
    const events: SchedulerEvent[] = [];
    for (const [list, items] of outputs.items) {
      for (const { key, value } of items) events.push(...this.#addItem(task, list, key, value));
    }
    const { planned } = task;
    for (const output of Object.values(planned.phase.outputs)) {
      const value = outputs.values.get(output.name);
      if (!outputs.values.has(output.name) || this.#isSupplied(output)) continue;
      if (output.kind === 'list') this.#values.setItem(output.name, task.item, value);
      else this.#values.setSingle(output.name, value);
    }
    // Recorded before anything that builds on it starts: what was paid for is safe first.
    if (end.status === 'succeeded') this.#saveResult(task, outputs);
    this.#endTask(task, end, undefined);
    this.#tell(...events, { type: 'ended', task: task.index, as: end.status });
  }

  #endFailed(task: Task, error: PhasegraphError): void {
    this.#log.stamp();
    this.#endTask(task, { status: 'failed', error: recordOf(error) }, error);
    this.#tell({ type: 'ended', task: task.index, as: 'failed' });
  }

  #endCancelled(task: Task): void {
    this.#log.stamp();
    this.#endTask(task, { status: 'cancelled' }, errors.cancelled(placeOf(task), this.#cancelReason?.reason));
    this.#tell({ type: 'ended', task: task.index, as: 'cancelled' });
  }

  /** Writes down how a task ended. The scheduler knows it already or is told next. */
  #endTask(task: Task, end: TaskEnd, error: PhasegraphError | undefined): void {
    task.controller = undefined;
    if (error !== undefined) {
      this.#values.fail(task.planned, task.item, error);
      this.#fallenShort++;
    }
    if (end.status === 'degraded') this.#degraded++;
    this.#log.write({
      type: 'task-ended',
      task: task.id,
      phase: task.planned.name,
      ...(task.key !== undefined && { key: task.key }),
      end,
      ...(task.startedAtMs !== undefined && { startedAtMs: task.startedAtMs }),
      attempts: task.attempts,
    });
  }

  /** Adds an item to a keyed list; nothing follows when its key is there already. */
  #addItem(task: Task, list: string, key: string, value: unknown): SchedulerEvent[] {
    const index = this.#listIndex(list);
    if (index === -1 || this.#plan.lists[index]?.emitter !== task.planned.index) return [];
    const fullKey = task.key === undefined ? key : `${task.key}/${key}`;
    if (!this.#values.addItem(index, fullKey, value)) return [];
    const given = task.emitted.get(list);
    if (given === undefined) task.emitted.set(list, [value]);
    else given.push(value);
    this.#log.write({ type: 'item-emitted', task: task.id, list, key: fullKey });
    return [{ type: 'emitted', list: index }];
  }

  #contextFor(task: Task, signal: AbortSignal, isOver: () => boolean): Record<string, unknown> {
    const { phase } = task.planned;
    const context: Record<string, unknown> = {
      task: task.id,
      key: task.key,
      attempt: task.attempts,
      signal,
      emit: (list: ListArtifact, item: unknown): void => {
        const place = placeOf(task);
        if (isOver() || signal.aborted) throw errors.emittedTooLate(place, list.name);
        const declared = Object.values(phase.outputs).find((output) => output.name === list.name);
        if (declared?.kind !== 'list' || !declared.keyed) throw errors.notEmittable(place, list.name);
        const { key, value } = parseItem(declared, item, place);
        this.#log.stamp();
        this.#tell(...this.#addItem(task, list.name, key, value));
      },
      log: (message: string): void => {
        this.#log.stamp();
        this.#log.write({ type: 'task-logged', task: task.id, phase: phase.name, message });
      },
    };
    for (const [name, declaration] of Object.entries(phase.uses)) {
      context[name] = this.#resources[declaration.name]?.connect({
        task: task.id,
        phase: phase.name,
        attempt: task.attempts,
        rank: task.planned.rank,
        signal,
        report: (call: CallReport) => {
          this.#log.stamp();
          this.#log.write({ type: 'call-ended', task: task.id, phase: phase.name, call });
        },
      });
    }
    return context;
  }

  /** Takes the recorded result of a task, when there is one that fits; `false`, when the task has to run. */
  #takeRecorded(task: Task, inputs: Record<string, unknown>): boolean {
    const { store } = this.#options;
    if (store === undefined) return false;
    try {
      task.fingerprint = fingerprintOfTask(task.planned, inputs, this.#resources);
      const recorded = task.fingerprint === undefined ? undefined : store.findResult(task.fingerprint);
      if (recorded === undefined) return false;
      const { phase } = task.planned;
      const byName = Object.entries(phase.outputs).map(([name, { name: artifact }]) => [
        name,
        recorded.outputs[artifact],
      ]);
      const outputs = parseOutputs(phase, Object.fromEntries(byName), placeOf(task), () => false);
      this.#giveOutputs(task, outputs, { status: 'reused' });
      return true;
    } catch (error) {
      this.#log.write({ type: 'store-failed', task: task.id, message: messageOf(error) });
      return false;
    }
  }

  #saveResult(task: Task, outputs: ParsedOutputs): void {
    const { fingerprint, startedAtMs = this.#log.atMs } = task;
    if (fingerprint === undefined) return;
    this.#log.record(
      (store) =>
        store.saveResult({
          fingerprint,
          phase: task.planned.name,
          outputs: { ...Object.fromEntries(outputs.values), ...Object.fromEntries(task.emitted) },
          durationMs: this.#log.atMs - startedAtMs,
          recordedAtMs: this.#clock.wallTime(),
        }),
      task.id,
    );
  }

  #cancel(reason: unknown): void {
    if (this.#cancelReason !== undefined) return;
    this.#cancelReason = { reason };
    this.#tell({ type: 'cancel' });
  }

  #missingTargets(): string[] {
    const artifacts = new Map<string, AnyArtifact>();
    for (const artifact of this.#plan.given) artifacts.set(artifact.name, artifact);
    for (const { phase } of this.#plan.phases) {
      for (const output of Object.values(phase.outputs)) artifacts.set(output.name, output);
    }
    return this.#plan.targets.filter((target) => {
      const artifact = artifacts.get(target);
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
    for (const { phase } of this.#plan.phases) {
      const output = Object.values(phase.outputs).find(({ name }) => name === list);
      if (output === undefined) continue;
      const failed = this.#values.collected(output).failed.map(({ error }) => error);
      const whole = this.#values.failureOf(output);
      return failed.length > 0 || whole === undefined ? failed : [whole];
    }
    return [];
  }

  /** Whether an override stands in for this output: what the phase gives for it is dropped. */
  #isSupplied(artifact: AnyArtifact): boolean {
    return this.#plan.given.some(({ name }) => name === artifact.name);
  }

  #listIndex(name: string): number {
    return this.#plan.lists.findIndex(({ artifact }) => artifact.name === name);
  }

  #taskAt(index: number): Task {
    const task = this.#tasks[index];
    if (task === undefined) throw errors.internal(`there is no task ${index}`);
    return task;
  }

  #plannedAt(index: number): PlannedPhase {
    const planned = this.#plan.phases[index];
    if (planned === undefined) throw errors.internal(`there is no phase ${index}`);
    return planned;
  }
}

function placeOf(task: Task): Required<ErrorPlace> {
  return { phase: task.planned.name, task: task.id, attempt: task.attempts };
}

/** The second in which the run began, so that ids sort by time, and six characters that tell runs of one second apart. */
function runIdOf(clock: Clock, random: Random): string {
  const second = new Date(clock.wallTime()).toISOString().replaceAll(/[-:]|\..*/g, '');
  const part = Math.floor(random() * 36 ** 6).toString(36);
  return `${second}-${part.padStart(6, '0')}`;
}
