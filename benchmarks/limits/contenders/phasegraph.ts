import { openaiPool } from '@phasegraph/openai';
import { concurrency } from '../contender.js';
import type { Contender } from '../contender.js';
import { instructions } from '../rows.js';

/** The pool, told of the same limits as everybody. */
export const phasegraph: Contender = ({ baseURL, keys, configured, minuteMs }) => {
  const pool = openaiPool({
    keys: keys.map(({ secret, group }, index) => ({ id: `key-${index}`, secret, group })),
    limits: { '*': { ...configured, concurrency } },
    minuteMs,
    baseURL,
    env: {},
  });
  const share = { weight: 1 };
  return ({ input, maxOutputTokens }) => {
    // As a run does it: each attempt of a task has its own.
    const client = pool.connect({
      task: 'benchmark',
      phase: 'benchmark',
      attempt: 1,
      rank: 0,
      share,
      signal: new AbortController().signal,
      queued: () => () => undefined,
      report: () => undefined,
      keyChanged: () => undefined,
    });
    return client.text({ instructions, input, maxOutputTokens, model: 'a-model' });
  };
};
