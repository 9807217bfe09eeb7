import { durationOf, failuresOf, itemsOf } from '../../src/testing/index.js';
import type { DrawnItem, PhaseSpec } from '../../src/testing/index.js';

/** What becomes of one task that starts at a known time and waits for no slot. */
export interface TaskStory {
  readonly status: 'succeeded' | 'degraded' | 'failed' | 'cancelled';
  readonly endedAtMs: number;
  /** What it gives to a list, in order, each with its time. */
  readonly items: readonly { readonly item: DrawnItem; readonly atMs: number }[];
  readonly attempts: number;
  /** Until when the run waits for attempts of it that were told to stop; `endedAtMs` at the least. */
  readonly quietAtMs: number;
  /** Whether one of those did not end in the grace time. */
  readonly unheard: boolean;
}

interface Attempt {
  readonly number: number;
  readonly beganAtMs: number;
  /** When it ends by itself or by its timeout. */
  readonly endsAtMs: number;
  /** When it ends by itself. */
  readonly ownEndAtMs: number;
  readonly fails: boolean;
}

/** The grace time of every simulated run: no other thing that happens to a task is due at such a time. */
export const graceMs = 11.03125;

/**
 * Plays one task through, attempt by attempt.
 *
 * @param key the item's key, `undefined` for the task of a phase that is not mapped
 * @param stopAtMs when it is no longer wanted
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
    quietAtMs: Math.max(endedAtMs, ...stragglers.map(({ untilMs }) => untilMs)),
    unheard: stragglers.some((straggler) => straggler.unheard),
  });
  let made = 0;
  let running: Attempt[] = [];
  const stragglers: Straggler[] = [];
  const tellToStop: TellToStop = (endAtMs, atMs) => {
    if (!phase.deaf || endAtMs <= atMs) return;
    stragglers.push({ untilMs: Math.min(endAtMs, atMs + graceMs), unheard: endAtMs > atMs + graceMs });
  };
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
      emitUntil(phase, running, stopAtMs, add);
      return stopped(phase, running, stopAtMs, story, add, tellToStop);
    }
    emitUntil(phase, running, atMs, add);
    if (atMs === expiresAtMs) {
      for (const attempt of running) tellToStop(endAfter(phase, attempt, atMs), atMs);
      return fallBack(phase, atMs, stopAtMs, story, add, tellToStop);
    }
    if (atMs === hedgeAtMs && atMs !== next.endsAtMs) {
      hedged = true;
      begin(atMs);
      continue;
    }
    // It has ended by itself, or is out of time, or another has overtaken it.
    const succeeds = !next.fails && next.ownEndAtMs === atMs;
    for (const attempt of succeeds ? running : [next]) tellToStop(endAfter(phase, attempt, atMs), atMs);
    if (succeeds) {
      for (const item of phase.gives === 'items' ? itemsOf(phase, next.number) : []) add(item, atMs);
      return story('succeeded', atMs);
    }
    running = running.filter((attempt) => attempt !== next);
    if (running.length > 0) continue;
    if (made - (hedged ? 1 : 0) >= phase.attempts)
      return fallBack(phase, atMs, stopAtMs, story, add, tellToStop);
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
    ownEndAtMs: beganAtMs + ownMs,
    fails,
  };
}

interface Straggler {
  readonly untilMs: number;
  readonly unheard: boolean;
}

/** Something that would end at one time is told to stop at another. */
type TellToStop = (endAtMs: number, atMs: number) => void;

/** When an attempt ends that does not listen and is not waited for from a time on: to emit then is an error. */
function endAfter(phase: PhaseSpec, { beganAtMs, ownEndAtMs, number }: Attempt, atMs: number): number {
  if (phase.gives !== 'items' || !phase.emits) return ownEndAtMs;
  const next = itemsOf(phase, number).findIndex((_, at) => beganAtMs + at > atMs);
  return next < 0 ? ownEndAtMs : beganAtMs + next;
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
  tellToStop: TellToStop,
): TaskStory {
  const { fallbackMs, timeoutMs = Infinity } = phase;
  if (fallbackMs === undefined) return story('failed', atMs);
  const ownEndAtMs = atMs + fallbackMs;
  const endsAtMs = atMs + Math.min(fallbackMs, timeoutMs);
  if (stopAtMs < endsAtMs) {
    if (!phase.deaf) return story('cancelled', stopAtMs);
    tellToStop(ownEndAtMs, stopAtMs);
    const heard = ownEndAtMs < stopAtMs + graceMs;
    return heard ? story('degraded', ownEndAtMs) : story('cancelled', stopAtMs + graceMs);
  }
  if (timeoutMs < fallbackMs) {
    tellToStop(ownEndAtMs, endsAtMs);
    return story('failed', endsAtMs);
  }
  for (const item of phase.gives === 'items' ? itemsOf(phase, 0) : []) add(item, endsAtMs);
  return story('degraded', endsAtMs);
}

/** Nobody waits for it any more: what listens ends now, what does not has its grace, whatever its timeout. */
function stopped(
  phase: PhaseSpec,
  running: readonly Attempt[],
  stopAtMs: number,
  story: (status: TaskStory['status'], endedAtMs: number) => TaskStory,
  add: (item: DrawnItem, atMs: number) => void,
  tellToStop: TellToStop,
): TaskStory {
  if (!phase.deaf) return story('cancelled', stopAtMs);
  const leftAtMs = stopAtMs + graceMs;
  // In its grace time an attempt is not held to its own.
  const ends = running.toSorted((a, b) => a.ownEndAtMs - b.ownEndAtMs);
  for (const { ownEndAtMs } of ends) tellToStop(ownEndAtMs, stopAtMs);
  const winner = ends.find(({ fails, ownEndAtMs }) => !fails && ownEndAtMs < leftAtMs);
  const endedAtMs = winner?.ownEndAtMs ?? Math.min(leftAtMs, ends.at(-1)?.ownEndAtMs ?? leftAtMs);
  emitUntil(phase, running, endedAtMs, add);
  if (winner === undefined) return story('cancelled', endedAtMs);
  for (const item of phase.gives === 'items' ? itemsOf(phase, winner.number) : []) add(item, endedAtMs);
  return story('succeeded', endedAtMs);
}
