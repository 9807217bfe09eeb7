/** What went wrong, as a name that does not change between versions. */
export type ErrorCode =
  | 'invalid-declaration'
  | 'invalid-pipeline'
  | 'unknown-artifact'
  | 'unknown-resource'
  | 'invalid-given'
  | 'invalid-option'
  | 'invalid-input'
  | 'invalid-output'
  | 'phase-failed'
  | 'fallback-failed'
  | 'timeout'
  | 'cancelled'
  | 'skipped'
  | 'turned-off'
  | 'quorum-not-met'
  | 'artifact-unavailable'
  | 'no-usable-key'
  | 'call-too-large'
  | 'queue-timeout'
  | 'provider-unavailable'
  | 'budget-exhausted'
  | 'unknown-price'
  | 'store-unusable'
  | 'not-recorded'
  | 'unrecordable-value'
  | 'bytes-lost'
  | 'internal';

/** Where an error happened. */
export interface ErrorPlace {
  /** The name of the phase. */
  readonly phase?: string;
  /** The task's id: `copywriting[hero]`. */
  readonly task?: string;
  /** The item's key in a mapped phase: `hero`. */
  readonly key?: string;
  /** Counts from 1; left out where no attempt was made. */
  readonly attempt?: number;
}

/** A place in a task. */
export type TaskPlace = ErrorPlace & { readonly phase: string; readonly task: string };

/** Every error that the engine makes: a stable code, where it happened, and a message saying what to do next. */
export class PhasegraphError extends Error {
  override readonly name = 'PhasegraphError';
  /** What went wrong, as a name to branch on. */
  readonly code: ErrorCode;
  /** The phase that it happened in, if in one. */
  readonly phase: string | undefined;
  /** The task that it happened in, by its id: `copywriting[hero]`. */
  readonly task: string | undefined;
  /** The key of the task's item, in a mapped phase: `hero`. */
  readonly key: string | undefined;
  /** The attempt that it happened in, counted from 1. */
  readonly attempt: number | undefined;

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.phase = place.phase;
    this.task = place.task;
    this.key = place.key;
    this.attempt = place.attempt;
  }
}
