import type { AnyArtifact } from '../declare/artifact.js';
import { artifactOf } from '../declare/input.js';
import type { Input } from '../declare/input.js';
import { isMapped } from '../declare/phase.js';
import type { Phase } from '../declare/phase.js';
import type { PhaseGraph } from '../graph/build.js';
import { errors } from '../errors.js';
import type { Rank } from './ranks.js';

/** What a task of a phase waits for besides its own item. */
export interface BaseInput {
  /** The index of the phase that gives it. */
  readonly producer: number;
  readonly artifact: string;
  /**
   * `all`: every task of the producer must have succeeded; `quorum`: enough of them; `settled`: they have ended,
   * however.
   */
  readonly need: 'all' | 'quorum' | 'settled';
  /** With `quorum`: a share below 1, a count from 1 on. */
  readonly min: number | undefined;
  /** The artifact's place in `plan.lists`, when it is a list whose items bring their own keys. */
  readonly list: number | undefined;
}

/** A phase with its inputs resolved to the phases that give them. */
export interface PlannedPhase {
  /** Its place in `plan.phases`. */
  readonly index: number;
  readonly name: string;
  readonly phase: Phase;
  /** The list in `plan.lists` whose items it runs on, when mapped. */
  readonly origin: number | undefined;
  /** What all its tasks wait for. */
  readonly base: readonly BaseInput[];
  /** The mapped phases whose task of the same item a task waits for. */
  readonly sameItem: readonly number[];
  /** The names of the phases that it takes something from. */
  readonly after: readonly string[];
  /** Upward rank in milliseconds. */
  readonly rank: number;
  /** Expected duration of one task, in milliseconds. */
  readonly estimateMs: number;
}

/** A list whose items bring their own keys: where the items of mapped phases come from. */
export interface PlannedList {
  readonly artifact: AnyArtifact;
  /** The index of the phase that emits it; `undefined`, when the run is given it. */
  readonly emitter: number | undefined;
  /** The indices of the phases that run on its items. */
  readonly members: readonly number[];
}

/** Resolves names to indices, once, so that a run never looks one up. */
export function wirePhases(
  ordered: readonly Phase[],
  given: readonly AnyArtifact[],
  graph: PhaseGraph,
  ranks: ReadonlyMap<string, Rank>,
): { phases: readonly PlannedPhase[]; lists: readonly PlannedList[] } {
  const producers = new Map<string, number>();
  ordered.forEach((phase, index) => {
    for (const output of Object.values(phase.outputs)) producers.set(output.name, index);
  });
  // Supplied by the run, and so no longer made by a phase, even when the phase is there for its other outputs.
  for (const { name } of given) producers.delete(name);

  const lists: { artifact: AnyArtifact; emitter: number | undefined; members: number[] }[] = [];
  const listIndex = new Map<string, number>();
  const addList = (artifact: AnyArtifact, emitter: number | undefined): void => {
    listIndex.set(artifact.name, lists.length);
    lists.push({ artifact, emitter, members: [] });
  };
  for (const artifact of given) if (artifact.kind === 'list') addList(artifact, undefined);
  ordered.forEach((phase, index) => {
    for (const output of Object.values(phase.outputs)) {
      if (output.kind === 'list' && output.keyed && producers.get(output.name) === index)
        addList(output, index);
    }
  });

  const phases: PlannedPhase[] = [];
  for (const [index, phase] of ordered.entries()) {
    let origin: number | undefined;
    const base: BaseInput[] = [];
    const sameItem: number[] = [];
    for (const input of Object.values(phase.inputs)) {
      const { name } = artifactOf(input);
      const producer = producers.get(name);
      if (input.kind === 'each') {
        // The order is topological, so a mapped producer has its origin already.
        origin = listIndex.get(name) ?? (producer === undefined ? undefined : phases[producer]?.origin);
        if (!listIndex.has(name) && producer !== undefined) sameItem.push(producer);
      } else if (producer !== undefined) {
        base.push({ producer, artifact: name, list: listIndex.get(name), ...needOf(input) });
      }
    }
    if (isMapped(phase) && origin === undefined)
      throw errors.internal(`"${phase.name}" is mapped over nothing`);
    if (origin !== undefined) lists[origin]?.members.push(index);
    phases.push(
      Object.freeze({
        index,
        name: phase.name,
        phase,
        origin,
        base: Object.freeze(base),
        sameItem: Object.freeze(sameItem),
        after: Object.freeze(
          graph.inNeighbors(phase.name).filter((node) => graph.getNodeAttribute(node, 'kind') === 'phase'),
        ),
        ...(ranks.get(phase.name) ?? { rank: 1, estimateMs: 1 }),
      }),
    );
  }
  return { phases: Object.freeze(phases), lists: Object.freeze(lists.map((list) => Object.freeze(list))) };
}

function needOf(input: Exclude<Input, { kind: 'each' }>): Pick<BaseInput, 'need' | 'min'> {
  switch (input.kind) {
    case 'artifact':
    case 'list':
      return { need: 'all', min: undefined };
    case 'collect':
      return input.min === undefined ? { need: 'all', min: undefined } : { need: 'quorum', min: input.min };
    case 'optional':
      return { need: 'settled', min: undefined };
  }
}
