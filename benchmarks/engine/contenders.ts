import type { Contender } from './contender.js';
import type { Shape } from './shapes.js';

export const contenderNames = [
  'promises',
  'phasegraph',
  'p-graph',
  'async.auto',
  'langgraph',
  'graphai',
] as const;
export type ContenderName = (typeof contenderNames)[number];

/** Loads one contender alone, so that a process holds no other. */
export async function loadContender(name: ContenderName): Promise<Contender> {
  switch (name) {
    case 'promises':
      return (await import('./contenders/promises.js')).promises;
    case 'phasegraph':
      return (await import('./contenders/phasegraph.js')).phasegraph;
    case 'p-graph':
      return (await import('./contenders/p-graph.js')).pGraph;
    case 'async.auto':
      return (await import('./contenders/async-auto.js')).asyncAuto;
    case 'langgraph':
      return (await import('./contenders/langgraph.js')).langGraph;
    case 'graphai':
      return (await import('./contenders/graphai.js')).graphAi;
  }
}

/**
 * The most tasks that a contender is asked for: where it takes more than linear time, more would only show how long
 * somebody is ready to wait. What is left out is said in the table.
 */
export function mostTasks(name: ContenderName, shape: Shape): number {
  switch (name) {
    case 'promises':
    case 'phasegraph':
      return Infinity;
    case 'p-graph':
      return shape === 'wide' || shape === 'independent' ? 100_000 : 1_000_000;
    case 'async.auto':
      return 10_000;
    case 'langgraph':
      return 1_000;
    case 'graphai':
      return 10_000;
  }
}
