import type { PhaseGraph, PhaseGraphNode } from '../build.js';

/** From how many alike phases on they are drawn as one. */
const leastFolded = 5;

/**
 * Phases that a picture can draw as one, by the first of them; each in the graph's order.
 *
 * Five or more are alike when they are equally far from the start and either of one group, or take the same from alike
 * producers and give to alike consumers: the branches of a fan-out, step by step. (That is the coarsest bisimulation,
 * by refinement of a partition.) Equally far means that none of them needs another, so what is drawn as one never
 * makes a cycle.
 */
export function foldsOf(graph: PhaseGraph): Map<string, readonly string[]> {
  const levels = levelsOf(graph);
  const colours = new Map<string, string>();
  const fixed = new Set<string>();
  for (const members of classesOf(graph.nodes(), (node) => groupKey(graph, node, levels)).values()) {
    if (members.length < leastFolded) continue;
    for (const member of members) fixed.add(member);
  }
  graph.forEachNode((node, attributes) => {
    const key = fixed.has(node) ? groupKey(graph, node, levels) : lookOf(node, attributes, levels);
    colours.set(node, key ?? node);
  });
  const classes = refined(graph, colours, fixed);
  return new Map(
    [...classes.values()].flatMap((members): [string, readonly string[]][] => {
      const [first] = members;
      const foldable = first !== undefined && members.length >= leastFolded && levels.has(first);
      return foldable && graph.getNodeAttribute(first, 'kind') === 'phase' ? [[first, members]] : [];
    }),
  );
}

/** The longest way to each node, in steps; what is on a cycle or behind one has none. */
function levelsOf(graph: PhaseGraph): Map<string, number> {
  const missing = new Map(graph.mapNodes((node) => [node, graph.inDegree(node)]));
  const levels = new Map<string, number>();
  const ready = graph.filterNodes((node) => missing.get(node) === 0);
  for (const node of ready) levels.set(node, 0);
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    const level = (levels.get(next) ?? 0) + 1;
    graph.forEachOutNeighbor(next, (consumer) => {
      levels.set(consumer, Math.max(levels.get(consumer) ?? 0, level));
      const left = (missing.get(consumer) ?? 0) - 1;
      missing.set(consumer, left);
      if (left === 0) ready.push(consumer);
    });
  }
  for (const [node, left] of missing) if (left > 0) levels.delete(node);
  return levels;
}

/** What the phases of one group that can be drawn as one have in common. */
function groupKey(graph: PhaseGraph, node: string, levels: ReadonlyMap<string, number>): string | undefined {
  const attributes = graph.getNodeAttributes(node);
  const level = levels.get(node);
  if (attributes.kind === 'given' || attributes.group === undefined || level === undefined) return undefined;
  return JSON.stringify([attributes.group, level, attributes.mapped]);
}

/** What can be said of a node without looking at its neighbours; a given artifact is like no other. */
function lookOf(node: string, attributes: PhaseGraphNode, levels: ReadonlyMap<string, number>): string {
  const level = levels.get(node);
  if (attributes.kind === 'given' || level === undefined) return JSON.stringify([node]);
  return JSON.stringify(['alike', level, attributes.mapped, attributes.group ?? null]);
}

/** Splits classes by the classes of their neighbours, and classes too small to fold, until none splits any more. */
function refined(
  graph: PhaseGraph,
  start: ReadonlyMap<string, string>,
  fixed: ReadonlySet<string>,
): Map<string, string[]> {
  let colours = numbered(start);
  for (let count = -1, next = new Set(colours.values()).size; next !== count;) {
    count = next;
    const split = new Map<string, string>();
    graph.forEachNode((node) => {
      const around = new Set<string>();
      if (!fixed.has(node)) {
        graph.forEachEdge(node, (_, { each, optional }, from, to) => {
          const [way, other] = from === node ? ['to', to] : ['from', from];
          around.add(`${way} ${colours.get(other)} ${each} ${optional}`);
        });
      }
      split.set(node, `${colours.get(node)}: ${[...around].toSorted().join()}`);
    });
    // A phase that will stand by itself is like no other: what it gives or takes tells its neighbours apart.
    for (const [, members] of classesOf(graph.nodes(), (node) => split.get(node))) {
      if (members.length < leastFolded) for (const member of members) split.set(member, `alone: ${member}`);
    }
    colours = numbered(split);
    next = new Set(colours.values()).size;
  }
  return classesOf(graph.nodes(), (node) => colours.get(node));
}

/** The same classes under short names. */
function numbered(colours: ReadonlyMap<string, string>): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const colour of colours.values()) {
    if (!numbers.has(colour)) numbers.set(colour, String(numbers.size));
  }
  return new Map([...colours].map(([node, colour]) => [node, numbers.get(colour) ?? '']));
}

function classesOf(
  nodes: readonly string[],
  keyOf: (node: string) => string | undefined,
): Map<string, string[]> {
  const classes = new Map<string, string[]>();
  for (const node of nodes) {
    const key = keyOf(node);
    if (key === undefined) continue;
    const members = classes.get(key);
    if (members === undefined) classes.set(key, [node]);
    else members.push(node);
  }
  return classes;
}
