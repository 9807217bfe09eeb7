import { phaseState } from './phase-state.js';
import type { PhaseState } from './phase-state.js';
import type { PhaseView } from './view-state.js';

/** How a phase, and how a number of phases in one state, become a line. */
interface Lines {
  phase(phase: PhaseView): string;
  group(state: PhaseState, count: number): string;
}

/**
 * A line for every phase when `rows` are enough. Else phases in which nothing is to be seen share a line: those that
 * went well, then those that wait, since what works or went wrong is what one looks for.
 */
export function fitRows(phases: readonly PhaseView[], rows: number, lines: Lines): string[] {
  const quiet: PhaseState[] = ['reused', 'turned-off', 'succeeded', 'waiting'];
  const grouped = new Set<PhaseState>();
  const count = (state: PhaseState): number => phases.filter((phase) => phaseState(phase) === state).length;
  let height = phases.length;
  for (const state of quiet) {
    if (height <= rows) break;
    if (count(state) < 2) continue;
    grouped.add(state);
    height -= count(state) - 1;
  }
  const shown = new Set<PhaseState>();
  return phases.flatMap((phase) => {
    const state = phaseState(phase);
    if (!grouped.has(state)) return [lines.phase(phase)];
    if (shown.has(state)) return [];
    shown.add(state);
    return [lines.group(state, count(state))];
  });
}
