import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import { recordOf } from '../events.js';
import type { RunStatus, TaskEnd } from '../events.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import { isBeyondBudget } from './beyond-budget.js';
import type { EventLog } from './event-log.js';
import type { Tasks } from './tasks.js';
import type { RunValues } from './values.js';

/** Writes down the ends of tasks that gave nothing, each with its error, and says what they make of the run. */
export class Endings {
  readonly #plan: Plan;
  readonly #tasks: Tasks;
  readonly #values: RunValues;
  readonly #log: EventLog;
  /** By task: why it gave nothing. */
  readonly #errors = new Map<number, PhasegraphError>();
  /** By phase and item: what failed there, so that what it skips can say why. */
  readonly #failures = new Map<number, Map<number, PhasegraphError>>();
  /** By task, since more than one of its attempts may not listen. */
  readonly #unresponsive = new Set<number>();
  #cancelledBy: { readonly reason: unknown } | undefined;
  #storeFailed = false;
  #degraded = 0;
  #fallenShort = 0;
  #isBeyondBudget = false;

  constructor(plan: Plan, { tasks, values, log }: { tasks: Tasks; values: RunValues; log: EventLog }) {
    this.#plan = plan;
    this.#tasks = tasks;
    this.#values = values;
    this.#log = log;
  }

  /** Whether the run is cancelled. */
  get cancelled(): boolean {
    return this.#cancelledBy !== undefined;
  }

  /** Whether the store cannot be written to. */
  get storeFailed(): boolean {
    return this.#storeFailed;
  }

  /** The ids of tasks that had an attempt which was aborted and did not end within the grace time. */
  get unresponsive(): readonly string[] {
    return Array.from(this.#unresponsive, (task) => this.#tasks.idOf(task));
  }

  /** From now on what ends for no reason of its own does so since the run is cancelled. */
  cancelRun(reason: unknown): void {
    this.#cancelledBy = { reason };
  }

  /** The store cannot be written to: that is how the run ends, whatever it came to. */
  failStore(): void {
    this.#storeFailed = true;
  }

  /** Why a task gave nothing. */
  errorOf(task: number): PhasegraphError {
    return this.#errors.get(task) ?? this.cancelError(task);
  }

  /** Why a task is told to stop: the run is cancelled, or a join has enough. */
  cancelError(task: number): PhasegraphError {
    const place = this.#tasks.placeOf(task);
    return this.#cancelledBy === undefined
      ? errors.notNeeded(place)
      : errors.cancelled(place, this.#cancelledBy.reason);
  }

  /**
   * A condition does not hold, of the task's own phase or of one that it needs.
   *
   * @param inside the condition, when it is one of a phase inside of the task's own
   */
  turnOff(task: number, phase: number, inside?: PhasegraphError): void {
    const because = this.#nameOf(phase);
    const error = errors.turnedOff(this.#tasks.placeOf(task), because, inside);
    this.#errors.set(task, error);
    this.#values.leaveOut(this.#tasks.phase.at(task), this.#tasks.item.at(task), task);
    this.#log.taskEnded(task, { status: 'skipped', because, reason: 'condition', error: recordOf(error) });
  }

  /** Something that the task needs failed, in a phase. */
  skip(task: number, phase: number): void {
    const because = this.#nameOf(phase);
    const error = errors.skipped(this.#tasks.placeOf(task), because, this.#failureIn(phase, task));
    this.#endShort(task, error, { status: 'skipped', because, reason: 'failure', error: recordOf(error) });
  }

  /** Of a base input fewer items succeeded than are wanted. */
  reject(task: number, base: number, wanted: number): void {
    const { baseSlot, baseMin } = this.#plan.wiring;
    const list = this.#plan.io.artifacts[baseSlot[base] ?? none]?.name ?? '';
    const min = baseMin[base] ?? 0;
    const described = min < 1 ? `${wanted} (a share of ${min})` : String(wanted);
    this.fail(task, errors.quorumNotMet(this.#tasks.placeOf(task), list, described, this.#failuresOf(list)));
  }

  fail(task: number, error: PhasegraphError): void {
    const phase = this.#tasks.phase.at(task);
    const failures = this.#failures.get(phase) ?? new Map<number, PhasegraphError>();
    this.#failures.set(phase, failures.set(this.#tasks.item.at(task), error));
    this.fallShortOfBudget(error);
    this.#endShort(task, error, { status: 'failed', error: recordOf(error) });
  }

  cancel(task: number): void {
    // What a join that had enough did not wait for has not failed it.
    if (this.#cancelledBy === undefined) {
      this.#fallenShort--;
      this.#values.letGo(task);
    }
    // Of a cancelled run the error is made where it is asked for: a hundred thousand, each with its stack, take seconds.
    const error = this.#cancelledBy === undefined ? this.cancelError(task) : undefined;
    this.#endShort(task, error, { status: 'cancelled' });
  }

  /** An attempt of a task was aborted, and its grace time is over. */
  leaveBehind(task: number): void {
    this.#unresponsive.add(task);
  }

  /** Something was made without a call, or not at all, for an error: whether that is for want of money. */
  fallShortOfBudget(error: PhasegraphError): void {
    this.#isBeyondBudget ||= isBeyondBudget(error, 'budget-exhausted');
  }

  /** A task gave its outputs through its fallback. */
  degrade(): void {
    this.#degraded++;
  }

  /** The targets that were not made, but for those that a condition turned off. */
  missingTargets(): string[] {
    const { io, targets } = this.#plan;
    return targets.filter((target) => {
      const artifact = io.artifacts[io.slotOf.get(target) ?? none];
      if (artifact !== undefined && this.#values.has(artifact)) return false;
      return artifact === undefined || this.#values.failureOf(artifact)?.code !== 'turned-off';
    });
  }

  statusOf(missing: readonly string[]): RunStatus {
    if (this.#storeFailed) return 'store-failed';
    if (this.#cancelledBy !== undefined && this.#fallenShort > 0) return 'cancelled';
    if (this.#isBeyondBudget) return 'budget-exhausted';
    if (missing.length > 0) return 'failed';
    if (this.#fallenShort > 0) return 'partial';
    return this.#degraded > 0 ? 'degraded' : 'succeeded';
  }

  /** @param error why; `undefined` for what ends since the run is cancelled */
  #endShort(task: number, error: PhasegraphError | undefined, end: TaskEnd): void {
    if (error !== undefined) this.#errors.set(task, error);
    this.#values.lose(this.#tasks.phase.at(task), this.#tasks.item.at(task), task);
    this.#fallenShort++;
    this.#log.taskEnded(task, end);
  }

  /** What a task is skipped for: the failure of its own item, where the phase has one of it, or else the first. */
  #failureIn(phase: number, task: number): PhasegraphError | undefined {
    const { origin } = this.#plan.wiring;
    const failures = this.#failures.get(phase);
    const sameItem = origin[phase] !== none && origin[phase] === origin[this.#tasks.phase.at(task)];
    const own = sameItem ? failures?.get(this.#tasks.item.at(task)) : undefined;
    return own ?? failures?.values().next().value;
  }

  #failuresOf(list: string): PhasegraphError[] {
    const artifact = this.#plan.io.artifacts[this.#plan.io.slotOf.get(list) ?? none];
    if (artifact === undefined) return [];
    return this.#values.collected(artifact).failed.map(({ error }) => error);
  }

  #nameOf(phase: number): string {
    return this.#plan.declared[phase]?.name ?? '';
  }
}
