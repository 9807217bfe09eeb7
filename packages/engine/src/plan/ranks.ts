import { none } from './wiring.js';
import type { Wiring } from './wiring.js';

/**
 * Upward ranks in milliseconds, by phase: its duration plus the highest rank after it, as in HEFT (Topcuoglu, Hariri,
 * Wu: Performance-effective and low-complexity task scheduling for heterogeneous computing, 2002), without
 * communication costs.
 *
 * @param estimates by phase: how long a task is expected to take, in milliseconds
 */
export function rankPhases(wiring: Wiring, estimates: Float64Array): Float64Array {
  const { phases, baseStart, baseProducer, sameItem, origin, lists } = wiring;
  /** By phase: the highest rank after it, complete when its turn comes, since the order is topological. */
  const after = new Float64Array(phases);
  const ranks = new Float64Array(phases);
  const raise = (producer: number, rank: number): void => {
    if (rank > (after[producer] ?? 0)) after[producer] = rank;
  };
  for (let phase = phases - 1; phase >= 0; phase--) {
    const rank = (estimates[phase] ?? 0) + (after[phase] ?? 0);
    ranks[phase] = rank;
    for (let base = baseStart[phase] ?? 0; base < (baseStart[phase + 1] ?? 0); base++) {
      raise(baseProducer[base] ?? 0, rank);
    }
    for (let at = sameItem.starts[phase] ?? 0; at < (sameItem.starts[phase + 1] ?? 0); at++) {
      raise(sameItem.entries[at] ?? 0, rank);
    }
    const emitter = lists[origin[phase] ?? none]?.emitter;
    if (emitter !== undefined) raise(emitter, rank);
  }
  return ranks;
}

/**
 * By phase: its place when all are sorted, the most urgent first: by their own priority, then by rank, of equals the
 * one first in the plan.
 */
export function urgencyOf(ranks: Float64Array, priorities: Float64Array): Int32Array {
  const sorted = Int32Array.from(ranks, (_, phase) => phase);
  const compare = (values: Float64Array, a: number, b: number): number => (values[b] ?? 0) - (values[a] ?? 0);
  sorted.sort((a, b) => compare(priorities, a, b) || compare(ranks, a, b) || a - b);
  const urgency = new Int32Array(ranks.length);
  sorted.forEach((phase, place) => {
    urgency[phase] = place;
  });
  return urgency;
}
