import type { PoolKey } from './pool-key.js';

/** A pool at one moment, for views. */
export interface PoolSnapshot {
  /** The name of the pool. */
  readonly name: string;
  /** Calls that no key has taken yet: they belong to none of them. */
  readonly waiting: number;
  /** In the order in which they were given. */
  readonly keys: readonly KeySnapshot[];
}

/** A key at one moment. */
export interface KeySnapshot {
  /** What the key is called; never its secret. */
  readonly id: string;
  /** Whether it takes calls, rests, or is done for. */
  readonly state: 'open' | 'paused' | 'retired';
  /** Milliseconds until a paused key takes calls again. */
  readonly resumesInMs?: number;
  /** Why it was retired. */
  readonly reason?: string;
  /** How many calls run through it. */
  readonly inFlight: number;
  /** The code of the last error of a call through it. */
  readonly lastError?: string;
}

export function snapshotOf(
  name: string,
  keys: readonly PoolKey[],
  waiting: number,
  nowMs: number,
): PoolSnapshot {
  return { name, waiting, keys: keys.map((key) => keySnapshot(key, nowMs)) };
}

/** For the error that says why no key is left. */
export function whyUnusable({ id, state }: PoolKey, declined: boolean): string {
  if (state.status === 'retired') return `"${id}" ${state.reason}`;
  return `"${id}" ${declined ? 'may not make this call' : `is ${state.status}`}`;
}

/** The code of an error by its shape, or its name. Never its message, which may quote anything. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function keySnapshot({ id, state, inFlight, lastError }: PoolKey, nowMs: number): KeySnapshot {
  const rest = { inFlight, ...(lastError !== undefined && { lastError }) };
  if (state.status === 'retired') return { id, state: 'retired', reason: state.reason, ...rest };
  if (state.status === 'paused' && state.untilMs > nowMs) {
    return { id, state: 'paused', resumesInMs: state.untilMs - nowMs, ...rest };
  }
  return { id, state: 'open', ...rest };
}
