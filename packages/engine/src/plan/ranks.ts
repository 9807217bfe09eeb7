import { topologicalSort } from 'graphology-dag';
import type { PhaseGraph } from '../graph/build.js';

/** How long a phase takes, and the longest way from its start to the end, both in milliseconds. */
export interface Rank {
  readonly estimateMs: number;
  readonly rank: number;
}

/**
 * Upward ranks as in HEFT (Topcuoglu, Hariri, Wu: Performance-effective and low-complexity task scheduling for
 * heterogeneous computing, 2002), without communication costs: a phase's duration plus the highest rank after it.
 */
export function rankPhases(graph: PhaseGraph, durationOf: (phase: string) => number): Map<string, Rank> {
  const ranks = new Map<string, Rank>();
  for (const node of topologicalSort(graph).reverse()) {
    if (graph.getNodeAttribute(node, 'kind') !== 'phase') continue;
    const estimateMs = durationOf(node);
    let after = 0;
    graph.forEachOutNeighbor(node, (next) => {
      after = Math.max(after, ranks.get(next)?.rank ?? 0);
    });
    ranks.set(node, { estimateMs, rank: estimateMs + after });
  }
  return ranks;
}
