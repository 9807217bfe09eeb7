import { errors } from '../errors.js';
import { dimensions } from './cost.js';
import type { Cost } from './cost.js';
import type { CallOptions } from './key-pool.js';

/** What is wrong with what a call is to take and to be served: a number that is none would never be compared with anything. */
export function faultOf(
  pool: string,
  cost: Cost,
  { rank, leastCost = cost, share }: CallOptions,
): Error | undefined {
  for (const dimension of dimensions) {
    for (const amount of [cost[dimension], leastCost[dimension]]) {
      if (amount >= 0 && amount < Infinity) continue;
      return errors.invalidOption(
        `A call through the pool "${pool}" takes ${dimension}: ${amount}`,
        'use a number, 0 or more',
      );
    }
  }
  if (Number.isNaN(rank))
    return errors.invalidOption(`A call through the pool "${pool}" has rank: ${rank}`, 'use a number');
  const weight = share?.weight ?? 1;
  if (weight > 0 && weight < Infinity) return undefined;
  return errors.invalidOption(
    `A call through the pool "${pool}" has share.weight: ${weight}`,
    'use a number above 0',
  );
}
