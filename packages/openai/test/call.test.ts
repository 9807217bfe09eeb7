import { describe, expect, it } from '@jest/globals';
import { keyPool, systemClock } from '@phasegraph/engine';
import OpenAI from 'openai';
import { z } from 'zod';
import { jsonOf } from '../src/answer-body.js';
import { performCall } from '../src/call.js';
import { errors } from '../src/errors.js';
import type { LimitFacts } from '../src/limit-facts.js';
import { wordsApi } from '../src/words-api.js';

/** What the answer's headers and body told of limits. */
async function factsOf(
  status: number,
  headers: Record<string, string>,
  body: string,
): Promise<[LimitFacts, { keyId: string; model: string }][]> {
  const told: [LimitFacts, { keyId: string; model: string }][] = [];
  const sdk = new OpenAI({
    apiKey: 'any',
    maxRetries: 0,
    baseURL: 'http://model.test/v1',
    fetch: () =>
      Promise.resolve(
        new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }),
      ),
  });
  const connection = {
    scope: {
      task: 'a',
      phase: 'a',
      attempt: 1,
      rank: 0,
      signal: new AbortController().signal,
      queued: () => () => undefined,
      report: () => undefined,
    },
    resource: 'model',
    pool: keyPool({ name: 'model', keys: [{ id: 'first' }], clock: systemClock }),
    clock: systemClock,
    server: 'http://model.test/v1',
    scrub: (text: string) => text,
    words: wordsApi('auto'),
    sdkOf: () => sdk,
    onFacts: (facts: LimitFacts, about: { keyId: string; model: string }) => void told.push([facts, about]),
  };
  await performCall(connection, {
    model: 'a-model',
    asked: 'text',
    cost: Promise.resolve({ requests: 1, tokens: 1, images: 0 }),
    send: (one, signal, heard) => jsonOf(one.models.retrieve('x', { signal }), heard),
    usageOf: () => undefined,
    settled: () => ({}),
    read: (answer, place) => {
      if (!z.object({ id: z.string() }).safeParse(answer).success) throw errors.invalidAnswer(place, 'no id');
    },
  }).catch(() => undefined);
  return told;
}

const headers = {
  'x-ratelimit-limit-requests': '60',
  'x-ratelimit-remaining-requests': '59',
  'x-ratelimit-reset-requests': '1s',
};
const requests = { limit: 60, remaining: 59, resetMs: 1000 };
const about = { keyId: 'first', model: 'a-model' };

describe('what answers tell of limits', () => {
  it('is told for a success', async () => {
    expect(await factsOf(200, headers, '{"id":"x"}')).toEqual([[{ requests }, about]]);
  });

  it('is told for an answer that cannot be read', async () => {
    expect(await factsOf(200, headers, '{"id":')).toEqual([[{ requests }, about]]);
  });

  it('is told for an error, with the limit that a 429 names', async () => {
    const error = { type: 'tokens', message: 'on tokens per min (TPM): Limit 9, Used 9, Requested 1.' };
    expect(await factsOf(429, headers, JSON.stringify({ error }))).toEqual([
      [{ requests, exceeded: { dimension: 'tokens', limit: 9, used: 9, requested: 1 } }, about],
    ]);
    expect(await factsOf(500, headers, JSON.stringify({ error }))).toEqual([[{ requests }, about]]);
  });

  it('is nothing where the server says nothing', async () => {
    expect(await factsOf(200, {}, '{"id":"x"}')).toEqual([]);
    expect(await factsOf(429, {}, 'slow down')).toEqual([]);
  });
});
