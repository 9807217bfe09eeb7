import { PhasegraphError } from '../errors.js';
import type { ErrorCode } from '../errors.js';

/**
 * Whether something failed since a call did not fit the run's budget, by its own code or that of what caused it: another
 * attempt would be refused as well, and a fallback would hide that it is only a matter of money.
 *
 * @param code which of the ways not to fit. Default: any
 */
export function isBeyondBudget(error: unknown, code?: ErrorCode): boolean {
  try {
    return someCause(error, (found) => (code === undefined ? refusals.has(found) : found === code));
  } catch {
    // Thrown by what was thrown: it is none of the engine's errors.
    return false;
  }
}

/** Whether an error of the engine among what caused this one, itself included, has a code that fits. */
function someCause(error: unknown, fits: (code: ErrorCode) => boolean): boolean {
  const next = [error];
  // Deeper than chains are, and an end to those that somebody closed into a ring.
  for (let looked = 0; looked < mostCauses && next.length > 0; looked++) {
    const cause = next.shift();
    if (!(cause instanceof Error)) continue;
    if (cause instanceof PhasegraphError && fits(cause.code)) return true;
    // The types of the library say `any`.
    if (cause instanceof AggregateError) next.push(...(cause.errors as readonly unknown[]));
    next.push(cause.cause);
  }
  return false;
}

const refusals: ReadonlySet<ErrorCode> = new Set(['budget-exhausted', 'unknown-price']);

const mostCauses = 100;
