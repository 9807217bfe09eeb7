import type { Plan } from '../plan/plan.js';
import type { GivenValue } from './given.js';
import type { RunValues } from './values.js';

/** Puts the given values in place and returns how many items each given list has. */
export function supplyGiven(
  plan: Plan,
  values: RunValues,
  given: readonly GivenValue[],
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const supplied of given) {
    const slot = plan.io.slotOf.get(supplied.artifact.name);
    if (slot === undefined) continue;
    if ('value' in supplied) values.setSingle(slot, supplied.value);
    else {
      const list = plan.io.originOf[slot] ?? 0;
      values.setItems(list, slot, supplied.items);
      counts.set(list, supplied.items.keys.length);
    }
  }
  return counts;
}
