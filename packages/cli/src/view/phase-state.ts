import type { PhaseView } from './view-state.js';

/**
 * What a phase is at, in one word: the worst of its tasks decides once it is complete. `turned-off` had nothing to do,
 * which is no trouble; where some of its tasks had, they decide.
 */
export type PhaseState =
  | 'waiting'
  | 'running'
  | 'succeeded'
  | 'degraded'
  | 'reused'
  | 'turned-off'
  | 'failed'
  | 'skipped'
  | 'cancelled';

/** The state of a phase. */
export function phaseState(phase: PhaseView): PhaseState {
  const { ends, complete, running, retrying } = phase;
  if (!complete) return running > 0 || retrying.size > 0 || endedTasks(phase) > 0 ? 'running' : 'waiting';
  if (phase.cutOff !== undefined) return phase.cutOff;
  if (ends.failed > 0) return 'failed';
  if (ends.cancelled > 0) return 'cancelled';
  if (ends.skipped > 0) return 'skipped';
  if (ends.degraded > 0) return 'degraded';
  if (ends['turned-off'] > 0 && ends['turned-off'] === phase.created) return 'turned-off';
  return ends.reused > 0 && ends.reused === neededTasks(phase) ? 'reused' : 'succeeded';
}

/** How many of its tasks have ended, however they did. */
export function endedTasks({ ends }: PhaseView): number {
  return Object.values(ends).reduce((sum, count) => sum + count, 0);
}

/** How many of its tasks have, or had, something to do. */
export function neededTasks({ created, ends }: PhaseView): number {
  return created - ends['turned-off'];
}

/** Why tasks of it had nothing to do: `not needed: the condition of "shop" does not hold`. */
export function whyNotNeeded({ offBecauseOf }: PhaseView): string {
  return offBecauseOf === undefined
    ? 'not needed'
    : `not needed: the condition of ${JSON.stringify(offBecauseOf)} does not hold`;
}

/** How many of its tasks gave their outputs. */
export function givenTasks({ ends }: PhaseView): number {
  return ends.succeeded + ends.degraded + ends.reused;
}

/** The phases that it takes something from and that are not complete: those at work come first. */
export function waitsFor(phase: PhaseView, phases: readonly PhaseView[]): string[] {
  const open = phases.filter(({ name, complete }) => !complete && phase.after.includes(name));
  const working = open.filter((other) => phaseState(other) === 'running');
  return [...working, ...open.filter((other) => !working.includes(other))].map(({ name }) => name);
}
