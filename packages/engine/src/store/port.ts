import type { PhasegraphError } from '../errors.js';
import type { RunEvent, RunStatus } from '../events.js';
import type { StoredBytes } from '../stored-bytes.js';
import type { Claim, ClaimAnswer, Freed, RecordedCall, RecordedResult, RecordedRun } from './records.js';

/** How something is read. */
export interface ReadOptions {
  /** What is damaged is told of and left where it is, instead of being set aside: of a store that is only read. */
  readonly leavesDamaged?: boolean;
}

/** Results of tasks, under the fingerprint of what they did. */
export interface ResultStore {
  /** The result recorded under a fingerprint. What cannot be read back whole counts as not recorded. */
  findResult(fingerprint: string, options?: ReadOptions): RecordedResult | undefined;
  /**
   * Says which results are looked for next, so that a store can read them in one go. Each of them is then found once as it was
   * at this moment: what another process records meanwhile is found by the next look.
   */
  lookAhead(fingerprints: readonly string[]): void;
  /**
   * Replaces what was recorded under the fingerprint; durable with the next commit.
   *
   * @throws PhasegraphError `unrecordable-value` when an output is no plain data
   */
  saveResult(result: RecordedResult): void;
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
   * @param through as in {@link ResultStore.learnedDurations}
   */
  learnedCosts(phases: readonly string[], through?: ReadonlyMap<string, string>): ReadonlyMap<string, number>;
}

/** Answers of paid calls, under the hash of what was asked. */
export interface CallStore {
  /** The answer recorded under a key. What cannot be read back whole counts as not recorded. */
  findCall(key: string, options?: ReadOptions): RecordedCall | undefined;
  /**
   * Replaces what was recorded under the key. Resolves when it is durable; rejects with `unrecordable-value` when the
   * answer is no plain data, and with what kept the commit from the disk.
   */
  saveCall(call: RecordedCall): Promise<void>;
  /** The keys of recorded answers that begin so, in order; those too that turn out to be damaged when they are read. */
  callKeys(beginning: string): readonly string[];
  /** Forgets the answer under a key, with the next commit. */
  forgetCall(key: string): void;
}

/** Which run is making what, so that no two pay for one thing. */
export interface ClaimStore {
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
}

/** What each run did, and what it used. */
export interface RunStore {
  /**
   * A run begun again under the same id replaces what was recorded of it. Committed when it returns, unless another
   * process holds the store for seconds: who forgets runs meanwhile is to see that this one is under way.
   */
  beginRun(run: RecordedRun): void;
  /** The next event of a run that was begun. */
  appendEvent(runId: string, event: RunEvent): void;
  /**
   * A run has made or reused the result under a fingerprint, or the answer under the key of a call. Durable with the next
   * commit.
   */
  noteUse(runId: string, used: string): void;
  /** Ends the claims of the run. Committed at once, with everything before it, unless another process holds the store. */
  endRun(runId: string, status: RunStatus): void;
  /** The latest first. */
  listRuns(limit: number): readonly RecordedRun[];
  /** The events of a run, in order; none of a run that it does not know. */
  readEvents(runId: string): readonly RunEvent[];
}

/**
 * What outlives a run. Reads answer at once, since reuse is decided between a task's last input and its start, and see
 * everything that was written. Writes may be kept back for some milliseconds and committed together.
 *
 * A read that throws never fails a task: the run reports it and goes on as if nothing were recorded. A write that throws
 * `unrecordable-value` is reported and left out; any other write that fails, then or later, ends the run.
 */
export interface Store extends ResultStore, CallStore, ClaimStore, RunStore {
  /**
   * Takes bytes over and gives what stands for them; durable when it resolves. They must not be changed afterwards. A
   * result or an answer that is found later has references that were verified and not loaded.
   */
  keep(bytes: Uint8Array): Promise<StoredBytes>;
  /** Commits at once. Resolves when everything that was written is durable; rejects with what keeps it from the disk. */
  flush(): Promise<void>;
  /**
   * Tells of every commit that fails, at the moment that it does, until the returned function is called. What it was to
   * write is part of the next one. Tells with `unrecordable-value` of a record that was left out of a commit, since it
   * could never be written. What a listener throws is dropped.
   */
  onWriteFailure(listener: (error: PhasegraphError) => void): () => void;
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
