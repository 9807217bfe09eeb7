import { needsOf } from '../graph.js';
import type { Contender } from '../contender.js';

/** What anybody would write by hand: no events, no retries, no limits, no abort; results by the promises themselves. */
export const promises: Contender = {
  prepare: ({ graph }) => {
    const needs = Array.from({ length: graph.tasks }, (_, task) => Array.from(needsOf(graph, task)));
    const run = async (): Promise<unknown> => {
      const made: Promise<number>[] = [];
      for (const row of needs)
        made.push(Promise.all(row.map((need) => made[need])).then((inputs) => inputs.length));
      return Promise.all(made);
    };
    return { build: () => ({ run }) };
  },
};
