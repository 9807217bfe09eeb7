import type { Clock } from '../clock.js';
import type { PoolKey } from './lane.js';
import type { PoolTimes } from './pool-options.js';
import type { Routes } from './routes.js';
import type { Flows } from './share.js';

/** What the parts of a pool have in common. */
export interface PoolMeans extends PoolTimes {
  readonly name: string;
  readonly clock: Clock;
  readonly keys: readonly PoolKey[];
  readonly routes: Routes;
  readonly flows: Flows;
}
