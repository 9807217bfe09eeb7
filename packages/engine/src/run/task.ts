import type { PlannedPhase } from '../plan/wiring.js';

/** What the loop keeps of a task besides its state, which is the scheduler's. */
export interface Task {
  readonly index: number;
  /** The phase's name and, when mapped, the item's key: `copywriting[hero]`. */
  readonly id: string;
  readonly planned: PlannedPhase;
  readonly key: string | undefined;
  /** Its item's place in the phase's origin; 0, when it is not mapped. */
  readonly item: number;
  /** How many attempts have begun. */
  attempts: number;
  /** When the first attempt began, in milliseconds of the run. */
  startedAtMs: number | undefined;
  /** Aborts the attempt that runs. */
  controller: AbortController | undefined;
  /** Under which its result is recorded. */
  fingerprint: string | undefined;
  /** The items that it has given to keyed lists, by the list's name, in order. */
  readonly emitted: Map<string, unknown[]>;
}

/** The id of a task: unique in a run, the same in every run. */
export function taskId(phase: string, key: string | undefined): string {
  return key === undefined ? phase : `${phase}[${key}]`;
}
