import type { RecordedRun } from './port.js';

/** Which runs a store forgets, and what follows for what they used. */
export interface Forgetting {
  readonly forgotten: readonly string[];
  /** When the first of the runs that stay began, in milliseconds since 1970; `Infinity`, when none stays. */
  readonly oldestKeptMs: number;
  /**
   * What was written or used from this moment on, in milliseconds since 1970, is left alone: a run that is under way may
   * be about to record that it uses it.
   */
  readonly inUseSinceMs: number;
}

/** A run that has not ended is taken for one that is under way for so long after it began; then its process has died. */
const longestRunMs = 24 * 60 * 60 * 1000;

/**
 * Decides which runs are forgotten: all but the last `keep` and those that may be under way.
 *
 * @param runs the latest first
 */
export function forgetRuns(
  runs: readonly RecordedRun[],
  { keep, nowMs }: { readonly keep: number; readonly nowMs: number },
): Forgetting {
  const isLive = ({ status, startedAtMs }: RecordedRun): boolean =>
    status === undefined && startedAtMs > nowMs - longestRunMs;
  const kept = runs.filter((run, at) => at < keep || isLive(run));
  return {
    forgotten: runs.filter((run) => !kept.includes(run)).map(({ runId }) => runId),
    oldestKeptMs: Math.min(...kept.map(({ startedAtMs }) => startedAtMs)),
    inUseSinceMs: Math.min(nowMs, ...kept.filter(isLive).map(({ startedAtMs }) => startedAtMs)),
  };
}
