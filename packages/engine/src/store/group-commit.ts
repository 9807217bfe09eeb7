import type { CancelTimer, Clock } from '../clock.js';
import type { PhasegraphError } from '../errors.js';
import { inTransaction } from './database.js';
import type { Connection } from './database.js';
import { writeFailureOf } from './error-code.js';

/** Writes that are kept back and put on the disk together, in the order in which they were taken. */
export interface GroupCommit {
  /** Takes a write for the next commit. It is done again, when that fails. */
  add(write: () => void, more?: WriteDetail): void;
  /** The same; settles with the commit that the write is part of. */
  addAwaited(write: () => void, more?: WriteDetail): Promise<void>;
  /**
   * Commits what was taken, or says that another process holds the file: then it is tried again until that ends, for
   * about a minute, and the writes are kept.
   *
   * @param patienceMs how long it may stand still for the other process
   * @throws PhasegraphError `store-unusable`; what was taken is kept, and part of the next commit
   */
  flush(patienceMs?: number): 'committed' | 'held-up';
  /** As `flush`; settles with the commit, however often it has to be tried. */
  committed(): Promise<void>;
  /** Commits nothing more by itself; who waits for what was taken hears why it was not written. */
  stop(reason: PhasegraphError): void;
}

/** What is to be known of a write beside what it does. */
export interface WriteDetail {
  /** About what it holds in memory until it is done, in bytes. */
  readonly heldBytes?: number;
  /** It is on the disk, or was left out for good: what stood for it in memory is not needed any more. */
  readonly over?: () => void;
}

/**
 * How long a write waits for others, in milliseconds: one that somebody waits for twice as long as the last commit took, so
 * that commits take a third of the time at most, but not less than 5; any other as long as may be lost of work that costs
 * nothing.
 */
const awaitedAfterMs = 5;
const unawaitedAfterMs = 50;

/** What is not kept back any longer, whatever the time. */
const mostWrites = 5000;
const mostBytes = 8 * 1024 * 1024;

/**
 * While another process holds the file: how long one try stands still, how long after it the next one is made, and for how
 * long in all, in milliseconds. Between the tries the event loop turns, so that nothing else waits.
 */
const standsStillMs = 20;
const triesAgainAfterMs = 50;
const givesUpAfterMs = 60_000;

interface GroupMeans {
  readonly clock: Clock;
  /** Makes of what the connection threw an error for people. */
  readonly failureOf: (thrown: unknown) => PhasegraphError;
  /** Makes an error for people of what one write threw that can never be done. */
  readonly refusalOf: (thrown: unknown) => PhasegraphError;
  /** Hears of a commit that failed, before anything else follows from it. */
  readonly onFailure: (error: PhasegraphError) => void;
  /** Hears of a write that was left out of a commit, since it can never be done. */
  readonly onLeftOut: (error: PhasegraphError) => void;
  /** Hears of a commit, before anything else follows from it. */
  readonly onCommitted: () => void;
}

interface Taken {
  readonly write: () => void;
  readonly heldBytes: number;
  readonly over: (() => void) | undefined;
}

function takenOf(write: () => void, more: WriteDetail | undefined): Taken {
  return { write, heldBytes: more?.heldBytes ?? 0, over: more?.over };
}

