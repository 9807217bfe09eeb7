import { errors } from '../errors.js';
import type { Cost } from './cost.js';
import { whyClosed } from './lane.js';
import type { Lane } from './lane.js';
import type { Limit } from './ledger.js';
import type { Route } from './routes.js';
import type { Flow } from './share.js';

/**
 * The error for a call that would wait for ever, or for longer than it is worth: every key is done for, the servers are
 * down, or no limit ever has room for it.
 *
 * @returns `undefined` where waiting makes sense
 */
export function whyRefused(
  pool: string,
  { leastCost, flow }: { readonly leastCost: Cost; readonly flow: Flow },
  { target, lanes, lastFailure }: Route,
  at: {
    readonly nowMs: number;
    /** The servers have not answered for longer than they are waited for. */
    readonly isGivenUp: boolean;
    /** For longer than this no call is to wait for room in a limit, in milliseconds. */
    readonly longestWaitMs: number;
  },
): Error | undefined {
  const open = lanes.filter((lane) => whyClosed(lane, flow) === undefined);
  if (open.length === 0) {
    return errors.noUsableKey(lanes.map((lane) => `"${lane.key.id}" ${whyClosed(lane, flow)}`));
  }
  if (at.isGivenUp) {
    // Unless the call may be the one that finds out if they are up again.
    const mayProbe = open.some(({ circuit }) => circuit.opensAtMs(at.nowMs) <= at.nowMs);
    if (!mayProbe) return errors.providerUnavailable(pool, target, lastFailure.reason, lastFailure.error);
  }
  return tooLarge(pool, leastCost, open) ?? usedUp(leastCost, open, at);
}

/** A limit of a day that is used up is as good as none left. */
function usedUp(
  cost: Cost,
  open: readonly Lane[],
  { nowMs, longestWaitMs }: { readonly nowMs: number; readonly longestWaitMs: number },
): Error | undefined {
  const waitsMs = open.map(({ account }) => account.ledger.fitsAtMs(cost, nowMs) - nowMs);
  if (!waitsMs.every((waitMs) => waitMs > longestWaitMs)) return undefined;
  return errors.noUsableKey(
    open.map(({ key }, index) => {
      const minutes = Math.ceil((waitsMs[index] ?? 0) / 60_000);
      return `"${key.id}" has used up a limit and has no room for ${minutes} minutes`;
    }),
  );
}

function tooLarge(pool: string, cost: Cost, open: readonly Lane[]): Error | undefined {
  const exceeded: Limit[] = [];
  for (const { account } of open) {
    const limit = account.ledger.limitBelow(cost, 'ever');
    if (limit === undefined) return undefined;
    exceeded.push(limit);
  }
  const [first] = exceeded;
  if (first === undefined) return undefined;
  const widest = exceeded.reduce(
    (a, b) => (b.dimension === a.dimension && b.amount > a.amount ? b : a),
    first,
  );
  const { dimension, amount, windowMs } = widest;
  return errors.callTooLarge(pool, `${cost[dimension]} ${dimension}`, [
    `${amount} ${dimension} in ${windowMs / 1000} s`,
  ]);
}
