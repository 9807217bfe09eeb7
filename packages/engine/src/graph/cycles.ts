import { componentsOf } from './components.js';
import type { Names } from './names.js';

/**
 * One shortest cycle through each group of phases that all wait for each other, as the phases on it in the order of the
 * flow, from the one that was declared first.
 */
export function findCycles(names: Names): string[][] {
  const { phases, takeStart, takeSlot, givenBy } = names;
  const giverAt = (at: number): number => givenBy[takeSlot[at] ?? 0] ?? -1;
  return componentsOf(phases.length, takeStart, giverAt)
    .map((component) => shortestWayBack(names, new Set(component)))
    .filter((path) => path !== undefined)
    .toSorted(([a = 0], [b = 0]) => a - b)
    .map((path) => path.map((phase) => phases[phase]?.name ?? ''));
}

/**
 * The shortest way from the first of `members` through what it takes back to itself, in the order of the flow;
 * `undefined` when there is none.
 */
function shortestWayBack(
  { takeStart, takeSlot, givenBy }: Names,
  members: ReadonlySet<number>,
): number[] | undefined {
  let start = Infinity;
  for (const member of members) start = Math.min(start, member);
  /** By phase: the one that takes from it on the way from `start`. */
  const takenBy = new Map<number, number>();
  const queue = [start];
  for (const phase of queue) {
    for (let at = takeStart[phase] ?? 0; at < (takeStart[phase + 1] ?? 0); at++) {
      const producer = givenBy[takeSlot[at] ?? 0] ?? -1;
      if (producer === start) return wayFrom(start, phase, takenBy);
      if (!members.has(producer) || takenBy.has(producer)) continue;
      takenBy.set(producer, phase);
      queue.push(producer);
    }
  }
  return undefined;
}

/** From `start` over the last phase that was reached to where it was reached from, up to the first step. */
function wayFrom(start: number, last: number, takenBy: ReadonlyMap<number, number>): number[] {
  const path = [start];
  for (let at: number | undefined = last; at !== undefined && at !== start; at = takenBy.get(at))
    path.push(at);
  return path;
}
