import type { RecordedAnswer } from '../declare/resource.js';
import type { PhasegraphError } from '../errors.js';
import type { RunEvent, RunStatus } from '../events.js';
import type { StoredBytes } from '../stored-bytes.js';

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

/**
 * What outlives a run. Reads answer at once, since reuse is decided between a task's last input and its start, and see
 * everything that was written. Writes may be kept back for some milliseconds and committed together.
 *
 * A read that throws never fails a task: the run reports it and goes on as if nothing were recorded. A write that throws
 * `unrecordable-value` is reported and left out; any other write that fails, then or later, ends the run.
 */
export interface Store {
  /** The result recorded under a fingerprint. What cannot be read back whole counts as not recorded. */
  findResult(fingerprint: string): RecordedResult | undefined;
  /** Says which results are looked for next, so that a store can read them in one go. It changes nothing else. */
  lookAhead(fingerprints: readonly string[]): void;
  /**
   * Replaces what was recorded under the fingerprint; durable with the next commit.
   *
   * @throws PhasegraphError `unrecordable-value` when an output is no plain data
   */
  saveResult(result: RecordedResult): void;
  /** The answer recorded under a key. What cannot be read back whole counts as not recorded. */
  findCall(key: string): RecordedCall | undefined;
  /**
   * Replaces what was recorded under the key. Resolves when it is durable; rejects with `unrecordable-value` when the
   * answer is no plain data, and with what kept the commit from the disk.
   */
  saveCall(call: RecordedCall): Promise<void>;
  /** The keys of recorded answers that begin so, in order; those too that turn out to be damaged when they are read. */
  callKeys(beginning: string): readonly string[];
  /** Forgets the answer under a key, with the next commit. */
  forgetCall(key: string): void;
  /**
   * Takes bytes over and gives what stands for them; durable when it resolves. They must not be changed afterwards. A
   * result or an answer that is found later has references that were verified and not loaded.
   */
  keep(bytes: Uint8Array): Promise<StoredBytes>;
  /**
   * The median duration of a task by phase, in milliseconds, of the latest recorded results of a pipeline's phases.
   *
   * @param through by phase: what its calls go through, see `throughByPhase()`; results of a phase that is here count where
   *   they went through the same, of the others all do
   */
  learnedDurations(
    phases: readonly string[],
    through?: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, number>;
  /**
   * What a task of a phase costs, in US dollars: the mean of the latest recorded results whose cost is known. The mean,
   * since it stands for a sum: of a few dear pictures among many cheap ones the median tells nothing.
   *
   * @param through as in {@link Store.learnedDurations}
   */
  learnedCosts(phases: readonly string[], through?: ReadonlyMap<string, string>): ReadonlyMap<string, number>;
  /**
   * A run has made or reused the result under a fingerprint, or the answer under the key of a call. Durable with the next
   * commit.
   */
  noteUse(runId: string, used: string): void;
  /**
   * Claims something for a run. A claim need not outlive its process; it ends with it, or with the run, and by time only
   * where it cannot be told whether they go on.
   */
  claim(claim: Claim): ClaimAnswer;
  /** Those of the fingerprints that a run could not claim, since another one has, and goes on. Looks for all of them at once. */
  claimedByOthers(fingerprints: readonly string[], by: Pick<Claim, 'run' | 'nowMs'>): ReadonlySet<string>;
  /**
   * Gives a sign of life of a run that holds until then, in milliseconds since 1970.
   *
   * @returns what the run had claimed and another one has taken since: both are making it
   */
  renewClaims(run: string, untilMs: number): readonly string[];
  /** Ends a claim, not before what was saved until now is durable. */
  releaseClaim(run: string, fingerprint: string): void;
  /**
   * A run begun again under the same id replaces what was recorded of it. Committed when it returns, unless another
   * process holds the store for seconds: who forgets runs meanwhile is to see that this one is under way.
   */
  beginRun(run: RecordedRun): void;
  /** The next event of a run that was begun. */
  appendEvent(runId: string, event: RunEvent): void;
  /** Ends the claims of the run. Committed at once, with everything before it, unless another process holds the store. */
  endRun(runId: string, status: RunStatus): void;
  /** Commits at once. Resolves when everything that was written is durable; rejects with what keeps it from the disk. */
  flush(): Promise<void>;
  /**
   * Tells of every commit that fails, at the moment that it does, until the returned function is called. What it was to
   * write is part of the next one. Tells with `unrecordable-value` of a record that was left out of a commit, since it
   * could never be written.
   */
  onWriteFailure(listener: (error: PhasegraphError) => void): () => void;
  /** The latest first. */
  listRuns(limit: number): readonly RecordedRun[];
  /** The events of a run, in order; none of a run that it does not know. */
  readEvents(runId: string): readonly RunEvent[];
  /**
   * Forgets all runs but the last `keep` and those under way, and what only they used: results, answers, values, files.
   * Safe beside other processes that use the store.
   *
   * @param options `nowMs`: milliseconds since 1970
   */
  gc(options: { readonly keep: number; readonly nowMs: number }): Freed;
  /**
   * What was found damaged and set aside, when the store was opened or since, a sentence each: the whole file, a result
   * or an answer that could not be read back whole, an event that was no event.
   */
  damage(): readonly string[];
  /**
   * Commits what was kept back and releases what the store holds open. Harmless the second time.
   *
   * @throws PhasegraphError `store-unusable` when it cannot be committed, unless a listener has heard of that before
   */
  close(): void;
}
