import type { PoolSnapshot } from '@phasegraph/engine';
import { formatDuration, formatElapsed } from './duration.js';
import { keyLine } from './key-line.js';
import { endedTasks } from './phase-state.js';
import type { Theme } from './theme.js';
import type { PhaseView, ViewState } from './view-state.js';
import { waitingLine } from './waiting-line.js';

/** Where the lines stand, and when. */
interface Surroundings {
  readonly theme: Theme;
  /** Milliseconds since the run began. */
  readonly nowMs: number;
  readonly width: number;
}

/** The lines below the list of phases: of the run, of the calls that wait, of what is wrong with keys. */
export function linesBelow(
  state: ViewState,
  pool: PoolSnapshot | undefined,
  surroundings: Surroundings,
): string[] {
  return [runLine(state, surroundings), ...poolLines(state, pool, surroundings)];
}

function runLine(state: ViewState, { theme, nowMs, width }: Surroundings): string {
  const sum = (count: (phase: PhaseView) => number): number =>
    state.phases.reduce((total, phase) => total + count(phase), 0);
  const running = sum((phase) => phase.running);
  const calls = state.calls.answered + state.calls.failed + state.calls.aborted;
  const parts = [
    state.ended === undefined ? formatElapsed(nowMs) : formatDuration(state.atMs),
    `${sum(endedTasks)}/${sum((phase) => phase.created)} tasks`,
    ...(state.ended === undefined ? [`${running} running`] : []),
    ...(width < 50 ? [] : [`${calls} ${calls === 1 ? 'call' : 'calls'}`]),
    ...(width < 70 || state.calls.replayed === 0 ? [] : [`${state.calls.replayed} replayed`]),
  ];
  return `  ${parts.join(theme.dim(` ${theme.dot} `))}`;
}

/** While it runs: afterwards the closing words have it all. */
function poolLines(state: ViewState, pool: PoolSnapshot | undefined, { theme }: Surroundings): string[] {
  if (state.ended !== undefined) return [];
  const waiting = pool && waitingLine(pool, theme.dot);
  const hidden = state.keyTroubles.length - toldKeyTroubles;
  return [
    ...(waiting === undefined ? [] : [theme.dim(`  ${waiting}`)]),
    ...(hidden > 0 ? [theme.dim(`  ${hidden} more before these:`)] : []),
    ...state.keyTroubles.slice(-toldKeyTroubles).map((trouble) => {
      const sign = trouble.status === 'retired' ? 'failed' : 'degraded';
      return `${theme.sign(sign, 0)} ${theme.tint(sign, keyLine(trouble))}`;
    }),
  ];
}

/** A pool of fifty keys may lose them all at once. */
const toldKeyTroubles = 3;
