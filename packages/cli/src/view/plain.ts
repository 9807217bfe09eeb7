import type { CancelTimer, Clock, RunEvent } from '@phasegraph/engine';
import { formatDuration } from './duration.js';
import { foldView } from './fold.js';
import { keyLine } from './key-line.js';
import { givenTasks, neededTasks, phaseState, whyNotNeeded } from './phase-state.js';
import { reasonOf } from './reason.js';
import { emptyView } from './view-state.js';
import type { PhaseView, ViewState } from './view-state.js';
import type { Watcher } from './watcher.js';

/** Of one phase no more failures than this are told one by one; its last line has the count. */
const toldFailures = 3;

/** Writes a line for the end of every phase, for what failed and for changes of keys: for logs, pipes and CI. */
export function plainWatcher(write: (line: string) => void, clock: Clock): Watcher {
  let state: ViewState = emptyView;
  let told: ViewState = emptyView;
  let pending: CancelTimer | undefined;
  const tell = (): void => {
    pending = undefined;
    for (const line of phaseLines(told, state)) write(line);
    told = state;
  };
  return {
    take(event) {
      const line = lineOf(state, event);
      if (line !== undefined) write(line);
      state = foldView(state, event);
      // Within one step of the run a phase can look complete and then get another item: wait for the step's end.
      pending ??= clock.setTimer(0, tell);
    },
    announce: write,
    finish() {
      pending?.();
      tell();
    },
  };
}

/** A line for every phase that is complete now and was not before. */
function phaseLines(before: ViewState, after: ViewState): string[] {
  const known = new Set(before.phases.filter(({ complete }) => complete).map(({ name }) => name));
  return after.phases
    .filter(({ name, complete }) => complete && !known.has(name))
    .map((phase) => `${stamp(phase.endedAtMs ?? after.atMs)}  ${phase.name}: ${outcomeOf(phase)}`);
}

function outcomeOf(phase: PhaseView): string {
  const { startedAtMs, endedAtMs, mapped, ends } = phase;
  const state = phaseState(phase);
  if (state === 'turned-off') return whyNotNeeded(phase);
  const needed = neededTasks(phase);
  const word = state === 'succeeded' || state === 'degraded' ? 'done' : state;
  const time =
    startedAtMs === undefined || endedAtMs === undefined
      ? ''
      : ` in ${formatDuration(endedAtMs - startedAtMs)}`;
  const counts = [
    ...(mapped && needed > 0 ? [`${givenTasks(phase)} of ${needed}`] : []),
    ...(ends.degraded > 0 ? [mapped ? `${ends.degraded} by fallback` : 'by fallback'] : []),
    ...(ends.reused > 0 && state !== 'reused' ? [`${ends.reused} reused`] : []),
    ...(ends['turned-off'] > 0 ? [`${ends['turned-off']} ${whyNotNeeded(phase)}`] : []),
  ];
  return `${word}${time}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`;
}

/** The line of an event that is told at once. */
function lineOf(state: ViewState, event: RunEvent): string | undefined {
  if (event.type === 'key-changed') return `${stamp(event.atMs)}  ${keyLine(event.change)}`;
  return event.type === 'task-ended' ? failureLine(state, event) : undefined;
}

function failureLine(state: ViewState, event: RunEvent & { type: 'task-ended' }): string | undefined {
  const { end, task, atMs } = event;
  if (end.status !== 'failed' && end.status !== 'degraded') return undefined;
  const phase = state.phases.find(({ name }) => name === event.phase);
  if (phase !== undefined && phase.ends.failed + phase.ends.degraded >= toldFailures) return undefined;
  const what = end.status === 'failed' ? 'failed' : 'made by its fallback';
  return `${stamp(atMs)}  ${task}: ${what}: ${reasonOf(end.error)}`;
}

function stamp(atMs: number): string {
  return formatDuration(atMs).padStart(7);
}
