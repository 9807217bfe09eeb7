import type { ErrorRecord, PhaseSummary, RunStatus, TaskEnd } from '@phasegraph/engine';
import type { KeyTrouble } from './key-troubles.js';

/** Everything that a watcher of a run sees, folded from its events. */
export interface ViewState {
  /** In the order of the plan. */
  readonly phases: readonly PhaseView[];
  readonly calls: CallCounts;
  /** What is wrong with API keys, in the order in which it came up. */
  readonly keyTroubles: readonly KeyTrouble[];
  /** When the latest event happened, in milliseconds since the run began. */
  readonly atMs: number;
  /** Absent while it runs. */
  readonly ended?: RunStatus;
}

/** One phase of the list, with all its tasks counted. */
export interface PhaseView extends PhaseSummary {
  readonly created: number;
  readonly running: number;
  /** How many tasks ended, by how they did; those that a condition turned off are not among the skipped. */
  readonly ends: Readonly<Record<TaskEnd['status'] | 'turned-off', number>>;
  /** The phase whose condition turned off tasks of this one, or would have given it items. */
  readonly offBecauseOf?: string;
  /** Tasks that wait for their next attempt. */
  readonly retrying: ReadonlyMap<string, Retry>;
  /** When its first task started, in milliseconds since the run began. */
  readonly startedAtMs?: number;
  /** When the latest of its tasks ended. */
  readonly endedAtMs?: number;
  /** Whether all its tasks have ended and no more will come. */
  readonly complete: boolean;
  /** Why it has no tasks at all: what would have given their items was cancelled, did not succeed, or was turned off. */
  readonly cutOff?: 'cancelled' | 'skipped' | 'turned-off';
  /** The first error that a task ended with, in failure or degraded. */
  readonly error?: ErrorRecord;
}

/** A failed attempt, and when the next one is due. */
interface Retry {
  readonly error: ErrorRecord;
  readonly dueAtMs: number;
}

/** How many calls ended, and how. */
interface CallCounts {
  readonly answered: number;
  readonly failed: number;
  readonly aborted: number;
  /** Not made, since their answers were recorded. */
  readonly replayed: number;
}

/** Before the first event. */
export const emptyView: ViewState = Object.freeze({
  phases: [],
  calls: { answered: 0, failed: 0, aborted: 0, replayed: 0 },
  keyTroubles: [],
  atMs: 0,
});

/** A phase before its first task. */
export function newPhase(summary: PhaseSummary): PhaseView {
  return {
    ...summary,
    created: 0,
    running: 0,
    ends: { succeeded: 0, degraded: 0, reused: 0, failed: 0, skipped: 0, cancelled: 0, 'turned-off': 0 },
    retrying: new Map(),
    complete: false,
  };
}
