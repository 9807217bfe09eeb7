import type { AnyArtifact } from '../declare/artifact.js';
import type { Names } from '../graph/names.js';
import type { Selection } from './select.js';
import { none } from './wiring.js';
import type { Wiring } from './wiring.js';

/** What becomes of a value that a phase gives for an artifact. */
export const write = {
  single: 0,
  /** One item a task. */
  item: 1,
  /** Items that bring their keys. */
  keyed: 2,
  /** The run was given it instead: what the phase gives is checked and dropped. */
  dropped: 3,
} as const;

/**
 * Where the values of a plan's artifacts are, by slot; and what each phase takes and gives, by its place in the plan, as
 * places in flat arrays: a phase that runs once needs no object of its own for it.
 */
export class Io {
  readonly artifacts: readonly AnyArtifact[];
  readonly slotOf: ReadonlyMap<string, number>;
  /** By slot: the list whose items are this artifact's items, or none for a single value and for what is not planned. */
  readonly originOf: Int32Array;
  /** By slot: its place in the plan's lists, when its items bring their keys, or none. */
  readonly listOf: Int32Array;
  /** By slot: one of `write`. */
  readonly writes: Uint8Array;
  /** By place: the slot, and the name under which `run` finds it or returns it; of what is taken also one of `take`. */
  readonly takeSlot: Int32Array;
  readonly takeKind: Uint8Array;
  readonly takeName: readonly string[];
  /** By place: the properties that are taken, where a part is. */
  readonly takePart: ReadonlyMap<number, readonly string[]>;
  readonly giveSlot: Int32Array;
  readonly giveName: readonly string[];
  readonly #names: Names;
  readonly #chosen: Int32Array;

  constructor(names: Names, { phases: chosen, supplied }: Selection, { origin, listOf }: Wiring) {
    const { artifacts, giveStart, giveSlot } = names;
    this.artifacts = artifacts;
    this.slotOf = names.slotOf;
    this.listOf = listOf;
    this.takeSlot = names.takeSlot;
    this.takeKind = names.takeKind;
    this.takeName = names.takeName;
    this.takePart = names.takePart;
    this.giveSlot = giveSlot;
    this.giveName = names.giveName;
    this.#names = names;
    this.#chosen = chosen;
    this.originOf = listOf.slice();
    this.writes = new Uint8Array(artifacts.length);
    for (let slot = 0; slot < artifacts.length; slot++) {
      const single = artifacts[slot]?.kind === 'artifact';
      const keyed = listOf[slot] !== none;
      this.writes[slot] =
        supplied[slot] === 1 ? write.dropped : single ? write.single : keyed ? write.keyed : write.item;
    }
    for (let index = 0; index < chosen.length; index++) {
      const over = origin[index] ?? none;
      const phase = chosen[index] ?? 0;
      if (over === none) continue;
      for (let at = giveStart[phase] ?? 0; at < (giveStart[phase + 1] ?? 0); at++) {
        const slot = giveSlot[at] ?? 0;
        if (this.writes[slot] === write.item) this.originOf[slot] = over;
      }
    }
    Object.freeze(this);
  }

  /** What a phase takes is at the places from this one on, to below {@link takesTo}. */
  takesFrom(index: number): number {
    return this.#names.takeStart[this.#chosen[index] ?? 0] ?? 0;
  }

  takesTo(index: number): number {
    return this.#names.takeStart[(this.#chosen[index] ?? 0) + 1] ?? 0;
  }

  /** What a phase gives is at the places from this one on, to below {@link givesTo}. */
  givesFrom(index: number): number {
    return this.#names.giveStart[this.#chosen[index] ?? 0] ?? 0;
  }

  givesTo(index: number): number {
    return this.#names.giveStart[(this.#chosen[index] ?? 0) + 1] ?? 0;
  }
}
