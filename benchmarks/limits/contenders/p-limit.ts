import pLimit from 'p-limit';
import { retries } from '../contender.js';
import type { Contender } from '../contender.js';
import { sdkCalls } from '../sdk.js';

/** What most people write: so many at a time, keys in turn, and the SDK's own retries. */
export const pLimitAndSdk: Contender = (setting) => {
  const calls = sdkCalls(setting, retries);
  const limit = pLimit(10 * calls.length);
  let turn = 0;
  return (call) => limit(() => calls[turn++ % calls.length]?.(call));
};
