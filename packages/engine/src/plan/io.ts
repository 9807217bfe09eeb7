import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import type { Names } from '../graph/names.js';
import type { Selection } from './select.js';
import { none } from './wiring.js';
import type { Wiring } from './wiring.js';

/** One input of a phase: under which name `run` finds it, and where its value is. */
export interface Read {
  readonly name: string;
  readonly kind: 'whole' | 'each' | 'collect' | 'optional';
  /** The artifact's place in `Io.artifacts`. */
  readonly slot: number;
}

/** One output of a phase: under which name `run` returns it, and where its value goes. */
export type Write = {
  readonly name: string;
  readonly slot: number;
} & (
  | { readonly kind: 'single'; readonly artifact: AnyArtifact }
  /** One item a task. */
  | { readonly kind: 'item'; readonly artifact: AnyArtifact }
  /** Items that bring their keys; `list` is the list's place in the plan. */
  | { readonly kind: 'keyed'; readonly artifact: ListArtifact; readonly list: number }
  /** The run was given it instead: what the phase gives is checked and dropped. */
  | { readonly kind: 'dropped'; readonly artifact: AnyArtifact }
);

/** Where the values of a plan's artifacts are, by slot. What each phase reads and writes is written out when it is asked for. */
export class Io {
  readonly artifacts: readonly AnyArtifact[];
  readonly slotOf: ReadonlyMap<string, number>;
  /** By slot: the list whose items are this artifact's items, or none for a single value and for what is not planned. */
  readonly originOf: Int32Array;
  readonly #names: Names;
  readonly #selection: Selection;
  readonly #listOf: Int32Array;
  readonly #reads: (readonly Read[] | undefined)[];
  readonly #writes: (readonly Write[] | undefined)[];

  constructor(names: Names, selection: Selection, { origin, listOf }: Wiring) {
    const { phases: chosen, supplied } = selection;
    const { artifacts, slotOf, giveStart, giveSlot } = names;
    this.artifacts = artifacts;
    this.slotOf = slotOf;
    this.#names = names;
    this.#selection = selection;
    this.#listOf = listOf;
    this.#reads = new Array<readonly Read[] | undefined>(chosen.length);
    this.#writes = new Array<readonly Write[] | undefined>(chosen.length);
    this.originOf = listOf.slice();
    for (let index = 0; index < chosen.length; index++) {
      const over = origin[index] ?? none;
      const phase = chosen[index] ?? 0;
      if (over === none) continue;
      for (let at = giveStart[phase] ?? 0; at < (giveStart[phase + 1] ?? 0); at++) {
        const slot = giveSlot[at] ?? 0;
        if (listOf[slot] === none && supplied[slot] === 0) this.originOf[slot] = over;
      }
    }
    Object.freeze(this);
  }

  /** The inputs of a phase by its place in the plan, in their order. */
  readsOf(index: number): readonly Read[] {
    return (this.#reads[index] ??= this.#makeReads(index));
  }

  /** The outputs of a phase by its place in the plan, in their order. */
  writesOf(index: number): readonly Write[] {
    return (this.#writes[index] ??= this.#makeWrites(index));
  }

  #makeReads(index: number): Read[] {
    const { takeStart, takeSlot, takeKind, takeName } = this.#names;
    const phase = this.#selection.phases[index] ?? 0;
    const reads: Read[] = [];
    for (let at = takeStart[phase] ?? 0; at < (takeStart[phase + 1] ?? 0); at++) {
      reads.push({
        name: takeName[at] ?? '',
        slot: takeSlot[at] ?? 0,
        kind: readKinds[takeKind[at] ?? 0] ?? 'whole',
      });
    }
    return reads;
  }

  #makeWrites(index: number): Write[] {
    const { giveStart, giveSlot, giveName, artifacts } = this.#names;
    const phase = this.#selection.phases[index] ?? 0;
    const writes: Write[] = [];
    for (let at = giveStart[phase] ?? 0; at < (giveStart[phase + 1] ?? 0); at++) {
      const slot = giveSlot[at] ?? 0;
      const artifact = artifacts[slot];
      const name = giveName[at] ?? '';
      const list = this.#listOf[slot] ?? none;
      if (artifact === undefined) continue;
      if (this.#selection.supplied[slot] === 1) writes.push({ name, slot, kind: 'dropped', artifact });
      else if (artifact.kind === 'artifact') writes.push({ name, slot, kind: 'single', artifact });
      else if (list === none) writes.push({ name, slot, kind: 'item', artifact });
      else writes.push({ name, slot, kind: 'keyed', artifact, list });
    }
    return writes;
  }
}

/** By the numbers of `take`. */
const readKinds: readonly Read['kind'][] = ['whole', 'each', 'collect', 'optional'];
