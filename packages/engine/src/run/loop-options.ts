import type { RunShare } from '../declare/resource.js';
import type { Plan } from '../plan/plan.js';
import type { RunOptions } from './options.js';
import type { Purse } from './purse.js';
import type { Scheduler } from './scheduler.js';
import type { Caps } from './slots.js';
import type { Within } from './within.js';

/** What a run is started with; one inside of another has the outer one's share of pools, its purse, and a place in it. */
export type LoopOptions = RunOptions & {
  readonly share?: RunShare;
  readonly purse?: Purse | undefined;
  readonly within?: Within | undefined;
};

/** What decides what starts when. */
export type MakeScheduler = (plan: Plan, caps: Caps) => Pick<Scheduler, 'step' | 'hasEnded'>;
