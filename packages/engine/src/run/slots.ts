import { errors } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import { IntQueue } from './int-list.js';
import type { IntList } from './int-list.js';
import type { RunOptions } from './options.js';
import { stateNumber } from './task-state.js';
import { UrgencyHeap } from './urgency-heap.js';

/** How many tasks may run at once, each attempt beside another counted: in the run, and of each phase by its index. */
export interface Caps {
  readonly run: number;
  /** By phase; 0 for no cap. */
  readonly phase: Int32Array;
  /** By phase: its group, or none; and by group its cap. */
  readonly groupOf: Int32Array;
  readonly group: Int32Array;
}

/** The caps that a run's options and the declarations of its phases say. */
export function capsOf({ declared }: Plan, { concurrency = Infinity, groups = {} }: RunOptions): Caps {
  const names = Object.keys(groups);
  const phase = new Int32Array(declared.length);
  const groupOf = new Int32Array(declared.length).fill(none);
  declared.forEach((one, index) => {
    phase[index] = one.concurrency ?? 0;
    if (one.group !== undefined) groupOf[index] = names.indexOf(one.group);
  });
  return { run: concurrency, phase, groupOf, group: Int32Array.from(names, (name) => groups[name] ?? 0) };
}

/**
 * The slots of a run, of its phases and their groups, and the tasks that are ready to take one: the most urgent
 * first, and past those whose phase or group is full.
 */
export class Slots {
  readonly #plan: Plan;
  readonly #caps: Caps;
  readonly #origin: Int32Array;
  /** By mapped phase: its ready tasks. A phase that is not mapped has one task, `#sole`. */
  readonly #ready: (IntQueue | undefined)[];
  readonly #sole: Int32Array;
  /** Phases with ready tasks, but for those at their cap. */
  readonly #startable: UrgencyHeap;
  readonly #running: Int32Array;
  /** By group: how many of its tasks run, and the phases that wait for one of them to end. */
  readonly #groupRunning: Int32Array;
  readonly #groupWaiting: UrgencyHeap[];
  #total = 0;

  constructor(plan: Plan, caps: Caps) {
    const { phases, origin } = plan.wiring;
    this.#plan = plan;
    this.#caps = caps;
    this.#origin = origin;
    this.#ready = new Array<IntQueue | undefined>(phases).fill(undefined);
    this.#sole = new Int32Array(phases).fill(none);
    this.#startable = new UrgencyHeap(plan.urgency);
    this.#running = new Int32Array(phases);
    this.#groupRunning = new Int32Array(caps.group.length);
    const sizes = new Int32Array(caps.group.length);
    for (const group of caps.groupOf) if (group !== none) sizes[group] = (sizes[group] ?? 0) + 1;
    const waiting = new Uint8Array(sizes.length === 0 ? 0 : phases);
    this.#groupWaiting = Array.from(sizes, (size) => new UrgencyHeap(plan.urgency, size, waiting));
  }

