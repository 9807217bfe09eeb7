import { GraphAI } from 'graphai';
import type { GraphData } from 'graphai';
import type { Contender } from '../contender.js';
import { needsOf } from '../graph.js';

/** GraphAI 2.0.18: a computed node a task, as many at once as there are. A graph of it runs once. */
export const graphAi: Contender = {
  prepare: ({ graph }) => {
    const nodes: GraphData['nodes'] = {};
    for (let task = 0; task < graph.tasks; task++) {
      const needs = Array.from(needsOf(graph, task), (need) => `:p${need}`);
      nodes[`p${task}`] = { agent: () => 1, ...(needs.length > 0 && { inputs: { needs } }) };
    }
    return {
      build: () => {
        const built = new GraphAI({ version: 0.5, concurrency: graph.tasks, nodes }, {});
        return { run: () => built.run(true) };
      },
    };
  },
};
