import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { artifactOf } from '../declare/input.js';
import type { Phase } from '../declare/phase.js';
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

/** Where the values of a plan's artifacts are, by number. */
export interface Io {
  readonly artifacts: readonly AnyArtifact[];
  readonly slotOf: ReadonlyMap<string, number>;
  /** By slot: the list whose items are this artifact's items, or none for a single value. */
  readonly originOf: Int32Array;
  /** By phase. */
  readonly reads: readonly (readonly Read[])[];
  readonly writes: readonly (readonly Write[])[];
}

/** Numbers the artifacts of phases, which are in topological order. */
export function numberArtifacts(phases: readonly Phase[], given: readonly AnyArtifact[], wiring: Wiring): Io {
  const artifacts: AnyArtifact[] = [];
  const slotOf = new Map<string, number>();
  const origins: number[] = [];
  const listOf = new Map<string, number>();
  wiring.lists.forEach(({ artifact }, list) => listOf.set(artifact.name, list));
  const add = (artifact: AnyArtifact, origin: number): number => {
    const known = slotOf.get(artifact.name);
    if (known !== undefined) return known;
    slotOf.set(artifact.name, artifacts.length);
    origins.push(origin);
    return artifacts.push(artifact) - 1;
  };
  for (const artifact of given) add(artifact, listOf.get(artifact.name) ?? none);
  const supplied = artifacts.length;
  const writes = phases.map((phase, index) => {
    const list: Write[] = [];
    for (const name in phase.outputs) {
      const artifact = phase.outputs[name];
      if (artifact === undefined) continue;
      const keyed = listOf.get(artifact.name);
      const slot = add(artifact, keyed ?? (artifact.kind === 'list' ? (wiring.origin[index] ?? none) : none));
      if (slot < supplied) list.push({ name, slot, kind: 'dropped', artifact });
      else if (artifact.kind === 'artifact') list.push({ name, slot, kind: 'single', artifact });
      else if (keyed === undefined) list.push({ name, slot, kind: 'item', artifact });
      else list.push({ name, slot, kind: 'keyed', artifact, list: keyed });
    }
    return list;
  });
  const reads = phases.map((phase) => {
    const list: Read[] = [];
    for (const name in phase.inputs) {
      const input = phase.inputs[name];
      if (input === undefined) continue;
      const { kind } = input;
      const slot = slotOf.get(artifactOf(input).name) ?? none;
      list.push({ name, slot, kind: kind === 'artifact' || kind === 'list' ? 'whole' : kind });
    }
    return list;
  });
  return { artifacts, slotOf, originOf: Int32Array.from(origins), reads, writes };
}
