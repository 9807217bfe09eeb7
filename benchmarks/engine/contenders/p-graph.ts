import { PGraph } from 'p-graph';
import type { PGraphNodeMap } from 'p-graph';
import type { Contender } from '../contender.js';
import { needsOf } from '../graph.js';

/** p-graph 2.0.0: order, concurrency and priority; it hands no results on. */
export const pGraph: Contender = {
  prepare: ({ graph }) => {
    const nodes: PGraphNodeMap = new Map();
    const edges: [string, string][] = [];
    for (let task = 0; task < graph.tasks; task++) {
      nodes.set(`p${task}`, { run: () => 1 });
      for (const need of needsOf(graph, task)) edges.push([`p${need}`, `p${task}`]);
    }
    return {
      build: () => {
        const built = new PGraph(nodes, edges);
        return { run: () => built.run() };
      },
    };
  },
};
