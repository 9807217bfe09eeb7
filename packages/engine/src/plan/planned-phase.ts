import type { Phase } from '../declare/phase.js';
import type { Take } from '../events.js';
import { takesOf } from './takes.js';
import { none, producersOf } from './wiring.js';
import type { Wiring } from './wiring.js';

/** A phase in its place in a plan. */
export class PlannedPhase {
  /** Its place in `plan.phases`. */
  readonly index: number;
  /** What was declared. */
  readonly phase: Phase;
  /** Upward rank in milliseconds. */
  readonly rank: number;
  /** Expected duration of one task, in milliseconds. */
  readonly estimateMs: number;
  readonly #wiring: Wiring;
  readonly #phases: readonly Phase[];

  constructor(
    phase: Phase,
    index: number,
    wiring: Wiring,
    ranks: Float64Array,
    estimates: Float64Array,
    phases: readonly Phase[],
  ) {
    this.index = index;
    this.phase = phase;
    this.rank = ranks[index] ?? 0;
    this.estimateMs = estimates[index] ?? 0;
    this.#wiring = wiring;
    this.#phases = phases;
    Object.freeze(this);
  }

  /** The name of the phase. */
  get name(): string {
    return this.phase.name;
  }

  /** The list in `plan.lists` whose items it runs on, when mapped. */
  get origin(): number | undefined {
    const origin = this.#wiring.origin[this.index] ?? none;
    return origin === none ? undefined : origin;
  }

  /** The names of the phases that it takes something from. */
  get after(): readonly string[] {
    return producersOf(this.#wiring, this.index).map((index) => this.#phases[index]?.name ?? '');
  }

  /** What its tasks take from each of them. */
  get takes(): readonly Take[] {
    return takesOf(this.#wiring, this.index, (index) => this.#phases[index]?.name ?? '');
  }
}
