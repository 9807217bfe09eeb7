import OpenAI from 'openai';
import type { Setting } from './contender.js';
import { instructions } from './rows.js';
import type { Call } from './rows.js';

/** By key: a function that makes a call with the SDK alone. */
export function sdkCalls(
  { baseURL, keys }: Pick<Setting, 'baseURL' | 'keys'>,
  maxRetries: number,
  model = 'a-model',
): ((call: Call) => Promise<unknown>)[] {
  return keys.map(({ secret }) => {
    const sdk = new OpenAI({ apiKey: secret, baseURL, maxRetries });
    return ({ input, maxOutputTokens }) =>
      sdk.responses.create({ model, instructions, input, max_output_tokens: maxOutputTokens });
  });
}

/** What an error of the SDK asks to wait, in milliseconds. */
export function waitAsked(error: unknown): number {
  const ms = error instanceof OpenAI.APIError ? Number(error.headers?.get('retry-after-ms')) : NaN;
  return ms > 0 ? ms : 500;
}
