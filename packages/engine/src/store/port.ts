import type { RunEvent, RunStatus } from '../events.js';

/**
 * What a task made, under the fingerprint of what it did. Values are plain data: JSON with `Uint8Array` anywhere in
 * it, and what else `store/codec.ts` writes (dates, bigints, maps, sets).
 */
export interface RecordedResult {
  /** The hash of what the task did: its phase, its inputs, what it called through. */
  readonly fingerprint: string;
  /** The name of the phase. */
  readonly phase: string;
  /** The values by the artifact's name; of a list, the items that this task gave. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** How long the making took, in milliseconds. */
  readonly durationMs: number;
  /** Milliseconds since 1970. */
  readonly recordedAtMs: number;
}

/** One run, as the store remembers it. */
export interface RecordedRun {
  /** The id of the run. */
  readonly runId: string;
  /** The name of the pipeline. */
  readonly pipeline: string;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  /** Absent while it runs, or when its process died. */
  readonly status?: RunStatus;
}

/**
 * What outlives a run. Reads answer at once, since reuse is decided between a task's last input and its start.
 * An error thrown here never fails a task: the run reports it and goes on without the record.
 */
export interface Store {
  /** The result recorded under a fingerprint. What cannot be read back whole counts as not recorded. */
  findResult(fingerprint: string): RecordedResult | undefined;
  /**
   * Durable when it returns; replaces what was recorded under the fingerprint.
   *
   * @throws PhasegraphError `unrecordable-value` when an output is no plain data
   */
  saveResult(result: RecordedResult): void;
  /** The median duration of a task by phase, in milliseconds, of the latest recorded results of a pipeline's phases. */
  learnedDurations(phases: readonly string[]): ReadonlyMap<string, number>;
  /** A run begun again under the same id replaces what was recorded of it. */
  beginRun(run: RecordedRun): void;
  /** May be written later, together with others, but before `endRun` returns. */
  appendEvent(runId: string, event: RunEvent): void;
  /** Durable when it returns, with every event before it. */
  endRun(runId: string, status: RunStatus): void;
  /** The latest first. */
  listRuns(limit: number): readonly RecordedRun[];
  /** The events of a run, in order; none of a run that it does not know. */
  readEvents(runId: string): readonly RunEvent[];
  /**
   * What was found damaged and set aside since the store was opened, a sentence each: a result that could not be
   * read back whole, an event that was no event.
   */
  damage(): readonly string[];
  /** Releases what the store holds open. Harmless the second time. */
  close(): void;
}
