import { describe, expect, it } from '@jest/globals';
import { keptInMemory, keyPool, memoryLedger, systemClock } from '@phasegraph/engine';
import type { Cost, LimitFact, Usage } from '@phasegraph/engine';
import OpenAI from 'openai';
import { z } from 'zod';
import { jsonOf } from '../src/answer-body.js';
import { performCall } from '../src/call.js';
import type { Connection } from '../src/call.js';
import { errors } from '../src/errors.js';
import { LearnedEstimates } from '../src/learned-estimates.js';
import type { OutputCount } from '../src/learned-estimates.js';
import { priceList } from '../src/prices.js';
import { wordsApi } from '../src/words-api.js';

const estimate = { inputTokens: 100, outputTokens: 20, output: 'cap', images: 0 } as const;

/** A pool of one key in a group that is limited by the test's own ledger, and a call through it. */
function rig(
  status: number,
  headers: Record<string, string>,
  body: string,
  outputCount: OutputCount = 'up-front',
) {
  const told: (readonly LimitFact[])[] = [];
  const booked: Cost[] = [];
  const settled: Cost[] = [];
  const countedMs: (number | undefined)[] = [];
  const ledger = memoryLedger([]);
  const controller = new AbortController();
  const sdk = new OpenAI({
    apiKey: 'any',
    maxRetries: 0,
    baseURL: 'http://model.test/v1',
    fetch: () =>
      Promise.resolve(
        new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }),
      ),
  });
  const connection: Connection = {
    scope: {
      task: 'a',
      phase: 'a',
      attempt: 1,
      rank: 0,
      share: { weight: 1 },
      signal: controller.signal,
      queued: () => () => undefined,
      keep: (bytes) => Promise.resolve(keptInMemory(bytes)),
      report: () => undefined,
      keyChanged: () => undefined,
    },
    resource: 'model',
    pool: keyPool({
      name: 'model',
      keys: [{ id: 'first' }],
      clock: systemClock,
      ledger: () => ({
        ...ledger,
        reserve: (cost, nowMs) => {
          booked.push(cost);
          return ledger.reserve(cost, nowMs);
        },
        settle: (_reservation, actual, tokensCountedMs) => {
          settled.push(actual);
          countedMs.push(tokensCountedMs);
        },
        learn: (facts) => {
          // Before the call is settled: what it booked is part of what the server has counted.
          expect(settled).toHaveLength(0);
          told.push(facts);
          return false;
        },
      }),
    }),
    clock: systemClock,
    server: 'http://model.test/v1',
    scrub: (text: string) => text,
    hideSecrets: (text: string) => text,
    words: wordsApi('auto'),
    estimates: new LearnedEstimates(outputCount),
    prices: priceList(),
    sdkOf: () => sdk,
  };
  return {
    told,
    booked,
    settled,
    countedMs,
    connection,
    call: (usage?: Usage): Promise<unknown> =>
      performCall(connection, {
        model: 'a-model',
        asked: 'text',
        estimate: () => Promise.resolve(estimate),
        send: (one, signal, heard) => jsonOf(one.models.retrieve('x', { signal }), heard),
        usageOf: () => usage,
        read: (answer, place) => {
          if (z.object({ failed: z.string() }).safeParse(answer).success)
            throw errors.failed('bad-request', place, 'no', {});
          if (!z.object({ id: z.string() }).safeParse(answer).success)
            throw errors.invalidAnswer(place, 'no id');
        },
        recording: { request: 'x', keep: (answer) => answer, recall: (kept) => kept },
      }).catch((thrown: unknown) => thrown),
  };
}

/** What the answer's headers and body told of limits. */
async function factsOf(
  status: number,
  headers: Record<string, string>,
  body: string,
): Promise<(readonly LimitFact[])[]> {
  const { told, call } = rig(status, headers, body);
  await call();
  return told;
}

const headers = {
  'x-ratelimit-limit-requests': '60',
  'x-ratelimit-remaining-requests': '59',
  'x-ratelimit-reset-requests': '1s',
};
const requests = { dimension: 'requests', limit: 60, remaining: 59, resetMs: 1000 };

