import type { AnyArtifact } from '../declare/artifact.js';
import { artifactOf } from '../declare/input.js';
import type { Phase } from '../declare/phase.js';
import { errors } from '../errors.js';

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
  readonly artifact: AnyArtifact;
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
  /** By phase: the list over whose items it runs, or none. */
  readonly origin: Int32Array;
  /** By phase: the base inputs, which all its tasks wait for, are `baseStart[phase]` to below `baseStart[phase + 1]`. */
  readonly baseStart: Int32Array;
  /** By base input: who takes it, who gives it, what is needed of it. */
  readonly baseConsumer: Int32Array;
  readonly baseProducer: Int32Array;
  readonly baseNeed: Uint8Array;
  /** With a quorum: a share below 1, a count from 1 on. */
  readonly baseMin: Float64Array;
  /** The list, when what it takes is one whose items bring their own keys, or none. */
  readonly baseList: Int32Array;
  readonly baseArtifact: readonly string[];
  /** 1, when the consumer starts as soon as the quorum stands. */
  readonly baseEarly: Uint8Array;
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

/** Resolves the inputs of phases, which are in topological order, to indices. */
export function wirePhases(ordered: readonly Phase[], given: readonly AnyArtifact[]): Wiring {
  const count = ordered.length;
  const producers = new Map<string, number>();
  const listIndex = new Map<string, number>();
  const lists: PlannedList[] = [];
  const emits: [number, number][] = [];
  ordered.forEach((phase, index) => {
    for (const name in phase.outputs) producers.set(outputAt(phase, name).name, index);
  });
  // Supplied by the run, and so no longer made by a phase, even when the phase is there for its other outputs.
  for (const artifact of given) {
    producers.delete(artifact.name);
    if (artifact.kind === 'list') {
      listIndex.set(artifact.name, lists.length);
      lists.push({ artifact, emitter: undefined });
    }
  }
  ordered.forEach((phase, index) => {
    for (const name in phase.outputs) {
      const output = outputAt(phase, name);
      if (output.kind !== 'list' || !output.keyed || producers.get(output.name) !== index) continue;
      listIndex.set(output.name, lists.length);
      emits.push([index, lists.length]);
      lists.push({ artifact: output, emitter: index });
    }
  });

  const origin = new Int32Array(count).fill(none);
  const baseStart = new Int32Array(count + 1);
  const baseConsumer: number[] = [];
  const baseProducer: number[] = [];
  const baseNeed: number[] = [];
  const baseMin: number[] = [];
  const baseList: number[] = [];
  const baseArtifact: string[] = [];
  const baseEarly: number[] = [];
  const sameItem: [number, number][] = [];
  const members: [number, number][] = [];
  for (let index = 0; index < count; index++) {
    const phase = ordered[index];
    if (phase === undefined) continue;
    let mapped = false;
    for (const name in phase.inputs) {
      const input = phase.inputs[name];
      if (input === undefined) continue;
      const artifact = artifactOf(input).name;
      const producer = producers.get(artifact);
      if (input.kind === 'each') {
        mapped = true;
        const list = listIndex.get(artifact);
        // The order is topological, so a mapped producer has its origin already.
        origin[index] = list ?? (producer === undefined ? none : (origin[producer] ?? none));
        if (list === undefined && producer !== undefined) sameItem.push([index, producer]);
      } else if (producer !== undefined) {
        const min = input.kind === 'collect' && input.min !== 'all' ? input.min : undefined;
        baseConsumer.push(index);
        baseProducer.push(producer);
        baseNeed.push(input.kind === 'optional' ? need.settled : min === undefined ? need.all : need.quorum);
        baseMin.push(min ?? 0);
        baseList.push(listIndex.get(artifact) ?? none);
        baseArtifact.push(artifact);
        baseEarly.push(input.kind === 'collect' && input.early ? 1 : 0);
      }
    }
    const over = origin[index] ?? none;
    if (mapped && over === none) throw errors.internal(`"${phase.name}" is mapped over nothing`);
    if (mapped) members.push([over, index]);
    baseStart[index + 1] = baseConsumer.length;
  }
  return {
    phases: count,
    lists,
    origin,
    baseStart,
    baseConsumer: Int32Array.from(baseConsumer),
    baseProducer: Int32Array.from(baseProducer),
    baseNeed: Uint8Array.from(baseNeed),
    baseMin: Float64Array.from(baseMin),
    baseList: Int32Array.from(baseList),
    baseArtifact,
    baseEarly: Uint8Array.from(baseEarly),
    sameItem: rowsOf(count, sameItem),
    baseOf: rowsOf(
      count,
      baseProducer.map((producer, base) => [producer, base]),
    ),
    sameItemOf: rowsOf(
      count,
      sameItem.map(([consumer, producer]) => [producer, consumer]),
    ),
    emits: rowsOf(count, emits),
    members: rowsOf(lists.length, members),
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

function outputAt(phase: Phase, name: string): AnyArtifact {
  const output = phase.outputs[name];
  if (output === undefined) throw errors.internal(`"${phase.name}" has no output "${name}"`);
  return output;
}

/** Sorts pairs of row and entry into rows; entries keep their order within a row. */
function rowsOf(rows: number, pairs: readonly (readonly [row: number, entry: number])[]): Rows {
  const starts = new Int32Array(rows + 1);
  for (const [row] of pairs) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const entries = new Int32Array(pairs.length);
  for (const [row, entry] of pairs) {
    const at = next[row] ?? 0;
    entries[at] = entry;
    next[row] = at + 1;
  }
  return { starts, entries };
}
