import type { RecordedRun } from './records.js';

/** Which runs a store forgets, and what follows for what they used. */
export interface Forgetting {
  readonly forgotten: readonly string[];
  /**
   * What was recorded before it and no run that stays uses, goes, in milliseconds since 1970; nothing does, when it is
   * `-Infinity`, and everything, when it is `Infinity`.
   */
  readonly unusedBeforeMs: number;
  /** The ids of the runs that may be under way, the latest first. */
  readonly underWay: readonly string[];
  /**
   * Bytes that were written or used from this moment on, in milliseconds since 1970, are left alone: a run that is under
   * way may be about to record that it uses them.
   */
  readonly inUseSinceMs: number;
}

/** Where it cannot be told whether a run's process lives, it is taken to for so long after it began. */
const longestUnknownMs = 24 * 60 * 60 * 1000;

/** The time of a file may be some milliseconds before that of its process; clocks of two machines differ by more. */
const clocksDifferByMs = 10_000;

/**
 * Decides which runs are forgotten: all but the last `keep` and those that may be under way.
 *
 * @param runs the latest first
 */
export function forgetRuns(
  runs: readonly RecordedRun[],
  { keep, nowMs }: { readonly keep: number; readonly nowMs: number },
): Forgetting {
  const isLive = ({ life, startedAtMs }: RecordedRun): boolean =>
    life === 'alive' || (life === 'unknown' && startedAtMs > nowMs - longestUnknownMs);
  const live = new Set(runs.filter(isLive));
  const kept = new Set(runs.filter((run, at) => at < keep || live.has(run)));
  return {
    forgotten: runs.filter((run) => !kept.has(run)).map(({ runId }) => runId),
    // What a run under way has just reused may not be written yet, and it is as old as can be.
    unusedBeforeMs: live.size > 0 ? -Infinity : Math.min(...[...kept].map(({ startedAtMs }) => startedAtMs)),
    underWay: [...live].map(({ runId }) => runId),
    inUseSinceMs: Math.min(nowMs, ...[...live].map(({ startedAtMs }) => startedAtMs - clocksDifferByMs)),
  };
}
