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
export function urgencyOf(ranks: Float64Array, phases: readonly { readonly priority: number }[]): Int32Array {
  const priorities = new Float64Array(phases.length);
  for (let phase = 0; phase < phases.length; phase++) priorities[phase] = phases[phase]?.priority ?? 0;
  // From the last criterion to the first: a stable sort by the next one keeps the order of the one before.
  const asPlanned = new Int32Array(ranks.length);
  for (let phase = 0; phase < ranks.length; phase++) asPlanned[phase] = phase;
  const byRank = sortStably(asPlanned, ranks);
  const sorted = priorities.every((priority) => priority === 0) ? byRank : sortStably(byRank, priorities);
  const urgency = new Int32Array(ranks.length);
  for (let place = 0; place < sorted.length; place++) urgency[sorted[place] ?? 0] = place;
  return urgency;
}

/**
 * Phases in descending order of their values, those of equal values in the order that they have. The values are
 * sorted as plain numbers, which needs no comparison function, and the phases are counted into their places.
 */
function sortStably(phases: Int32Array, values: Float64Array): Int32Array {
  if (descend(phases, values)) return phases;
  const keys = values.map((value) => -value).toSorted();
  const sorted = new Int32Array(phases.length);
  /** By the first place of a value: how many phases of that value have been placed. */
  const placed = new Int32Array(phases.length);
  for (let at = 0; at < phases.length; at++) {
    const phase = phases[at] ?? 0;
    const first = firstNotBelow(keys, -(values[phase] ?? 0));
    const before = placed[first] ?? 0;
    sorted[first + before] = phase;
    placed[first] = before + 1;
  }
  return sorted;
}

/** Whether phases are in descending order already, as those of a chain are in a plan. */
function descend(phases: Int32Array, values: Float64Array): boolean {
  for (let at = 1; at < phases.length; at++)
    if ((values[phases[at] ?? 0] ?? 0) > (values[phases[at - 1] ?? 0] ?? 0)) return false;
  return true;
}

function firstNotBelow(ascending: Float64Array, value: number): number {
  let low = 0;
  for (let high = ascending.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
