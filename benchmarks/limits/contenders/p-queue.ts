import PQueue from 'p-queue';
import { concurrency, retries } from '../contender.js';
import type { Contender } from '../contender.js';
import { sdkCalls } from '../sdk.js';

/** p-queue with as many calls in any interval as the limit has, a queue a key; of tokens it knows their mean. */
export const pQueue: Contender = (setting) => {
  const { configured, minuteMs, meanTokens } = setting;
  const intervalCap = configured.rpm ?? Math.floor((configured.tpm ?? Infinity) / meanTokens);
  const lanes = sdkCalls(setting, retries).map((call) => ({
    queue: new PQueue({ concurrency, interval: minuteMs, intervalCap, strict: true }),
    call,
  }));
  let turn = 0;
  return (call) => {
    const lane = lanes[turn++ % lanes.length];
    if (lane === undefined) throw new Error('There is no key.');
    return lane.queue.add(() => lane.call(call));
  };
};
