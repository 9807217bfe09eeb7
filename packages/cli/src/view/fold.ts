import type { RunEvent } from '@phasegraph/engine';
import { foldKeyTroubles } from './key-troubles.js';
import { endedTasks, phaseState } from './phase-state.js';
import type { PhaseState } from './phase-state.js';
import { newPhase } from './view-state.js';
import type { PhaseView, ViewState } from './view-state.js';

/** Takes an event into what is shown. Pure: the same events give the same view, whenever they are folded. */
export function foldView(state: ViewState, event: RunEvent): ViewState {
  const next = settleCompletion(applyEvent(state, event));
  return { ...next, atMs: event.atMs };
}

function applyEvent(state: ViewState, event: RunEvent): ViewState {
  switch (event.type) {
    case 'run-started':
      return { ...state, phases: event.phases.map(newPhase) };
    case 'task-created':
      return change(state, event.phase, (phase) => ({ ...phase, created: phase.created + 1 }));
    case 'attempt-started':
      // Beside another one: its task runs already.
      if (event.hedge === true) return state;
      return change(state, event.phase, (phase) => ({
        ...phase,
        running: phase.running + 1,
        retrying: without(phase.retrying, event.task),
        startedAtMs: phase.startedAtMs ?? event.atMs,
      }));
    case 'attempt-failed': {
      const { error, retryInMs } = event;
      // The last attempt: its task ends by this error or by its fallback, and until then it runs.
      if (retryInMs === undefined) return state;
      return change(state, event.phase, (phase) => ({
        ...phase,
        running: phase.running - 1,
        retrying: new Map(phase.retrying).set(event.task, { error, dueAtMs: event.atMs + retryInMs }),
      }));
    }
    case 'task-ended':
      return change(state, event.phase, (phase) => endTask(phase, event));
    case 'call-ended': {
      const { outcome } = event.call;
      return { ...state, calls: { ...state.calls, [outcome]: state.calls[outcome] + 1 } };
    }
    case 'run-ended':
      return { ...state, ended: event.status };
    case 'key-changed':
      return { ...state, keyTroubles: foldKeyTroubles(state.keyTroubles, event.change) };
    case 'item-emitted':
    case 'item-ignored':
    case 'list-closed':
    case 'task-logged':
    case 'reused-inside':
    case 'store-failed':
      return state;
    default:
      // The compiler sees that no event is forgotten; a newer engine may tell more, and that must not break a run.
      event satisfies never;
      return state;
  }
}

function endTask(phase: PhaseView, event: RunEvent & { type: 'task-ended' }): PhaseView {
  const { end, task, attempts, atMs } = event;
  const ran = attempts > 0 && !phase.retrying.has(task);
  const isOff = end.status === 'skipped' && end.reason === 'condition';
  const kind = isOff ? 'turned-off' : end.status;
  const error = phase.error ?? ('error' in end && end.status !== 'skipped' ? end.error : undefined);
  return {
    ...phase,
    running: phase.running - (ran ? 1 : 0),
    retrying: without(phase.retrying, task),
    ends: { ...phase.ends, [kind]: phase.ends[kind] + 1 },
    ...(isOff && { offBecauseOf: phase.offBecauseOf ?? end.because }),
    endedAtMs: atMs,
    ...(error !== undefined && { error }),
  };
}

/** A mapped phase is complete when no producer can bring it another item. Phases come in topological order. */
function settleCompletion(state: ViewState): ViewState {
  const complete = new Map<string, PhaseState>();
  const offBecauseOf = new Map<string, string>();
  let changed = false;
  const phases = state.phases.map((phase) => {
    const noMore = phase.mapped ? phase.after.every((name) => complete.has(name)) : phase.created > 0;
    const isComplete = noMore && endedTasks(phase) === phase.created;
    const cutOff =
      isComplete && phase.created === 0 ? cutOffBy(phase.after.map((name) => complete.get(name))) : undefined;
    const [because] = phase.after.flatMap((name) => offBecauseOf.get(name) ?? []);
    const settled =
      isComplete === phase.complete && cutOff === phase.cutOff
        ? phase
        : withCompletion(phase, isComplete, cutOff, cutOff === 'turned-off' ? because : phase.offBecauseOf);
    if (isComplete) complete.set(phase.name, phaseState(settled));
    if (isComplete && settled.offBecauseOf !== undefined && phaseState(settled) === 'turned-off')
      offBecauseOf.set(phase.name, settled.offBecauseOf);
    changed ||= settled !== phase;
    return settled;
  });
  return changed ? { ...state, phases } : state;
}

function withCompletion(
  phase: PhaseView,
  complete: boolean,
  cutOff: PhaseView['cutOff'],
  offBecauseOf: string | undefined,
): PhaseView {
  const { cutOff: _before, offBecauseOf: _because, ...rest } = phase;
  return {
    ...rest,
    complete,
    ...(cutOff !== undefined && { cutOff }),
    ...(offBecauseOf !== undefined && { offBecauseOf }),
  };
}

/** A phase without items is as it should be when its producers gave none, and not when they could not. */
function cutOffBy(states: readonly (PhaseState | undefined)[]): PhaseView['cutOff'] {
  if (states.includes('cancelled')) return 'cancelled';
  if (states.includes('failed') || states.includes('skipped')) return 'skipped';
  return states.includes('turned-off') ? 'turned-off' : undefined;
}

function change(state: ViewState, name: string, update: (phase: PhaseView) => PhaseView): ViewState {
  return { ...state, phases: state.phases.map((phase) => (phase.name === name ? update(phase) : phase)) };
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
