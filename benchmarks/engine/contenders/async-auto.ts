import { auto } from 'async';
import type { Contender } from '../contender.js';
import { needsOf } from '../graph.js';

/** `auto` of async 3.2.6, with promises. It checks and runs in one call. */
export const asyncAuto: Contender = {
  prepare: ({ graph }) => {
    const tasks: Record<string, unknown[]> = {};
    for (let task = 0; task < graph.tasks; task++) {
      tasks[`p${task}`] = [...Array.from(needsOf(graph, task), (need) => `p${need}`), async () => 1];
    }
    // Its types know tuples that are written down, and these are made.
    return { build: () => ({ run: () => auto(tasks as never) }) };
  },
};
