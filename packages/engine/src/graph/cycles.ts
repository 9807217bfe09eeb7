import { stronglyConnectedComponents } from 'graphology-components';
import type { PhaseGraph } from './build.js';

/** One shortest cycle through each strongly connected component, as the phases on it in the order of the flow. */
export function findCycles(graph: PhaseGraph): string[][] {
  return stronglyConnectedComponents(graph).flatMap((component) => {
    const members = new Set(component);
    // Begin at the phase that was declared first, so that the message does not depend on the search.
    const start = graph.findNode((node) => members.has(node));
    if (start === undefined) return [];
    const path = shortestWayBack(graph, start, members);
    return path === undefined ? [] : [path];
  });
}

/** The shortest path from `start` back to itself within `members`; `undefined` when there is none. */
function shortestWayBack(
  graph: PhaseGraph,
  start: string,
  members: ReadonlySet<string>,
): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.outNeighbors(node)) {
      if (next === start) return pathTo(node, start, cameFrom);
      if (!members.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(node: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [node];
  for (let at = node; at !== start;) {
    const previous = cameFrom.get(at);
    if (previous === undefined) break;
    path.unshift(previous);
    at = previous;
  }
  return path;
}
