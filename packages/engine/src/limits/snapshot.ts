import type { Lane, PoolKey, Retirement } from './lane.js';
import type { LimitUse } from './ledger.js';
import { nameOfGroup } from './pool-options.js';
import type { Route } from './routes.js';

/** A pool at one moment, for views. */
export interface PoolSnapshot {
  /** The name of the pool. */
  readonly name: string;
  /** Calls that no key has taken yet: they belong to none of them. */
  readonly waiting: number;
  /** In the order in which they were given. */
  readonly keys: readonly KeySnapshot[];
}

/** Whether a key takes calls: it does, it rests, what it calls fails, or it is done for. */
export type KeyCondition =
  | { readonly status: 'open' }
  | {
      readonly status: 'paused';
      /** Milliseconds. */
      readonly resumesInMs: number;
    }
  | {
      readonly status: 'tripped';
      /** Milliseconds until one call is tried; 0 while one is on its way. */
      readonly probesInMs: number;
    }
  | {
      readonly status: 'retired';
      /** For a person, without secrets. */
      readonly reason: string;
    };

/** A key at one moment. */
export interface KeySnapshot {
  /** What the key is called; never its secret. */
  readonly id: string;
  /** The group whose budget it shares; its own id, where it has one of its own. */
  readonly group: string;
  /** Retired where the key is; else the best of its targets. */
  readonly condition: KeyCondition;
  /** How many calls run through it. */
  readonly inFlight: number;
  /** How many may, whatever they call; absent where there is no cap. */
  readonly concurrency?: number;
  /** How many calls left through it so far. */
  readonly calls: number;
  /** How many of them were turned away for a limit. */
  readonly throttled: number;
  /** How many of them failed by the key or the server. */
  readonly failed: number;
  /** The code of the last error of a call through it. */
  readonly lastError?: string;
  /** What was called, each as it stands with this key. */
  readonly targets: readonly TargetSnapshot[];
}

/** A key's way to one target at one moment. */
export interface TargetSnapshot {
  /** What is called. */
  readonly target: string;
  /** Whether it takes calls. */
  readonly condition: KeyCondition;
  /** How many calls are under way. */
  readonly inFlight: number;
  /** How many may be; absent where there is no cap. */
  readonly concurrency?: number;
  /** The limits of the key's group and what their windows hold. */
  readonly limits: readonly LimitUse[];
}

export function snapshotOf(
  name: string,
  keys: readonly PoolKey[],
  routes: Iterable<Route>,
  waiting: number,
  at: Moment,
): PoolSnapshot {
  const lanes = [...routes].flatMap((route) => route.lanes);
  return {
    name,
    waiting,
    keys: keys.map((key) =>
      keySnapshot(
        key,
        lanes.filter((lane) => lane.key === key),
        at,
      ),
    ),
  };
}

/** The code of an error by its shape, or its name. Never its message, which may quote anything. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** When it is looked at, and how many runs have called by then: to a later one a retired key is open. */
interface Moment {
  readonly nowMs: number;
  readonly flowCount: number;
}

function keySnapshot(key: PoolKey, lanes: readonly Lane[], at: Moment): KeySnapshot {
  const { id, group, inFlight, concurrency, calls, throttled, failed, lastError } = key;
  const targets = lanes
    .filter(({ target }) => key.targets?.has(target) !== false)
    .map((lane) => targetSnapshot(lane, at));
  return {
    id,
    group: nameOfGroup(group),
    condition: conditionOfKey(
      key,
      targets.map(({ condition }) => condition),
      at,
    ),
    inFlight,
    ...(concurrency < Infinity && { concurrency }),
    calls,
    throttled,
    failed,
    ...(lastError !== undefined && { lastError }),
    targets,
  };
}

function conditionOfKey(
  { retired }: PoolKey,
  ofTargets: readonly KeyCondition[],
  { flowCount }: Moment,
): KeyCondition {
  if (isForAll(retired, flowCount)) return { status: 'retired', reason: retired.reason };
  for (const status of ['open', 'paused', 'tripped'] as const) {
    const found = ofTargets.find((condition) => condition.status === status);
    if (found !== undefined) return found;
  }
  // Not called yet, or not for any target so far.
  return { status: 'open' };
}

function isForAll(retirement: Retirement | undefined, flowCount: number): retirement is Retirement {
  return retirement !== undefined && retirement.forFlowsBelow >= flowCount;
}

function targetSnapshot(lane: Lane, at: Moment): TargetSnapshot {
  const { target, inFlight, account, concurrency } = lane;
  return {
    target,
    condition: conditionOf(lane, at),
    inFlight,
    ...(concurrency.cap < Infinity && { concurrency: concurrency.cap }),
    limits: account.ledger.use(at.nowMs),
  };
}

function conditionOf(lane: Lane, { nowMs, flowCount }: Moment): KeyCondition {
  const { key, retired, circuit, account, pausedUntilMs } = lane;
  const retirement = [key.retired, retired].find((one) => isForAll(one, flowCount));
  if (retirement !== undefined) return { status: 'retired', reason: retirement.reason };
  if (circuit.state.status !== 'closed') {
    const probesAtMs = circuit.state.status === 'open' ? circuit.state.untilMs : nowMs;
    return { status: 'tripped', probesInMs: Math.max(0, probesAtMs - nowMs) };
  }
  const resumesAtMs = Math.max(pausedUntilMs, account.pausedUntilMs);
  return resumesAtMs > nowMs ? { status: 'paused', resumesInMs: resumesAtMs - nowMs } : { status: 'open' };
}
