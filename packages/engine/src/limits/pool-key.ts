import type { Ledger } from './ledger.js';

/** Whether a key takes calls. */
type KeyState =
  | { readonly status: 'open' }
  | { readonly status: 'paused'; readonly untilMs: number }
  | { readonly status: 'retired'; readonly reason: string };

/** One key of a pool, as the pool keeps it. */
export interface PoolKey {
  readonly id: string;
  readonly group: string;
  /** Shared by the keys of a group. */
  readonly ledger: Ledger;
  /** Calls that it may have in flight. */
  readonly concurrency: number;
  readonly minTimeMs: number;
  state: KeyState;
  inFlight: number;
  lastStartMs: number;
  /** The code of the last error of a call, if one failed. */
  lastError: string | undefined;
}

/** When the key could start another call, but for its ledger; `Infinity` while only the end of a call makes room. */
export function opensAtMs(key: PoolKey): number {
  if (key.state.status === 'retired' || key.inFlight >= key.concurrency) return Infinity;
  const spacedMs = key.lastStartMs + key.minTimeMs;
  return key.state.status === 'paused' ? Math.max(key.state.untilMs, spacedMs) : spacedMs;
}

/** For sorting: the least loaded first, of equals the one that has rested longest. */
export function byLoad(a: PoolKey, b: PoolKey): number {
  if (a.inFlight !== b.inFlight) return a.inFlight - b.inFlight;
  return a.lastStartMs === b.lastStartMs ? 0 : a.lastStartMs - b.lastStartMs;
}
