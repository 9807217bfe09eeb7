import type { ListArtifact } from '../declare/artifact.js';
import { errors } from '../errors.js';
import { giver, take } from '../graph/names.js';
import type { Names } from '../graph/names.js';
import type { Selection } from './select.js';

/** Stands for "none" in flat arrays of indices. */
export const none = -1;

/** What a base input needs of the phase that gives it. */
export const need = {
  /** Every task must have given. */
  all: 0,
  /** Enough tasks or items must have. */
  quorum: 1,
  /** They must have ended, however. */
  settled: 2,
} as const;

/** Rows of indices in one flat array: row `i` is `entries[starts[i]]` to below `entries[starts[i + 1]]`. */
export interface Rows {
  readonly starts: Int32Array;
  readonly entries: Int32Array;
}

/** A list whose items bring their own keys: where the items of mapped phases come from. */
export interface PlannedList {
  readonly artifact: ListArtifact;
  readonly slot: number;
  /** The index of the phase that emits it; `undefined`, when the run is given it. */
  readonly emitter: number | undefined;
}

/**
 * Who waits for whom, by index and in flat arrays: a plan of a hundred thousand phases is a few buffers, and a run
 * looks no name up.
 */
export interface Wiring {
  readonly phases: number;
  readonly lists: readonly PlannedList[];
  /** By slot: its place in `lists`, when it is there, or none. */
  readonly listOf: Int32Array;
  /** By phase: the list over whose items it runs, or none. */
  readonly origin: Int32Array;
  /** By phase: the base inputs, which all its tasks wait for, are `baseStart[phase]` to below `baseStart[phase + 1]`. */
  readonly baseStart: Int32Array;
  /** By base input: who takes it, who gives it, what is needed of it. */
  readonly baseConsumer: Int32Array;
  readonly baseProducer: Int32Array;
  /** The slot of what it takes. */
  readonly baseSlot: Int32Array;
  readonly baseNeed: Uint8Array;
  /** With a quorum: a share below 1, a count from 1 on. */
  readonly baseMin: Float64Array;
  /** The list, when what it takes is one whose items bring their own keys, or none. */
  readonly baseList: Int32Array;
  /** 1, when the consumer starts as soon as the quorum stands. */
  readonly baseEarly: Uint8Array;
  /** From here on stand quorums of lists that the run is given, which no phase waits for: they stand or not at once. */
  readonly baseGiven: number;
  /** By phase: the mapped phases whose task of the same item its tasks wait for. */
  readonly sameItem: Rows;
  /** By phase: the base inputs that it gives, and the phases that wait for its task of the same item. */
  readonly baseOf: Rows;
  readonly sameItemOf: Rows;
  /** By phase: the lists that it emits. */
  readonly emits: Rows;
  /** By list: the phases that run on its items. */
  readonly members: Rows;
}