interface Waiting {
  /** What it waits for; everything that was taken before, when it is nothing of its own. */
  readonly taken?: Taken;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Groups the writes of a connection: a commit that is down on the disk takes milliseconds, however little it writes. */
export function groupCommit(
  connection: Connection,
  { clock, failureOf, refusalOf, onFailure, onLeftOut, onCommitted }: GroupMeans,
): GroupCommit {
  let taken: Taken[] = [];
  let heldBytes = 0;
  let waiting: Waiting[] = [];
  let cancelTimer: CancelTimer | undefined;
  let dueInMs = Infinity;
  /** Since when another process holds the file, as far as was seen. */
  let heldUpSinceMs: number | undefined;
  let lastTookMs = 0;

  const flush = (patienceMs = standsStillMs): 'committed' | 'held-up' => {
    cancel();
    if (taken.length === 0) return 'committed';
    let refused: ReadonlyMap<Taken, unknown>;
    const beganMs = clock.now();
    try {
      refused = writeAll(connection, taken, patienceMs);
    } catch (thrown) {
      if (writeFailureOf(thrown) === 'not-its-turn') {
        heldUpSinceMs ??= clock.now();
        if (clock.now() - heldUpSinceMs < givesUpAfterMs) {
          flushAfter(triesAgainAfterMs);
          return 'held-up';
        }
      }
      const error = failureOf(thrown);
      const waited = waiting;
      waiting = [];
      // First, so that no call is made between the failure and the end of the run.
      onFailure(error);
      for (const { reject } of waited) reject(error);
      throw error;
    }
    heldUpSinceMs = undefined;
    lastTookMs = clock.now() - beganMs;
    onCommitted();
    const done = taken;
    const waited = waiting;
    [taken, heldBytes, waiting] = [[], 0, []];
    for (const { over } of done) over?.();
    const refusals = new Map([...refused].map(([write, thrown]) => [write, refusalOf(thrown)]));
    for (const refusal of refusals.values()) onLeftOut(refusal);
    for (const { taken: write, resolve, reject } of waited) {
      const refusal = write && refusals.get(write);
      if (refusal === undefined) resolve();
      else reject(refusal);
    }
    return 'committed';
  };
  const flushInPassing = (): void => {
    try {
      flush();
    } catch {
      // Who listens for failures has been told, and who waits for the commit.
    }
  };
  const flushAfter = (delayMs: number): void => {
    cancel();
    dueInMs = delayMs;
    cancelTimer = clock.setTimer(delayMs, flushInPassing);
  };
  const cancel = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
    dueInMs = Infinity;
  };
  const take = (write: Taken, withinMs: number): void => {
    taken.push(write);
    heldBytes += write.heldBytes;
    const isTriedAgain = heldUpSinceMs !== undefined && cancelTimer !== undefined;
    if (isTriedAgain) return;
    if (taken.length >= mostWrites || heldBytes >= mostBytes) return flushInPassing();
    if (dueInMs > withinMs) flushAfter(withinMs);
  };

  return {
    add: (write, more) => take(takenOf(write, more), unawaitedAfterMs),
    addAwaited: (write, more) =>
      new Promise((resolve, reject) => {
        const awaited = takenOf(write, more);
        // Before the write, which may bring the commit about.
        waiting.push({ taken: awaited, resolve, reject });
        take(awaited, Math.min(Math.max(awaitedAfterMs, 2 * lastTookMs), unawaitedAfterMs));
      }),
    flush,
    committed: () =>
      new Promise((resolve, reject) => {
        if (taken.length === 0) return resolve();
        waiting.push({ resolve, reject });
        flushInPassing();
      }),
    stop(reason) {
      cancel();
      for (const { reject } of waiting.splice(0)) reject(reason);
    },
  };
}

/** Writes all or nothing, but for what can never be written: gives that, with what it threw. */
function writeAll(
  connection: Connection,
  writes: readonly Taken[],
  patienceMs: number,
): ReadonlyMap<Taken, unknown> {
  const refused = new Map<Taken, unknown>();
  try {
    inTransaction(connection, () => writes.forEach(({ write }) => write()), patienceMs);
  } catch (thrown) {
    if (writeFailureOf(thrown) !== 'it-cannot') throw thrown;
    // Each by itself: kept with the others, it would keep them from the disk for good.
    inTransaction(
      connection,
      () => {
        for (const each of writes) {
          connection.exec('SAVEPOINT one_write');
          try {
            each.write();
          } catch (own) {
            if (writeFailureOf(own) !== 'it-cannot') throw own;
            connection.exec('ROLLBACK TO one_write');
            refused.set(each, own);
          }
          connection.exec('RELEASE one_write');
        }
      },
      patienceMs,
    );
  }
  return refused;
}
