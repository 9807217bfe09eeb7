import type { Cost, Dimension } from '../../src/limits/cost.js';
import type { Limit } from '../../src/limits/ledger.js';

/** Something that took from a budget. */
export interface Spent {
  readonly atMs: number;
  readonly cost: Cost;
}

/**
 * The fullest window of each limit that was exceeded. A window's sum only rises where something is spent, so the windows
 * that end at a spending are all that need a look. Slow on purpose: it shares nothing with the ledger.
 */
export function exceededWindows(limits: readonly Limit[], spent: readonly Spent[]): string[] {
  return limits.flatMap(({ dimension, amount, windowMs }) => {
    const fullest = Math.max(
      0,
      ...spent.map(({ atMs }) => sumWithin(spent, dimension, atMs - windowMs, atMs)),
    );
    return fullest > amount ? [`${fullest} ${dimension} in ${windowMs} ms, of ${amount}`] : [];
  });
}

/** Over (afterMs, untilMs]. */
function sumWithin(spent: readonly Spent[], dimension: Dimension, afterMs: number, untilMs: number): number {
  return spent
    .filter(({ atMs }) => atMs > afterMs && atMs <= untilMs)
    .reduce((sum, { cost }) => sum + cost[dimension], 0);
}
