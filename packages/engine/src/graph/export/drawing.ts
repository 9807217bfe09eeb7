import { DirectedGraph } from 'graphology';
import type { PhaseGraph, PhaseGraphEdge, PhaseGraphNode } from '../build.js';
import { foldsOf } from './fold.js';
import { combinedStatus, statusLine, statusOf } from './overlay.js';
import type { ExportOptions, PhaseStatus } from './overlay.js';

/** What a picture shows of a graph. */
export interface Drawing {
  /** The graph with each fold as one phase, under the id of its first. */
  readonly graph: PhaseGraph;
  /** The nodes of each group of phases, by the group's name; groups of a single phase are left out. */
  readonly clusters: ReadonlyMap<string, readonly string[]>;
  /** Signs beside a name: `× each`, `20 phases`. */
  readonly signsOf: (node: string) => readonly string[];
  /** Whether the node stands for many tasks: mapped, or several phases. */
  readonly many: (node: string) => boolean;
  readonly statusOf: (node: string) => PhaseStatus | undefined;
}

/** Up to how many phases a picture shows each by itself, unless it is told. */
const mostUnfolded = 40;

/** Decides what a picture of the graph shows: what is folded into one node, and which groups there are. */
export function drawingOf(whole: PhaseGraph, { fold, status }: ExportOptions): Drawing {
  const phases = whole.reduceNodes((count, _, { kind }) => count + (kind === 'phase' ? 1 : 0), 0);
  const folds = (fold ?? phases > mostUnfolded) ? foldsOf(whole) : new Map<string, readonly string[]>();
  const graph = folds.size === 0 ? whole : folded(whole, folds);
  const mapped = (node: string): boolean => {
    const attributes = graph.getNodeAttributes(node);
    return attributes.kind === 'phase' && attributes.mapped;
  };
  return {
    graph,
    clusters: clustersOf(graph, folds),
    signsOf: (node) => {
      const count = folds.get(node)?.length;
      return [...(count === undefined ? [] : [`${count} phases`]), ...(mapped(node) ? [eachSign] : [])];
    },
    many: (node) => folds.has(node) || mapped(node),
    statusOf: (node) => {
      if (graph.getNodeAttribute(node, 'kind') === 'given') return undefined;
      const members = folds.get(node);
      if (members === undefined) return statusOf(status, node);
      return combinedStatus(members.map((member) => statusOf(status, member)));
    },
  };
}

/** The lines of a node's label: its name, what it stands for, and how far it is. */
export function linesOf(drawing: Drawing, node: string): readonly string[] {
  const { name } = drawing.graph.getNodeAttributes(node);
  const signs = drawing.signsOf(node);
  const status = drawing.statusOf(node);
  const [sign] = signs;
  return [
    ...(signs.length === 1 && sign === eachSign ? [`${name} ${sign}`] : [name, ...signs]),
    ...(status === undefined ? [] : [statusLine(status)]),
  ];
}

const eachSign = '× each';

function folded(whole: PhaseGraph, folds: ReadonlyMap<string, readonly string[]>): PhaseGraph {
  const graph: PhaseGraph = new DirectedGraph<PhaseGraphNode, PhaseGraphEdge>({ allowSelfLoops: true });
  const drawnAs = new Map<string, string>();
  for (const [first, members] of folds) for (const member of members) drawnAs.set(member, first);
  whole.forEachNode((node, attributes) => {
    const members = folds.get(node);
    if (members !== undefined) {
      const name = `${node} … ${members.at(-1) ?? ''}`;
      graph.addNode(node, { ...attributes, name, description: described(members) });
    } else if (!drawnAs.has(node)) graph.addNode(node, attributes);
  });
  whole.forEachEdge((_, { artifacts, parts, each, optional }, from, to) => {
    graph.updateEdge(drawnAs.get(from) ?? from, drawnAs.get(to) ?? to, (edge) => ({
      artifacts: [...new Set([...(edge.artifacts ?? []), ...artifacts])],
      each: (edge.each ?? false) || each,
      optional: (edge.optional ?? true) && optional,
      // Of edges that are drawn as one the artifacts alone.
      ...(edge.artifacts === undefined && parts !== undefined && { parts }),
    }));
  });
  graph.forEachEdge((edge, { artifacts }) => {
    if (artifacts.length > mostNamed) {
      graph.setEdgeAttribute(edge, 'artifacts', [`${artifacts.length} artifacts`]);
    }
  });
  return graph;
}

/** Up to how many artifacts an edge between folds names one by one. */
const mostNamed = 3;

/** The names of what is folded, cut short. */
function described(members: readonly string[]): string {
  const shown = members.slice(0, 12).join(', ');
  return members.length > 12 ? `${shown} and ${members.length - 12} more` : shown;
}

function clustersOf(
  graph: PhaseGraph,
  folds: ReadonlyMap<string, readonly string[]>,
): Map<string, readonly string[]> {
  const clusters = new Map<string, string[]>();
  graph.forEachNode((node, attributes) => {
    if (attributes.kind === 'given' || attributes.group === undefined) return;
    const nodes = clusters.get(attributes.group);
    if (nodes === undefined) clusters.set(attributes.group, [node]);
    else nodes.push(node);
  });
  for (const [group, nodes] of clusters) {
    if (nodes.length === 1 && !nodes.some((node) => folds.has(node))) clusters.delete(group);
  }
  return clusters;
}
