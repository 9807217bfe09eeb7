import type { CancelTimer, Clock } from '../clock.js';
import type { PhasegraphError } from '../errors.js';
import { inTransaction } from './database.js';
import type { Connection } from './database.js';

/** Writes that are kept back and put on the disk together, in the order in which they were taken. */
export interface GroupCommit {
  /**
   * Takes a write for the next commit.
   *
   * @param bytes about what it holds in memory until then
   */
  add(write: () => void, bytes?: number): void;
  /** The same; settles with the commit that the write is part of. */
  addAwaited(write: () => void, bytes?: number): Promise<void>;
  /**
   * Commits what was taken.
   *
   * @throws PhasegraphError `store-unusable`; what was taken is kept, and part of the next commit
   */
  flush(): void;
  /** Commits nothing more by itself. */
  stop(): void;
}

/**
 * How long a write waits for others, in milliseconds: one that somebody waits for about as long as a commit takes, any
 * other as long as may be lost of work that costs nothing.
 */
const awaitedAfterMs = 5;
const unawaitedAfterMs = 50;

/** What is not kept back any longer, whatever the time. */
const mostWrites = 1000;
const mostBytes = 8 * 1024 * 1024;

interface GroupMeans {
  readonly clock: Clock;
  /** Makes of what the connection threw an error for people. */
  readonly failureOf: (thrown: unknown) => PhasegraphError;
  /** Hears of a commit that failed, before anything else follows from it. */
  readonly onFailure: (error: PhasegraphError) => void;
}

/** Groups the writes of a connection: a commit that is down on the disk takes milliseconds, however little it writes. */
export function groupCommit(
  connection: Connection,
  { clock, failureOf, onFailure }: GroupMeans,
): GroupCommit {
  let taken: (() => void)[] = [];
  let heldBytes = 0;
  let waiting: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
  let cancelTimer: CancelTimer | undefined;
  let dueInMs = Infinity;

  const flush = (): void => {
    stop();
    if (taken.length === 0) return;
    const waited = waiting;
    waiting = [];
    try {
      inTransaction(connection, () => {
        for (const write of taken) write();
      });
    } catch (thrown) {
      const error = failureOf(thrown);
      // First, so that no call is made between the failure and the end of the run.
      onFailure(error);
      for (const { reject } of waited) reject(error);
      throw error;
    }
    taken = [];
    heldBytes = 0;
    for (const { resolve } of waited) resolve();
  };
  const flushInPassing = (): void => {
    try {
      flush();
    } catch {
      // Who listens for failures has been told, and who waits for the commit.
    }
  };
  const stop = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
    dueInMs = Infinity;
  };
  const take = (write: () => void, bytes: number, withinMs: number): void => {
    taken.push(write);
    heldBytes += bytes;
    if (taken.length >= mostWrites || heldBytes >= mostBytes) return flushInPassing();
    if (dueInMs <= withinMs) return;
    stop();
    dueInMs = withinMs;
    cancelTimer = clock.setTimer(withinMs, flushInPassing);
  };

  return {
    add: (write, bytes = 0) => take(write, bytes, unawaitedAfterMs),
    addAwaited: (write, bytes = 0) =>
      new Promise((resolve, reject) => {
        // Before the write, which may bring the commit about.
        waiting.push({ resolve, reject });
        take(write, bytes, awaitedAfterMs);
      }),
    flush,
    stop,
  };
}
