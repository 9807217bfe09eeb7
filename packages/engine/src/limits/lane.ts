import type { AdaptiveConcurrency } from './adaptive-concurrency.js';
import type { Circuit } from './circuit.js';
import type { LatencyTrend } from './latency-trend.js';
import type { Ledger } from './ledger.js';
import type { Flow } from './share.js';

/** What all keys of a limit group share for one target. */
export interface Account {
  readonly ledger: Ledger;
  /** The provider asked to wait until then. */
  pausedUntilMs: number;
}

/** Why a key, or its way to one target, is done for. */
export interface Retirement {
  /** For a person, without secrets. */
  readonly reason: string;
  /** Runs that began later try again: whoever pays may have paid by then. */
  readonly forFlowsBelow: number;
}

/** One key of a pool, as the pool keeps it. */
export interface PoolKey {
  readonly id: string;
  readonly group: string;
  /** What it may be used for; `undefined` for everything. */
  readonly targets: ReadonlySet<string> | undefined;
  /** Calls that it may have in flight, over all targets. */
  readonly concurrency: number;
  readonly minTimeMs: number;
  retired: Retirement | undefined;
  inFlight: number;
  lastStartMs: number;
  /** Calls that left, and those of them that were turned away or failed. */
  calls: number;
  throttled: number;
  failed: number;
  /** The code of the last error of a call, if one failed. */
  lastError: string | undefined;
}

/** A key's way to one target. */
export interface Lane {
  readonly key: PoolKey;
  readonly target: string;
  readonly account: Account;
  readonly circuit: Circuit;
  readonly concurrency: AdaptiveConcurrency;
  readonly latency: LatencyTrend;
  retired: Retirement | undefined;
  inFlight: number;
  /** The provider asked this key, not its group, to wait until then. */
  pausedUntilMs: number;
}

/** Whether a lane will take calls of a flow again; `undefined`, when it will, else why not. */
export function whyClosed({ key, target, retired }: Lane, flow: Flow): string | undefined {
  if (key.targets?.has(target) === false) return `is not for ${target}`;
  const retirement = [key.retired, retired].find(
    (found) => found !== undefined && flow.ordinal < found.forFlowsBelow,
  );
  return retirement?.reason;
}

/** Whether a call that was admitted to the lane some time ago may still leave through it. */
export function isOpenSince(
  lane: Lane,
  flow: Flow,
  { admittedMs, nowMs }: { readonly admittedMs: number; readonly nowMs: number },
): boolean {
  const isPaused = Math.max(lane.account.pausedUntilMs, lane.pausedUntilMs) > nowMs;
  return !isPaused && lane.circuit.isOpenTo(admittedMs) && whyClosed(lane, flow) === undefined;
}

/** When the lane could start another call, but for its ledger; `Infinity` while only the end of a call makes room. */
export function opensAtMs(lane: Lane, nowMs: number): number {
  const { key, account, circuit, concurrency } = lane;
  if (key.inFlight >= key.concurrency || lane.inFlight >= concurrency.cap) return Infinity;
  return Math.max(
    key.lastStartMs + key.minTimeMs,
    account.pausedUntilMs,
    lane.pausedUntilMs,
    circuit.opensAtMs(nowMs),
  );
}

/** For sorting: the least loaded first, of equals the one that has rested longest. */
export function byLoad({ key: a }: Lane, { key: b }: Lane): number {
  if (a.inFlight !== b.inFlight) return a.inFlight - b.inFlight;
  return a.lastStartMs === b.lastStartMs ? 0 : a.lastStartMs - b.lastStartMs;
}
