import Bottleneck from 'bottleneck';
import { concurrency, retries } from '../contender.js';
import type { Contender } from '../contender.js';
import { sdkCalls, waitAsked } from '../sdk.js';

/**
 * Bottleneck as its documentation shows it: a reservoir a key that is filled anew each minute, and retries by `failed`. A
 * reservoir counts one thing: calls, or tokens as their weight.
 */
export const bottleneckAlone: Contender = (setting) => {
  const { configured, minuteMs } = setting;
  const reservoir = configured.rpm ?? configured.tpm ?? Infinity;
  const lanes = sdkCalls(setting, 0).map((call) => {
    const limiter = new Bottleneck({
      reservoir,
      reservoirRefreshAmount: reservoir,
      reservoirRefreshInterval: minuteMs,
      // A weight counts against this too, and one above it is refused.
      maxConcurrent: configured.rpm === undefined ? null : concurrency,
    });
    limiter.on('failed', (error, { retryCount }) => (retryCount < retries ? waitAsked(error) : undefined));
    return { limiter, call };
  });
  let turn = 0;
  return (call) => {
    const lane = lanes[turn++ % lanes.length];
    if (lane === undefined) throw new Error('There is no key.');
    const weight = configured.rpm === undefined ? call.tokens : 1;
    return lane.limiter.schedule({ weight }, () => lane.call(call));
  };
};
