import type { Random } from '@phasegraph/engine';
import { graphOf } from './graph.js';
import type { Graph } from './graph.js';

/** A graph with how long each task takes, in milliseconds. */
export interface TimedGraph {
  readonly graph: Graph;
  readonly durations: readonly number[];
}

export const families = ['one long chain', 'one long task', 'uniform'] as const;
export type Family = (typeof families)[number];

/** A random graph of a family. What is long is declared last, where an order of declaration comes to it last. */
export function drawTimed(family: Family, random: Random): TimedGraph {
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  switch (family) {
    case 'one long chain': {
      const short = Array.from({ length: between(40, 80) }, () => between(50, 150));
      const chain = Array.from({ length: between(10, 20) }, () => between(50, 150));
      const rows = [
        ...short.map(() => []),
        ...chain.map((_, at) => (at === 0 ? [] : [short.length + at - 1])),
      ];
      return { graph: graphOf(rows), durations: [...short, ...chain] };
    }
    case 'one long task': {
      const short = Array.from({ length: between(40, 80) }, () => between(50, 150));
      const sum = short.reduce((total, duration) => total + duration, 0);
      // As long as the short ones take three slots, give or take: what decides is when it starts.
      const long = Math.round((sum / 3) * (0.7 + 0.5 * random()));
      return { graph: graphOf([...short, long].map(() => [])), durations: [...short, long] };
    }
    case 'uniform': {
      const tasks = between(40, 80);
      const rows = Array.from({ length: tasks }, (_, task) => {
        const needs = new Set<number>();
        for (let drawn = between(0, 3); drawn > 0 && task > 0; drawn--)
          needs.add(Math.floor(random() * task));
        return [...needs];
      });
      return { graph: graphOf(rows), durations: rows.map(() => between(50, 150)) };
    }
  }
}
