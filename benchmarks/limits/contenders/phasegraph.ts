import { openaiPool } from '@phasegraph/openai';
import { callScope } from '../../call-scope.js';
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
  return ({ input, maxOutputTokens }) =>
    pool.connect(callScope()).text({ instructions, input, maxOutputTokens, model: 'a-model' });
};
