import { errors } from '../errors.js';
import type { PhasegraphError, TaskPlace } from '../errors.js';
import { isThenable } from './thenable.js';

/** Whether a phase has anything to do, as it was declared; erased like `run`. */
export type Condition = (inputs: never) => boolean;

/** Whether a condition holds, or why it cannot say. */
export function askCondition(
  when: Condition,
  inputs: Record<string, unknown>,
  place: () => TaskPlace,
): boolean | PhasegraphError {
  try {
    // Erased like `run`.
    const holds: unknown = when(inputs as never);
    if (!isThenable(holds)) return Boolean(holds);
    // Nobody waits for it, and its failure would be nobody's.
    holds.then(undefined, () => undefined);
    return errors.asynchronousCondition(place());
  } catch (error) {
    return errors.failureAt(place(), error);
  }
}
