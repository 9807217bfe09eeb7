import type { RecordedAnswer } from '../declare/resource.js';
import type { RunStatus } from '../events.js';

/**
 * What a task made, under the fingerprint of what it did. Values are plain data: JSON with `Uint8Array` and
 * `StoredBytes` anywhere in it, and what else `store/codec.ts` writes (dates, bigints, maps, sets).
 */
export interface RecordedResult {
  /** The hash of what the task did: its phase, its inputs, what it called through. */
  readonly fingerprint: string;
  /** The name of the phase. */
  readonly phase: string;
  /** The values by the artifact's name; of a list, the items that this task gave. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /**
   * How long the attempt that made it worked, without what it waited for limits, in milliseconds; absent where a part of that
   * was not made, but replayed.
   */
  readonly durationMs?: number;
  /** What its calls went through, by the fingerprints of the phase's resources; absent of a phase that calls nothing. */
  readonly through?: string;
  /** Milliseconds since 1970. */
  readonly recordedAtMs: number;
  /** What the calls for it cost, failed attempts too, in US dollars; absent where that is not known. */
  readonly usd?: number;
}

/** The answer of a paid call, under the hash of what was asked. */
export interface RecordedCall extends RecordedAnswer {
  /** The hash of the request and of whom it was made for, and the number of the call among those of the same hash. */
  readonly key: string;
  /** The name of the phase. */
  readonly phase: string;
  /** Milliseconds since 1970. */
  readonly recordedAtMs: number;
}

/** A run says that it makes something, so that no other run does at the same time. */
export interface Claim {
  /** What it makes. */
  readonly fingerprint: string;
  /** The id of the run. */
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Results that were recorded before count as not there, in milliseconds since 1970; absent: all count. */
  readonly sinceMs?: number;
  /**
   * When the claims of the run end, unless they are renewed before, in milliseconds since 1970. It counts only where it
   * cannot be told whether its process lives: on another machine, say.
   */
  readonly untilMs: number;
}

/** What becomes of a claim. */
export type ClaimAnswer =
  | { readonly status: 'claimed' }
  /** Not claimed: there is a result under the fingerprint, which another run may have recorded just now. */
  | { readonly status: 'recorded' }
  | {
      /** By another run, which goes on. */
      readonly status: 'held-by';
      /** The id of that run. */
      readonly run: string;
    }
  /** Another process is writing to the store, and that takes long: to be asked again later. */
  | { readonly status: 'store-busy' };

/** Whether a run that has not ended still goes on, as far as can be told: of a process on another machine, it cannot. */
export type RunLife = 'alive' | 'gone' | 'unknown';

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
  /** Of a run without a status: whether it goes on. A store says it of the runs that it lists. */
  readonly life?: RunLife;
  /** What it was asked for, as `RunOptions.request` said. */
  readonly request?: unknown;
}

/** What a store has forgotten. */
export interface Freed {
  /** How many runs. */
  readonly runs: number;
  /** How many results of tasks. */
  readonly results: number;
  /** How many answers of calls. */
  readonly calls: number;
  /** How many files that lay beside it. */
  readonly files: number;
  /** The bytes of those files. */
  readonly bytes: number;
  /** The ids of the runs that are or may be under way, the latest first: they stay, and so do all results and answers. */
  readonly underWay: readonly string[];
}
