import type { TaskPlace } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import { FloatList } from './float-list.js';
import { IntList } from './int-list.js';
import type { RunValues } from './values.js';

/** Stands for "has not begun" where milliseconds of the run are kept. */
export const notBegun = -1;

/** What is known of the tasks of a run besides their states: a column each, by the task's number. */
export class Tasks {
  readonly #plan: Plan;
  readonly #values: RunValues;
  readonly phase: IntList;
  /** Its item's place in the phase's origin; 0, when it is not mapped. */
  readonly item: IntList;
  /** How many attempts have begun. */
  readonly attempts: IntList;
  /** When the first attempt began, in milliseconds of the run, or `notBegun`. */
  readonly startedAtMs: FloatList;

  constructor(plan: Plan, values: RunValues) {
    this.#plan = plan;
    this.#values = values;
    const capacity = 16 + plan.declared.length;
    this.phase = new IntList(capacity);
    this.item = new IntList(capacity);
    this.attempts = new IntList(capacity);
    this.startedAtMs = new FloatList(capacity);
  }

  /** So many tasks of a phase exist now, for the items from a place on. */
  add(phase: number, firstItem: number, count: number): void {
    this.phase.reserve(count);
    this.item.reserve(count);
    this.attempts.reserve(count);
    this.startedAtMs.reserve(count);
    for (let item = firstItem; item < firstItem + count; item++) {
      this.phase.push(phase);
      this.item.push(item);
      this.attempts.push(0);
      this.startedAtMs.push(notBegun);
    }
  }

  phaseName(task: number): string {
    return this.#plan.declared[this.phase.at(task)]?.name ?? '';
  }

  /** The item's key in a mapped phase, else `undefined`. */
  keyOf(task: number): string | undefined {
    const origin = this.#plan.wiring.origin[this.phase.at(task)] ?? none;
    return origin === none ? undefined : this.#values.keyOf(origin, this.item.at(task));
  }

  /** Where an error of the task happened. */
  placeOf(task: number): TaskPlace {
    const key = this.keyOf(task);
    const attempt = this.attempts.at(task);
    return {
      phase: this.phaseName(task),
      task: this.idOf(task),
      ...(key !== undefined && { key }),
      ...(attempt > 0 && { attempt }),
    };
  }

  /** The phase's name and, when mapped, the item's key: unique in a run, the same in every run. */
  idOf(task: number): string {
    const key = this.keyOf(task);
    return key === undefined ? this.phaseName(task) : `${this.phaseName(task)}[${key}]`;
  }
}