/** Resolves the inputs of the phases of a selection to indices: from here on a phase is its place in the plan. */
export function wirePhases(names: Names, { phases: chosen, supplied }: Selection): Wiring {
  const { artifacts, givenBy, takeStart, takeSlot, takeKind, takeName, giveStart, giveSlot } = names;
  const count = chosen.length;
  const placeOf = new Int32Array(names.phases.length).fill(none);
  for (let index = 0; index < count; index++) placeOf[chosen[index] ?? 0] = index;
  const lists: PlannedList[] = [];
  const listOf = new Int32Array(artifacts.length).fill(none);
  const emits = new Pairs();
  for (let slot = 0; slot < artifacts.length; slot++) {
    const artifact = artifacts[slot];
    if (supplied[slot] === 1 && artifact?.kind === 'list')
      listOf[slot] = lists.push({ artifact, slot, emitter: undefined }) - 1;
  }
  for (let index = 0; index < count; index++) {
    const phase = chosen[index] ?? 0;
    for (let at = giveStart[phase] ?? 0; at < (giveStart[phase + 1] ?? 0); at++) {
      const slot = giveSlot[at] ?? 0;
      const artifact = artifacts[slot];
      if (artifact?.kind !== 'list' || !artifact.keyed || supplied[slot] === 1) continue;
      listOf[slot] = lists.push({ artifact, slot, emitter: index }) - 1;
      emits.add(index, lists.length - 1);
    }
  }

  const origin = new Int32Array(count).fill(none);
  const baseStart = new Int32Array(count + 1);
  const most = takeSlot.length;
  const baseConsumer = new Int32Array(most);
  const baseProducer = new Int32Array(most);
  const baseSlot = new Int32Array(most);
  const baseNeed = new Uint8Array(most);
  const baseMin = new Float64Array(most);
  const baseList = new Int32Array(most);
  const baseEarly = new Uint8Array(most);
  const sameItem = new Pairs();
  const members = new Pairs();
  let bases = 0;
  const givenQuorums: { readonly index: number; readonly slot: number; readonly min: number }[] = [];
  for (let index = 0; index < count; index++) {
    const phase = chosen[index] ?? 0;
    for (let at = takeStart[phase] ?? 0; at < (takeStart[phase + 1] ?? 0); at++) {
      const slot = takeSlot[at] ?? 0;
      // Supplied by the run, and so no longer made by a phase, even when the phase is there for its other outputs.
      const by = supplied[slot] === 1 ? giver.run : (givenBy[slot] ?? giver.nobody);
      const producer = by < 0 ? none : (placeOf[by] ?? none);
      const list = listOf[slot] ?? none;
      if (takeKind[at] === take.each) {
        // The order is topological, so a mapped producer has its origin already.
        origin[index] = list === none && producer !== none ? (origin[producer] ?? none) : list;
        if (list === none && producer !== none) sameItem.add(index, producer);
      } else if (producer !== none) {
        const base = bases++;
        baseConsumer[base] = index;
        baseProducer[base] = producer;
        baseSlot[base] = slot;
        baseList[base] = list;
        baseNeed[base] = takeKind[at] === take.optional ? need.settled : need.all;
        if (takeKind[at] !== take.collect) continue;
        const input = names.phases[phase]?.inputs[takeName[at] ?? ''];
        if (input?.kind !== 'collect') continue;
        if (typeof input.min === 'number') {
          baseNeed[base] = need.quorum;
          baseMin[base] = input.min;
        }
        baseEarly[base] = input.early ? 1 : 0;
      } else if (takeKind[at] === take.collect) {
        const input = names.phases[phase]?.inputs[takeName[at] ?? ''];
        if (input?.kind === 'collect' && typeof input.min === 'number')
          givenQuorums.push({ index, slot, min: input.min });
      }
    }
    if (names.mapped[phase] === 1) {
      const over = origin[index] ?? none;
      if (over === none)
        throw errors.internal(`"${names.phases[phase]?.name ?? phase}" is mapped over nothing`);
      members.add(over, index);
    }
    baseStart[index + 1] = bases;
  }
  const baseGiven = bases;
  for (const { index, slot, min } of givenQuorums) {
    const base = bases++;
    baseConsumer[base] = index;
    baseProducer[base] = none;
    baseSlot[base] = slot;
    baseNeed[base] = need.quorum;
    baseMin[base] = min;
    baseList[base] = listOf[slot] ?? none;
  }
  const sameItemOf = sameItem.turned();
  return {
    phases: count,
    lists,
    listOf,
    origin,
    baseStart,
    baseConsumer: baseConsumer.subarray(0, bases),
    baseProducer: baseProducer.subarray(0, bases),
    baseSlot: baseSlot.subarray(0, bases),
    baseNeed: baseNeed.subarray(0, bases),
    baseMin: baseMin.subarray(0, bases),
    baseList: baseList.subarray(0, bases),
    baseEarly: baseEarly.subarray(0, bases),
    baseGiven,
    sameItem: sameItem.rows(count),
    baseOf: rowsOf(count, baseProducer.subarray(0, baseGiven)),
    sameItemOf: sameItemOf.rows(count),
    emits: emits.rows(count),
    members: members.rows(lists.length),
  };
}

/** The phases that a phase takes something from, each once, in the order of its inputs. */
export function producersOf(wiring: Wiring, phase: number): number[] {
  const producers = new Set<number>();
  const emitter = wiring.lists[wiring.origin[phase] ?? none]?.emitter;
  const { starts, entries } = wiring.sameItem;
  const first = starts[phase] ?? 0;
  const last = starts[phase + 1] ?? 0;
  if (emitter !== undefined && first === last) producers.add(emitter);
  for (let at = first; at < last; at++) producers.add(entries[at] ?? 0);
  const end = wiring.baseStart[phase + 1] ?? 0;
  for (let base = wiring.baseStart[phase] ?? 0; base < end; base++)
    producers.add(wiring.baseProducer[base] ?? 0);
  return [...producers];
}

/** Pairs of a row and an entry of it. */
class Pairs {
  readonly #rows: number[] = [];
  readonly #entries: number[] = [];

  add(row: number, entry: number): void {
    this.#rows.push(row);
    this.#entries.push(entry);
  }

  /** The same pairs, the other way round. */
  turned(): Pairs {
    const turned = new Pairs();
    this.#rows.forEach((row, at) => turned.add(this.#entries[at] ?? 0, row));
    return turned;
  }

  rows(count: number): Rows {
    return rowsOf(count, this.#rows, this.#entries);
  }
}

/**
 * Sorts entries into rows, in which they keep their order.
 *
 * @param rowOf by entry: its row
 * @param entries default: the places in `rowOf`
 */
function rowsOf(rows: number, rowOf: ArrayLike<number>, entries?: ArrayLike<number>): Rows {
  const starts = new Int32Array(rows + 1);
  for (let at = 0; at < rowOf.length; at++) {
    const row = rowOf[at] ?? 0;
    starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  }
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const sorted = new Int32Array(rowOf.length);
  for (let at = 0; at < rowOf.length; at++) {
    const row = rowOf[at] ?? 0;
    const place = next[row] ?? 0;
    sorted[place] = entries === undefined ? at : (entries[at] ?? 0);
    next[row] = place + 1;
  }
  return { starts, entries: sorted };
}
