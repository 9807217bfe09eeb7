import type { KeyChange } from '../declare/resource.js';
import { unreachable } from '../errors.js';
import { noteOutage, pause, retire, trip } from './key-change.js';
import { whyClosed } from './lane.js';
import type { Lane, PoolKey } from './lane.js';
import type { KeyVerdict } from './pool-options.js';
import type { Route, Routes } from './routes.js';
import type { Flow } from './share.js';

/** A call that failed, and what its pool knows. */
export interface Failed {
  readonly error: unknown;
  readonly lane: Lane;
  readonly route: Route;
  readonly startedAtMs: number;
  readonly nowMs: number;
  readonly flow: Flow;
  /** How often the call was started in vain before. */
  readonly moves: number;
  readonly routes: Routes;
  readonly keys: readonly PoolKey[];
  /** How many runs have called so far. */
  readonly flowCount: number;
  readonly longestWaitMs: number;
}

/** What comes of a verdict. */
export interface Consequence {
  /** Whether the call is made again. */
  readonly isMoved: boolean;
  /** What there is to tell. */
  readonly change: KeyChange | undefined;
}

/** Closes, rests or counts against what the verdict is about. */
export function applyVerdict(verdict: KeyVerdict, failed: Failed): Consequence {
  const { lane, route, nowMs } = failed;
  switch (verdict.kind) {
    case 'retire':
      lane.key.failed++;
      return close(verdict, failed);
    case 'pause':
      lane.key.throttled++;
      return rest(verdict, failed);
    case 'trip': {
      lane.key.failed++;
      const change = trip(verdict, lane, route, failed);
      noteOutage(route, failed.routes, nowMs);
      const isWorthIt = verdict.isUnanswered || lane.circuit.state.status !== 'closed';
      return { isMoved: isWorthIt && failed.moves < mostTrips * route.lanes.length, change };
    }
    default:
      return unreachable(verdict);
  }
}

function close(verdict: KeyVerdict & { kind: 'retire' }, failed: Failed): Consequence {
  const { lane, route, routes, keys, flow, flowCount, nowMs } = failed;
  const change = retire(verdict, lane, { keys, route, forFlowsBelow: flowCount });
  for (const any of routes) noteOutage(any, routes, nowMs);
  // Of a call that no key may make the provider's own words say more than that no key is left.
  const isMoved = verdict.scope !== 'target' || route.lanes.some((one) => whyClosed(one, flow) === undefined);
  return { isMoved, change };
}

function rest(verdict: KeyVerdict & { kind: 'pause' }, failed: Failed): Consequence {
  const { lane, route, startedAtMs, nowMs, moves, longestWaitMs } = failed;
  const { scope } = verdict;
  // Whoever names no time, or none that makes sense, is asked again later and later.
  const forMs = verdict.forMs > 0 ? verdict.forMs : shortestPauseMs * 2 ** moves;
  if (forMs > longestWaitMs) {
    const reason = `is to wait for ${Math.round(forMs / 60_000)} minutes`;
    return close({ kind: 'retire', reason, scope: scope === 'group' ? 'account' : 'target' }, failed);
  }
  const crowded = scope === 'group' ? route.lanes.filter(({ account }) => account === lane.account) : [lane];
  // The failed call has left its place.
  for (const one of crowded)
    one.concurrency.throttled(startedAtMs, one.inFlight + (one === lane ? 1 : 0), nowMs);
  pause({ ...verdict, forMs }, lane, nowMs);
  return { isMoved: moves < mostPauses * route.lanes.length, change: undefined };
}

/**
 * How often a key may turn one call away, or its server leave it unanswered, before the error is the call's. Of servers that
 * stay down an outage comes to its end first.
 */
const [mostPauses, mostTrips] = [8, 16];

/** For a 429 that names no time, the first time. */
const shortestPauseMs = 100;
