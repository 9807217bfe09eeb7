import { openaiPool } from '@phasegraph/openai';
import { concurrency } from '../contender.js';
import type { Contender } from '../contender.js';
import { instructions } from '../rows.js';

/** The pool, told of the same limits as everybody. */
export const phasegraph: Contender = ({ baseURL, keys, configured, minuteMs }) => {
  const pool = openaiPool({
    keys: keys.map(({ secret, group }, index) => ({ id: `key-${index}`, secret, group })),
    limits: { '*': { ...configured, concurrency } },
    // Sending a burst takes this machine as long as it does in whole minutes, so it is a larger part of these.
    arrivalJitterMs: 120,
    minuteMs,
    baseURL,
    env: {},
  });
  const { signal } = new AbortController();
  const client = pool.connect({
    task: 'benchmark',
    phase: 'benchmark',
    attempt: 1,
    rank: 0,
    share: { weight: 1 },
    signal,
    queued: () => () => undefined,
    report: () => undefined,
    keyChanged: () => undefined,
  });
  return ({ input, maxOutputTokens }) =>
    client.text({ instructions, input, maxOutputTokens, model: 'a-model' });
};