describe('what answers tell of limits', () => {
  it('is told for a success', async () => {
    expect(await factsOf(200, headers, '{"id":"x"}')).toEqual([[requests]]);
  });

  it('is told for an answer that cannot be read', async () => {
    expect(await factsOf(200, headers, '{"id":')).toEqual([[requests]]);
  });

  it('is told for an error, with the limit that a 429 names', async () => {
    const error = { type: 'tokens', message: 'on tokens per min (TPM): Limit 9, Used 9, Requested 1.' };
    const tokens = { dimension: 'tokens', per: 'minute', exceeded: true, limit: 9, remaining: 0 };
    expect(await factsOf(429, headers, JSON.stringify({ error }))).toEqual([[requests, tokens]]);
    expect(await factsOf(500, headers, JSON.stringify({ error }))).toEqual([[requests]]);
  });

  it('is what the headers say where the words of a 429 say another limit', async () => {
    const error = { type: 'requests', message: 'on requests per min (RPM): Limit 9, Used 9, Requested 1.' };
    expect(await factsOf(429, headers, JSON.stringify({ error }))).toEqual([[requests]]);
  });

  it('is both where the words of a 429 are about the day', async () => {
    const error = { type: 'requests', message: 'on requests per day (RPD): Limit 9, Used 9, Requested 1.' };
    const ofDay = { dimension: 'requests', per: 'day', exceeded: true, limit: 9, remaining: 0 };
    expect(await factsOf(429, headers, JSON.stringify({ error }))).toEqual([[requests, ofDay]]);
  });

  it('is nothing where the server says nothing, or there were too many calls at once', async () => {
    expect(await factsOf(200, {}, '{"id":"x"}')).toEqual([]);
    expect(await factsOf(400, {}, 'no')).toEqual([]);
    const error = { type: 'requests', message: 'on concurrent requests: Limit 4, Used 4, Requested 1.' };
    expect(await factsOf(429, headers, JSON.stringify({ error }))).toEqual([[requests]]);
  });
});

describe('what a call is settled with', () => {
  it('is what it reserved, until its answer says what it used', async () => {
    const { booked, settled, call } = rig(200, {}, '{"id":"x"}');
    await call({ inputTokens: 110, outputTokens: 5 });
    expect(booked).toEqual([{ requests: 1, tokens: 150 + 20, images: 0 }]);
    expect(settled).toEqual([{ requests: 1, tokens: 115, images: 0 }]);
  });

  it('is counted when it is answered where the provider counts tokens then', async () => {
    const upFront = rig(200, {}, '{"id":"x"}');
    await upFront.call({ inputTokens: 110, outputTokens: 5 });
    expect(upFront.countedMs).toEqual([undefined]);
    const { countedMs, call } = rig(200, {}, '{"id":"x"}', 'when-answered');
    await call({ inputTokens: 110, outputTokens: 5 });
    expect(countedMs).toEqual([expect.any(Number)]);
  });

  it('teaches the next call of the same phase what it takes', async () => {
    const { booked, call } = rig(200, {}, '{"id":"x"}');
    for (let nth = 0; nth < 30; nth++) await call({ inputTokens: 110, outputTokens: 5 });
    // 110 of 100 counted, with hardly any deviation left; the cap of the answer is no estimate.
    expect(booked.at(-1)?.tokens).toBe(111 + 20);
  });

  it('is what may be true of what the answer says', async () => {
    const { settled, booked, call } = rig(200, {}, '{"id":"x"}');
    await call({ inputTokens: 100_000, outputTokens: 100_000 });
    expect(settled).toEqual([{ requests: 1, tokens: 2 * 150 + 20, images: 0 }]);
    await call({ inputTokens: 100, outputTokens: 5 });
    expect(booked.at(-1)?.tokens).toBeLessThan(400);
  });

  it('is all that it reserved where the answer says nothing, or cannot be read', async () => {
    const { settled, call } = rig(200, {}, '{"id":"x"}');
    await call();
    expect(settled).toEqual([{ requests: 1, tokens: 170, images: 0 }]);
    const broken = rig(200, {}, '{"id":');
    await broken.call();
    expect(broken.settled).toEqual([{ requests: 1, tokens: 170, images: 0 }]);
  });

  it('is what the answer says it used, where what it says cannot be taken', async () => {
    const { settled, call } = rig(200, {}, '{"no":"id"}');
    expect(await call({ inputTokens: 110, outputTokens: 5 })).toMatchObject({ code: 'invalid-answer' });
    expect(settled).toEqual([{ requests: 1, tokens: 115, images: 0 }]);
  });

  it('is what the answer says it used, where it tells a failure beside it', async () => {
    const { settled, call } = rig(200, {}, '{"failed":"no"}');
    expect(await call({ inputTokens: 110, outputTokens: 5 })).toMatchObject({ code: 'bad-request' });
    expect(settled).toEqual([{ requests: 1, tokens: 115, images: 0 }]);
  });

  it('is the request alone where the server turned it away', async () => {
    const { settled, call } = rig(400, {}, '{"error":{"message":"no"}}');
    expect(await call()).toMatchObject({ code: 'bad-request' });
    expect(settled).toEqual([{ requests: 1, tokens: 0, images: 0 }]);
  });

  it('is all that it reserved where the server failed: it may have worked', async () => {
    const { settled, call } = rig(500, {}, '{"error":{"message":"no"}}');
    expect(await call()).toMatchObject({ code: 'server' });
    expect(settled).toEqual([{ requests: 1, tokens: 170, images: 0 }]);
  });
});
