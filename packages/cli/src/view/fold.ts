import type { RunEvent } from '@phasegraph/engine';
import { endedTasks } from './phase-state.js';
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
    case 'item-emitted':
    case 'list-closed':
    case 'task-logged':
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
  const error = phase.error ?? ('error' in end && end.status !== 'skipped' ? end.error : undefined);
  return {
    ...phase,
    running: phase.running - (ran ? 1 : 0),
    retrying: without(phase.retrying, task),
    ends: { ...phase.ends, [end.status]: phase.ends[end.status] + 1 },
    endedAtMs: atMs,
    ...(error !== undefined && { error }),
  };
}

/** A mapped phase is complete when no producer can bring it another item. Phases come in topological order. */
function settleCompletion(state: ViewState): ViewState {
  const complete = new Set<string>();
  let changed = false;
  const phases = state.phases.map((phase) => {
    const none = phase.mapped ? phase.after.every((name) => complete.has(name)) : phase.created > 0;
    const isComplete = none && endedTasks(phase) === phase.created;
    if (isComplete) complete.add(phase.name);
    if (isComplete === phase.complete) return phase;
    changed = true;
    return { ...phase, complete: isComplete };
  });
  return changed ? { ...state, phases } : state;
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
