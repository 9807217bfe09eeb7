import Bottleneck from 'bottleneck';

/** How many calls of one key may run at once, and how far apart they start. */
export interface GateOptions {
  /** Calls of one key in flight. Default: as many as come. */
  readonly concurrency?: number | undefined;
  /** Milliseconds from the start of a call to the start of the next one of the same key. Default 0. */
  readonly minTimeMs?: number | undefined;
}

/**
 * What every call passes on its way out. The pool hands over only what could start at once by its own books; the gate
 * is what makes it so.
 */
export interface Gate {
  /**
   * Runs the call when its key has room; gives its outcome. Calls of one key start in the order of passing; their
   * turns are spaced exactly, and a start may come late by what a timer needs to fire.
   */
  pass<T>(keyId: string, call: () => Promise<T>): Promise<T>;
}

/**
 * Bottleneck as the gate: one limiter a key, by the key's id, for concurrency and spacing and nothing else.
 *
 * Not used, since each of them breaks a promise of the pool: reservoirs (fixed windows, double bursts at the edge),
 * `expiration` (frees the slot of a call that still runs), retries by `failed`, priorities, weights, changing settings.
 */
export function bottleneckGate({ concurrency, minTimeMs = 0 }: GateOptions): Gate {
  const group = new Bottleneck.Group({
    maxConcurrent: concurrency ?? null,
    minTime: minTimeMs,
    timeout: neverMs,
  });
  return { pass: (keyId, call) => group.key(keyId).schedule(call) };
}

/**
 * A group deletes limiters that started nothing for `timeout`, busy or not, and a new one would know nothing of the
 * calls in flight. The longest delay that a timer takes switches that off.
 */
const neverMs = 2 ** 31 - 1;
