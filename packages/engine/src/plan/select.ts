import { giver } from '../graph/names.js';
import type { Names } from '../graph/names.js';

/** A part of a pipeline: phases by their places in it, in topological order. */
export interface Selection {
  readonly phases: Int32Array;
  /** By slot: 1, when the run is to be given it and a phase takes it, or it is a target itself. */
  readonly supplied: Uint8Array;
}

/**
 * The phases that the targets need and what the run must be given for them.
 *
 * @param order all phases, in topological order
 * @param targets the slots of what is wanted
 * @param override the slots of what will be supplied and need not be made
 */
export function selectPhases(
  names: Names,
  order: Int32Array,
  targets: readonly number[],
  override: ReadonlySet<number>,
): Selection {
  const { takeStart, takeSlot, givenBy, phases } = names;
  const needed = new Uint8Array(phases.length);
  const supplied = new Uint8Array(givenBy.length);
  const open: number[] = [];
  let count = 0;
  const want = (slot: number): void => {
    const producer = override.has(slot) ? -1 : (givenBy[slot] ?? -1);
    if (producer < 0) supplied[slot] = override.has(slot) || givenBy[slot] === giver.run ? 1 : 0;
    else if (needed[producer] === 0) {
      needed[producer] = 1;
      count++;
      open.push(producer);
    }
  };
  for (const slot of targets) want(slot);
  for (let phase = open.pop(); phase !== undefined; phase = open.pop()) {
    for (let at = takeStart[phase] ?? 0; at < (takeStart[phase + 1] ?? 0); at++) want(takeSlot[at] ?? 0);
  }
  if (count === phases.length) return { phases: order, supplied };
  return { phases: order.filter((phase) => needed[phase] === 1), supplied };
}
