import { bottleneckAlone } from './contenders/bottleneck.js';
import { pLimitAndSdk } from './contenders/p-limit.js';
import { pQueue } from './contenders/p-queue.js';
import { phasegraph } from './contenders/phasegraph.js';
import type { Contender } from './contender.js';

/** By the name in the table. */
export const contenders: Readonly<Record<string, Contender>> = {
  Phasegraph: phasegraph,
  'p-limit': pLimitAndSdk,
  Bottleneck: bottleneckAlone,
  'p-queue': pQueue,
};
