import { durationOf, failuresOf, itemsOf } from '../../src/testing/index.js';
import type { DrawnItem, PhaseSpec } from '../../src/testing/index.js';

/** What becomes of one task that starts at a known time and waits for no slot. */
export interface TaskStory {
  readonly status: 'succeeded' | 'degraded' | 'failed' | 'cancelled';
  readonly endedAtMs: number;
  /** What it gives to a list, in order, each with its time. */
  readonly items: readonly { readonly item: DrawnItem; readonly atMs: number }[];
  readonly attempts: number;
}

interface Attempt {
  readonly number: number;
  readonly beganAtMs: number;
  /** When it ends by itself or by its timeout. */
  readonly endsAtMs: number;
  readonly succeeds: boolean;
  /** When it ends by itself, and whether it fails then. */
  readonly wouldEndAtMs: number;
  readonly fails: boolean;
}

const graceMs = 5_000;

/**
 * Plays one task through, attempt by attempt.
 *
 * @param key the item's key, `undefined` for the task of a phase that is not mapped
 * @param stopAtMs when it is no longer wanted; only of tasks that give a value
 */
export function playTask(
  phase: PhaseSpec,
  key: string | undefined,
  startMs: number,
  stopAtMs = Infinity,
): TaskStory {
  const expiresAtMs = startMs + (phase.taskTimeoutMs ?? Infinity);
  const items = new Map<string, { item: DrawnItem; atMs: number }>();
  const add = (item: DrawnItem, atMs: number): void => {
    if (!items.has(item.id)) items.set(item.id, { item, atMs });
  };
  const story = (status: TaskStory['status'], endedAtMs: number): TaskStory => ({
    status,
    endedAtMs,
    items: [...items.values()].filter(({ atMs }) => atMs <= endedAtMs),
    attempts: made,
  });
  let made = 0;
  let running: Attempt[] = [];
  let hedged = false;
  const begin = (atMs: number): void => {
    const attempt = attemptOf(phase, key, ++made, atMs);
    running.push(attempt);
  };
  begin(startMs);
  for (;;) {
    // What happens next: an attempt ends, or a second one begins beside it, or the time of the task is up.
    const next = running.reduce((first, attempt) => (attempt.endsAtMs < first.endsAtMs ? attempt : first));
    const hedgeAtMs =
      hedged || running.length !== 1
        ? Infinity
        : (running[0]?.beganAtMs ?? 0) + (phase.hedgeAfterMs ?? Infinity);
    const atMs = Math.min(next.endsAtMs, hedgeAtMs, expiresAtMs);
    if (stopAtMs < atMs) {
      return stopped(phase, running, stopAtMs, story);
    }
    emitUntil(phase, running, atMs, add);
    if (atMs === expiresAtMs) return fallBack(phase, atMs, stopAtMs, story, add);
    if (atMs === hedgeAtMs && atMs !== next.endsAtMs) {
      hedged = true;
      begin(atMs);
      continue;
    }
    if (next.succeeds) {
      for (const item of phase.gives === 'items' ? itemsOf(phase, next.number) : []) add(item, atMs);
      return story('succeeded', atMs);
    }
    running = running.filter((attempt) => attempt !== next);
    if (running.length > 0) continue;
    if (made - (hedged ? 1 : 0) >= phase.attempts) return fallBack(phase, atMs, stopAtMs, story, add);
    begin(atMs);
  }
}

function attemptOf(phase: PhaseSpec, key: string | undefined, number: number, beganAtMs: number): Attempt {
  const fails = number <= failuresOf(phase, key);
  const ownMs = fails && phase.fails === 'hangs' ? Infinity : durationOf(phase, number, key);
  const timeoutMs = phase.timeoutMs ?? Infinity;
  return {
    number,
    beganAtMs,
    endsAtMs: beganAtMs + Math.min(ownMs, timeoutMs),
    succeeds: !fails && ownMs < timeoutMs,
    wouldEndAtMs: beganAtMs + ownMs,
    fails,
  };
}

/** Attempts that run emit an item a millisecond. */
function emitUntil(
  phase: PhaseSpec,
  running: readonly Attempt[],
  untilMs: number,
  add: (item: DrawnItem, atMs: number) => void,
): void {
  if (phase.gives !== 'items' || !phase.emits) return;
  const due = running.flatMap(({ number, beganAtMs }) =>
    itemsOf(phase, number).map((item, at) => ({ item, atMs: beganAtMs + at })),
  );
  for (const { item, atMs } of due.toSorted((a, b) => a.atMs - b.atMs)) if (atMs < untilMs) add(item, atMs);
}

/** The fallback has the time of an attempt, and no more than one try. */
function fallBack(
  phase: PhaseSpec,
  atMs: number,
  stopAtMs: number,
  story: (status: TaskStory['status'], endedAtMs: number) => TaskStory,
  add: (item: DrawnItem, atMs: number) => void,
): TaskStory {
  const { fallbackMs, timeoutMs = Infinity } = phase;
  if (fallbackMs === undefined) return story('failed', atMs);
  const endsAtMs = atMs + Math.min(fallbackMs, timeoutMs);
  const isStopped = stopAtMs < endsAtMs;
  if (isStopped && !phase.deaf) return story('cancelled', stopAtMs);
  // From when it is told to stop on, no timeout ends it.
  if (timeoutMs < fallbackMs && !isStopped) return story('failed', endsAtMs);
  const endedAtMs = atMs + fallbackMs;
  for (const item of phase.gives === 'items' ? itemsOf(phase, 0) : []) add(item, endedAtMs);
  return story('degraded', endedAtMs);
}

/** Nobody waits for it any more: what listens ends now, what does not has its grace, whatever its timeout. */
function stopped(
  phase: PhaseSpec,
  running: readonly Attempt[],
  stopAtMs: number,
  story: (status: TaskStory['status'], endedAtMs: number) => TaskStory,
): TaskStory {
  if (!phase.deaf) return story('cancelled', stopAtMs);
  const leftAtMs = stopAtMs + graceMs;
  const ends = running.toSorted((a, b) => a.wouldEndAtMs - b.wouldEndAtMs);
  const winner = ends.find(({ fails, wouldEndAtMs }) => !fails && wouldEndAtMs < leftAtMs);
  if (winner !== undefined) return story('succeeded', winner.wouldEndAtMs);
  return story('cancelled', Math.min(leftAtMs, ends.at(-1)?.wouldEndAtMs ?? leftAtMs));
}
