import type { Outcome } from './check.js';
import { together } from './check.js';

/** What a finding takes from the thing that it was found on. */
const weights = { error: 1, warning: 0.5, note: 0 } as const;

/**
 * The share of what was examined that stands, in percent and rounded down, so that 100 means that nothing was found;
 * null when nothing was examined.
 */
export function scoreOf(outcomes: readonly Outcome[]): number | null {
  const { examined, findings } = together(outcomes);
  if (examined === 0) return findings.length === 0 ? null : 0;
  const lost = findings.reduce((sum, { severity }) => sum + weights[severity], 0);
  return Math.max(0, Math.floor(100 * (1 - lost / examined)));
}
