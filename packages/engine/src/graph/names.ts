import type { AnyArtifact } from '../declare/artifact.js';
import { wholeOf } from '../declare/input.js';
import type { Input } from '../declare/input.js';
import type { Phase } from '../declare/phase.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';

/** In the place of a phase: nobody gives it, or the run is given it. */
export const giver = { nobody: -1, run: -2 } as const;

/** How a phase takes an artifact. */
export const take = { whole: 0, each: 1, collect: 2, optional: 3 } as const;

/** An artifact that is not the one that was declared under its name first. */
interface Conflict {
  readonly slot: number;
  readonly first: number;
  readonly second: number;
}

/**
 * The names of a pipeline's artifacts, each looked up once: artifacts and phases are numbers from here on, and what
 * checks, plans and runs them compares no name. Phases count in the order of declaration.
 */
export interface Names {
  readonly phases: readonly Phase[];
  /** By slot: the artifact, as it was declared first. */
  readonly artifacts: readonly AnyArtifact[];
  readonly slotOf: ReadonlyMap<string, number>;
  /** By slot: the first phase that gives it, or one of `giver`. */
  readonly givenBy: Int32Array;
  /** What a phase takes is `takeStart[phase]` to below `takeStart[phase + 1]`, in the order of its inputs. */
  readonly takeStart: Int32Array;
  readonly takeSlot: Int32Array;
  readonly takeKind: Uint8Array;
  /** Under which name its `run` finds it. */
  readonly takeName: readonly string[];
  /** By place: the properties that it takes, where it takes a part. */
  readonly takePart: ReadonlyMap<number, readonly string[]>;
  /** What it gives, in the same way. */
  readonly giveStart: Int32Array;
  readonly giveSlot: Int32Array;
  readonly giveName: readonly string[];
  /** By phase: 1, when it runs once an item. */
  readonly mapped: Uint8Array;
  /** Names that stand for two artifacts, each once; and further givers of an artifact, in order. */
  readonly conflicts: readonly Conflict[];
  readonly doubles: readonly { readonly slot: number; readonly by: number }[];
}

/** Looks up every name of a pipeline. What does not fit is kept, for the check to report. */
export function resolveNames({ given, phases }: PipelineDeclaration): Names {
  const artifacts: AnyArtifact[] = [];
  const slotOf = new Map<string, number>();
  const givers: number[] = [];
  const firstSeen: number[] = [];
  const conflicts = new Map<number, Conflict>();
  const doubles: { slot: number; by: number }[] = [];
  const slotFor = (artifact: AnyArtifact, where: number): number => {
    const known = slotOf.get(artifact.name);
    if (known === undefined) {
      const slot = artifacts.length;
      slotOf.set(artifact.name, slot);
      artifacts.push(artifact);
      givers.push(giver.nobody);
      firstSeen.push(where);
      return slot;
    }
    if (artifacts[known] !== artifact && !conflicts.has(known))
      conflicts.set(known, { slot: known, first: firstSeen[known] ?? giver.nobody, second: where });
    return known;
  };
  const give = (slot: number, by: number): void => {
    if (givers[slot] === giver.nobody) givers[slot] = by;
    else doubles.push({ slot, by });
  };

  for (const name in given) {
    const artifact = given[name];
    if (artifact !== undefined) give(slotFor(artifact, giver.run), giver.run);
  }
  const count = phases.length;
  const mapped = new Uint8Array(count);
  const takeStart = new Int32Array(count + 1);
  const giveStart = new Int32Array(count + 1);
  const takeSlot: number[] = [];
  const takeKind: number[] = [];
  const takeName: string[] = [];
  const takePart = new Map<number, readonly string[]>();
  const giveSlot: number[] = [];
  const giveName: string[] = [];
  for (let index = 0; index < count; index++) {
    const phase = phases[index];
    if (phase === undefined) continue;
    const { inputs, outputs } = phase;
    for (const name in outputs) {
      const artifact = outputs[name];
      if (artifact === undefined) continue;
      const slot = slotFor(artifact, index);
      give(slot, index);
      giveSlot.push(slot);
      giveName.push(name);
    }
    for (const name in inputs) {
      const input = inputs[name];
      if (input === undefined) continue;
      const { artifact, kind } = takenBy(input);
      if (kind === take.each) mapped[index] = 1;
      if (input.kind === 'pick') takePart.set(takeSlot.length, input.keys);
      takeSlot.push(slotFor(artifact, index));
      takeKind.push(kind);
      takeName.push(name);
    }
    giveStart[index + 1] = giveSlot.length;
    takeStart[index + 1] = takeSlot.length;
  }
  return {
    phases,
    artifacts,
    slotOf,
    givenBy: Int32Array.from(givers),
    takeStart,
    takeSlot: Int32Array.from(takeSlot),
    takeKind: Uint8Array.from(takeKind),
    takeName,
    takePart,
    giveStart,
    giveSlot: Int32Array.from(giveSlot),
    giveName,
    mapped,
    conflicts: [...conflicts.values()],
    doubles,
  };
}

function takenBy(input: Input): { artifact: AnyArtifact; kind: number } {
  const whole = wholeOf(input);
  switch (whole.kind) {
    case 'artifact':
    case 'list':
      return { artifact: whole, kind: take.whole };
    case 'each':
      return { artifact: whole.list, kind: take.each };
    case 'collect':
      return { artifact: whole.list, kind: take.collect };
    case 'optional':
      return { artifact: whole.artifact, kind: take.optional };
  }
}
