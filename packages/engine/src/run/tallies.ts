import { none } from '../plan/wiring.js';
import type { Wiring } from '../plan/wiring.js';
import { hasGiven, stateNumber } from './task-state.js';

/** What has come of the tasks of each phase: how many are open, gave, or failed, and where what kept them began. */
export class Tallies {
  readonly #wiring: Wiring;
  readonly #open: Int32Array;
  readonly #given: Int32Array;
  readonly #failed: Int32Array;
  /** By phase: where the first failure of its tasks began, or none. */
  readonly #firstFailure: Int32Array;
  /** By phase: where the first condition lies that turned one of its tasks off, or none. */
  readonly #firstCondition: Int32Array;

  constructor(wiring: Wiring) {
    const { phases } = wiring;
    this.#wiring = wiring;
    this.#open = new Int32Array(phases);
    this.#given = new Int32Array(phases);
    this.#failed = new Int32Array(phases);
    this.#firstFailure = new Int32Array(phases).fill(none);
    this.#firstCondition = new Int32Array(phases).fill(none);
  }

  /** A phase has so many more tasks. */
  add(phase: number, tasks: number): void {
    this.#open[phase] = (this.#open[phase] ?? 0) + tasks;
  }

  /**
   * A task of a phase has ended.
   *
   * @param because the phase in which what kept it from giving began
   */
  end(phase: number, state: number, because: number): void {
    this.#open[phase] = (this.#open[phase] ?? 0) - 1;
    if (hasGiven(state)) this.#given[phase] = (this.#given[phase] ?? 0) + 1;
    else if (state === stateNumber['turned-off']) {
      if (this.#firstCondition[phase] === none) this.#firstCondition[phase] = because;
    } else {
      this.#failed[phase] = (this.#failed[phase] ?? 0) + 1;
      if (this.#firstFailure[phase] === none) this.#firstFailure[phase] = because;
    }
  }

  /** How many tasks of a phase have not ended. */
  open(phase: number): number {
    return this.#open[phase] ?? 0;
  }

  given(phase: number): number {
    return this.#given[phase] ?? 0;
  }

  /** How many items count for a quorum: those that a condition turned off do not, those that were lost up the line do. */
  counted(phase: number): number {
    return this.given(phase) + this.open(phase) + this.failed(phase);
  }

  /**
   * How many failed of what a phase gives: its own tasks, and up the line those that were to give items, each of which
   * counts as one, since nobody knows how many items it would have given.
   */
  failed(phase: number): number {
    let failed = 0;
    for (let at = phase; at !== none; at = this.#emitterOf(this.#wiring.origin[at] ?? none))
      failed += this.#failed[at] ?? 0;
    return failed;
  }

  /**
   * The phase whose condition kept a phase from giving at all, or an unmapped emitter up the line from giving its
   * items, or none.
   */
  turnedOffBy(phase: number): number {
    return this.#cutOff(phase, this.#firstCondition);
  }

  /** Likewise the phase in which the failure began. */
  cutOffBy(phase: number): number {
    return this.#cutOff(phase, this.#firstFailure);
  }

  /** Where the first failure began that kept a phase from giving an item, in it or up the line. */
  becauseOf(phase: number): number {
    for (let at = phase; at !== none;) {
      const because = this.#firstFailure[at] ?? none;
      if (because !== none) return because;
      const origin = this.#wiring.origin[at] ?? none;
      at = origin === none ? none : this.#emitterOf(origin);
    }
    return phase;
  }

  /** Of what an unmapped emitter did not give nobody knows how many items it is. */
  #cutOff(phase: number, first: Int32Array): number {
    for (let at = phase; at !== none;) {
      const origin = this.#wiring.origin[at] ?? none;
      if (origin === none) return first[at] ?? none;
      at = this.#emitterOf(origin);
    }
    return none;
  }

  #emitterOf(list: number): number {
    return this.#wiring.lists[list]?.emitter ?? none;
  }
}