  /** A task of a phase is ready. */
  offer(task: number, phase: number): void {
    if (this.#origin[phase] === none) this.#sole[phase] = task;
    else (this.#ready[phase] ??= new IntQueue()).push(task);
    this.#offerPhase(phase);
  }

  /**
   * Gives a slot to the most urgent task that may have one and returns the task, or `none`.
   *
   * @param states by task: what was cancelled stays in its queue until its turn, and is passed over then
   */
  take(states: IntList): number {
    while (this.#total < this.#caps.run && this.#startable.size > 0) {
      const phase = this.#startable.top;
      const group = this.#caps.groupOf[phase] ?? none;
      if (this.#isGroupFull(group)) {
        this.#startable.removeTop();
        this.#groupWaiting[group]?.add(phase);
        continue;
      }
      const queue = this.#ready[phase];
      const task = this.#nextReady(phase, queue, states);
      if (task === none) {
        this.#startable.removeTop();
        // It may have been let in for a slot that it has no use for.
        this.#offerWaiting(group);
        continue;
      }
      this.#take(phase, group);
      if (queue === undefined || queue.size === 0 || this.#isPhaseFull(phase)) this.#startable.removeTop();
      return task;
    }
    return none;
  }

  /** Takes a slot for another attempt of a task that runs already; `false`, when there is none. */
  takeBeside(phase: number): boolean {
    const group = this.#caps.groupOf[phase] ?? none;
    if (this.#total >= this.#caps.run || this.#isPhaseFull(phase) || this.#isGroupFull(group)) return false;
    this.#take(phase, group);
    return true;
  }

  /** Whether there may be a task to take. */
  get hasMore(): boolean {
    return this.#total < this.#caps.run && this.#startable.size > 0;
  }

  /** A task of a phase runs no longer. */
  release(phase: number): void {
    this.#total--;
    this.#running[phase] = (this.#running[phase] ?? 0) - 1;
    if ((this.#ready[phase]?.size ?? 0) > 0) this.#offerPhase(phase);
    const group = this.#caps.groupOf[phase] ?? none;
    if (group === none) return;
    this.#groupRunning[group] = (this.#groupRunning[group] ?? 0) - 1;
    this.#offerWaiting(group);
  }

  #take(phase: number, group: number): void {
    this.#total++;
    this.#running[phase] = (this.#running[phase] ?? 0) + 1;
    if (group !== none) this.#groupRunning[group] = (this.#groupRunning[group] ?? 0) + 1;
  }

  /** Lets a phase with ready tasks compete for slots, unless it is at its cap. */
  #offerPhase(phase: number): void {
    if (!this.#isPhaseFull(phase)) this.#startable.add(phase);
  }

  /**
   * Lets the most urgent phase that waits for its group compete again: one a slot that comes free, so that as many
   * compete as there are slots. One that is at its cap is let go of: it competes again when a task of its own ends.
   */
  #offerWaiting(group: number): void {
    const waiting = this.#groupWaiting[group];
    while (waiting !== undefined && waiting.size > 0) {
      const phase = waiting.top;
      waiting.removeTop();
      if (this.#isPhaseFull(phase)) continue;
      this.#startable.add(phase);
      return;
    }
  }

  #isPhaseFull(phase: number): boolean {
    const cap = this.#caps.phase[phase] ?? 0;
    return cap > 0 && (this.#running[phase] ?? 0) >= cap;
  }

  #isGroupFull(group: number): boolean {
    return group !== none && (this.#groupRunning[group] ?? 0) >= (this.#caps.group[group] ?? 0);
  }

  #nextReady(phase: number, queue: IntQueue | undefined, states: IntList): number {
    if (queue === undefined) {
      const sole = this.#sole[phase] ?? none;
      return sole !== none && states.at(sole) === stateNumber.ready ? sole : none;
    }
    while (queue.size > 0) {
      const task = queue.shift();
      if (states.at(task) === stateNumber.ready) return task;
    }
    return none;
  }

  /**
   * Compares with what was counted anew: for tests.
   *
   * @param running by phase, how many attempts of its tasks run; and `ready`, how many wait for a slot
   * @param settled whether every task that could start has been started
   * @throws PhasegraphError `internal` when a count is wrong, a cap is passed, or a task waits for nothing
   */
  assertValid(running: Int32Array, ready: Int32Array, settled: boolean): void {
    let total = 0;
    const byGroup = new Int32Array(this.#groupRunning.length);
    let startable = 0;
    running.forEach((count, phase) => {
      const name = this.#plan.declared[phase]?.name;
      const cap = this.#caps.phase[phase] ?? 0;
      const group = this.#caps.groupOf[phase] ?? none;
      total += count;
      if (group !== none) byGroup[group] = (byGroup[group] ?? 0) + count;
      if (count !== this.#running[phase]) throw errors.internal(`"${name}" miscounts its running tasks`);
      if (cap > 0 && count > cap) throw errors.internal(`"${name}" is above its cap`);
      if (!this.#isPhaseFull(phase) && !this.#isGroupFull(group)) startable += ready[phase] ?? 0;
    });
    byGroup.forEach((count, group) => {
      if (count !== this.#groupRunning[group]) throw errors.internal(`group ${group} miscounts its tasks`);
      if (count > (this.#caps.group[group] ?? 0)) throw errors.internal(`group ${group} is above its cap`);
    });
    if (total !== this.#total || total > this.#caps.run) throw errors.internal('too many tasks run');
    if (settled && startable > 0 && total < this.#caps.run)
      throw errors.internal('a task that could start waits for nothing');
  }
}
