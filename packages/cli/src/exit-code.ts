import type { RunStatus } from '@phasegraph/engine';
import { unreachable } from './unreachable.js';

/** What the process ends with. */
export const exitCodes = {
  done: 0,
  failed: 1,
  badInput: 2,
  /** Done, but by fallbacks or with parts missing, and `--strict` was given. */
  degraded: 3,
  /** Calls did not fit the budget. */
  budgetExhausted: 4,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

/** The exit code of a run that was not stopped from outside. */
export function exitCodeOf(status: RunStatus, strict: boolean): number {
  switch (status) {
    case 'succeeded':
      return exitCodes.done;
    case 'degraded':
    case 'partial':
      return strict ? exitCodes.degraded : exitCodes.done;
    case 'failed':
    case 'store-failed':
      return exitCodes.failed;
    case 'budget-exhausted':
      return exitCodes.budgetExhausted;
    case 'cancelled':
      return exitCodes.SIGINT;
    default:
      return unreachable(status);
  }
}
