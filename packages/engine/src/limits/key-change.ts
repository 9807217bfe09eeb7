import type { KeyChange } from '../declare/resource.js';
import type { Lane, PoolKey, Retirement } from './lane.js';
import type { KeyVerdict } from './pool-options.js';
import type { Route } from './routes.js';

/**
 * Closes a key, its group or the way of one of them to one target to all runs that have called so far.
 *
 * @returns what became of it; `undefined` where that was known
 */
export function retire(
  verdict: KeyVerdict & { kind: 'retire' },
  lane: Lane,
  {
    keys,
    route,
    forFlowsBelow,
  }: {
    readonly keys: readonly PoolKey[];
    readonly route: Route;
    readonly forFlowsBelow: number;
  },
): KeyChange | undefined {
  const { reason, scope = 'key' } = verdict;
  const retirement: Retirement = { reason, forFlowsBelow };
  if (scope === 'target') {
    if (isRetired(lane.retired, forFlowsBelow) || isRetired(lane.key.retired, forFlowsBelow))
      return undefined;
    lane.retired = retirement;
    return { status: 'retired', keyIds: [lane.key.id], target: lane.target, reason };
  }
  if (scope === 'account') {
    const closed = route.lanes.filter(
      (one) =>
        one.account === lane.account &&
        !isRetired(one.retired, forFlowsBelow) &&
        !isRetired(one.key.retired, forFlowsBelow),
    );
    for (const one of closed) one.retired = retirement;
    const keyIds = closed.map(({ key }) => key.id);
    return keyIds.length === 0 ? undefined : { status: 'retired', keyIds, target: lane.target, reason };
  }
  const hit = keys.filter(
    (key) =>
      (scope === 'group' ? key.group === lane.key.group : key === lane.key) &&
      !isRetired(key.retired, forFlowsBelow),
  );
  for (const key of hit) key.retired = retirement;
  return hit.length === 0 ? undefined : { status: 'retired', keyIds: hit.map(({ id }) => id), reason };
}

/** Keeps a key, or its group, from a target for some time. */
export function pause({ forMs, scope }: KeyVerdict & { kind: 'pause' }, lane: Lane, nowMs: number): void {
  const paused = scope === 'group' ? lane.account : lane;
  paused.pausedUntilMs = Math.max(paused.pausedUntilMs, nowMs + forMs);
}

/**
 * Counts a failure of the server.
 *
 * @param startedAtMs when the call left that failed
 * @returns what became of the key; `undefined` where that was known, or one failure says nothing yet
 */
export function trip(
  { reason, isUnanswered }: KeyVerdict & { kind: 'trip' },
  lane: Lane,
  route: Route,
  {
    error,
    startedAtMs,
    nowMs,
  }: { readonly error: unknown; readonly startedAtMs: number; readonly nowMs: number },
): KeyChange | undefined {
  const { key, circuit, target } = lane;
  const isOpened = circuit.failed(startedAtMs, nowMs) !== undefined;
  route.lastFailure = { reason, error, isUnanswered };
  if (!isOpened) return undefined;
  return circuit.openings === 1 ? { status: 'tripped', keyIds: [key.id], target, reason } : undefined;
}

/**
 * Notes since when no server of the route answers, if none does: after a key was retired or its circuit opened. Where
 * there was no answer at all, it is since the first of all targets had none: they have their server in common.
 */
export function noteOutage(route: Route, routes: Iterable<Route>, nowMs: number): void {
  const isDown =
    route.lanes.every(isOut) && route.lanes.some(({ circuit }) => circuit.state.status !== 'closed');
  if (!isDown) route.outage = undefined;
  else route.outage ??= { sinceMs: Math.min(nowMs, ...othersSince(route, routes)), isExtended: false };
}

/** Notes that the server answered. @returns what became of the key, if it was taken for failing */
export function recover(
  lane: Lane,
  route: Route,
  routes: Iterable<Route>,
  nowMs: number,
): KeyChange | undefined {
  route.outage = undefined;
  // It is the server of the others too, so they are given as long again; once, or they would be waited for for ever.
  for (const { outage, lastFailure } of routes) {
    if (outage === undefined || outage.isExtended || !lastFailure.isUnanswered) continue;
    outage.sinceMs = nowMs;
    outage.isExtended = true;
  }
  return lane.circuit.succeeded()
    ? { status: 'recovered', keyIds: [lane.key.id], target: lane.target }
    : undefined;
}

/** Whether the servers of a route have been down for longer than they are waited for; and when that will be so. */
export function givenUpAtMs({ outage, lanes }: Route, outageMs: number): number {
  if (outage === undefined) return Infinity;
  const endMs = outage.sinceMs + outageMs;
  // One more call finds out, or is just doing so.
  return Math.max(endMs, ...lanes.map(({ circuit }) => circuit.knownByMs(endMs)));
}

function othersSince(route: Route, routes: Iterable<Route>): number[] {
  if (!route.lastFailure.isUnanswered) return [];
  return [...routes].flatMap(({ outage, lastFailure }) =>
    outage !== undefined && lastFailure.isUnanswered ? [outage.sinceMs] : [],
  );
}

function isRetired(retirement: Retirement | undefined, forFlowsBelow: number): boolean {
  return retirement !== undefined && retirement.forFlowsBelow >= forFlowsBelow;
}

function isOut({ key, target, retired, circuit }: Lane): boolean {
  const isClosed = key.retired !== undefined || retired !== undefined || key.targets?.has(target) === false;
  return isClosed || circuit.state.status !== 'closed';
}
