import { DirectedGraph } from 'graphology';
import { artifactOf, wholeOf } from '../declare/input.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';
import { isMapped } from '../declare/phase.js';

/** A node of the graph: a phase, or an artifact that the run is given. */
export type PhaseGraphNode =
  | {
      readonly kind: 'phase';
      /** The phase's name. */
      readonly name: string;
      /** Whether it runs once an item. */
      readonly mapped: boolean;
      /** One sentence, as it was declared. */
      readonly description: string | undefined;
      /** The group that it was declared in. */
      readonly group: string | undefined;
    }
  | {
      readonly kind: 'given';
      /** The artifact's name. */
      readonly name: string;
      readonly description: string | undefined;
    };

/** What flows from the producer to the consumer. */
export interface PhaseGraphEdge {
  /** The names of the artifacts, in the order of the consumer's inputs. */
  readonly artifacts: readonly string[];
  /** The properties that the consumer takes, by the artifact's name, of those of which it takes a part; absent without any. */
  readonly parts?: Readonly<Record<string, readonly string[]>>;
  /** Whether some of them are taken item by item. */
  readonly each: boolean;
  /** Whether the consumer can do without all of them. */
  readonly optional: boolean;
}

/** The inferred graph: an edge from each producer to each phase that takes what it gives. */
export type PhaseGraph = DirectedGraph<PhaseGraphNode, PhaseGraphEdge>;

/** The id of a given artifact's node. Phases have their name as id, and no name has a colon. */
export const givenNode = (artifact: string): string => `given:${artifact}`;

/**
 * Infers the graph from inputs and outputs alone. Where two producers give one artifact the first counts; what is
 * missing has no edge: `checkPipeline` reports both.
 */
export function buildGraph(pipeline: PipelineDeclaration): PhaseGraph {
  const graph: PhaseGraph = new DirectedGraph({ allowSelfLoops: true });
  const producers = new Map<string, string>();
  for (const given of Object.values(pipeline.given)) {
    const id = givenNode(given.name);
    graph.mergeNode(id, { kind: 'given', name: given.name, description: given.description });
    producers.set(given.name, id);
  }
  for (const phase of pipeline.phases) {
    const { name, description, group } = phase;
    graph.mergeNode(name, { kind: 'phase', name, mapped: isMapped(phase), description, group });
    for (const output of Object.values(phase.outputs)) {
      if (!producers.has(output.name)) producers.set(output.name, name);
    }
  }
  for (const phase of pipeline.phases) {
    for (const input of Object.values(phase.inputs)) {
      const artifact = artifactOf(input).name;
      const producer = producers.get(artifact);
      if (producer === undefined) continue;
      const { kind } = wholeOf(input);
      const each = kind === 'each';
      const optional = kind === 'optional';
      graph.updateEdgeWithKey(`${producer} -> ${phase.name}`, producer, phase.name, (edge) => ({
        artifacts: [...(edge.artifacts ?? []).filter((name) => name !== artifact), artifact],
        each: (edge.each ?? false) || each,
        optional: (edge.optional ?? true) && optional,
        ...partsWith(edge, artifact, input.kind === 'pick' ? input.keys : undefined),
      }));
    }
  }
  return graph;
}

/** The parts that flow along an edge with one more input: of an artifact that is taken whole as well there is none. */
function partsWith(
  { artifacts = [], parts = {} }: Partial<PhaseGraphEdge>,
  artifact: string,
  keys: readonly string[] | undefined,
): Pick<PhaseGraphEdge, 'parts'> {
  const { [artifact]: before = [], ...others } = parts;
  const isWhole = keys === undefined || (artifacts.includes(artifact) && before.length === 0);
  const all = isWhole ? others : { ...others, [artifact]: [...new Set([...before, ...keys])] };
  return Object.keys(all).length === 0 ? {} : { parts: all };
}
