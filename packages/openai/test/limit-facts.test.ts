import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LimitFact } from '@phasegraph/engine';
import { exceededOf, limitFactsOf, waitToldIn } from '../src/limit-facts.js';
import type { Exceeded } from '../src/limit-facts.js';

function headersOf(told: Record<string, string>): Headers {
  return new Headers(Object.entries(told).map(([name, value]) => [`x-ratelimit-${name}`, value]));
}

/** As Go prints durations, which is how the provider writes them. */
function written(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const seconds = `${(ms % 60_000) / 1000}s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}

describe('limitFactsOf', () => {
  it.each<[Record<string, string>, LimitFact[]]>([
    [{}, []],
    [
      { 'limit-requests': '60', 'remaining-requests': '59', 'reset-requests': '1.2s' },
      [{ dimension: 'requests', limit: 60, remaining: 59, resetMs: 1200 }],
    ],
    [
      { 'limit-tokens': '150000', 'remaining-tokens': '0', 'reset-tokens': '6m0s' },
      [{ dimension: 'tokens', limit: 150_000, remaining: 0, resetMs: 360_000 }],
    ],
    [
      { 'limit-tokens': '10', 'remaining-tokens': '10', 'reset-tokens': '15ms' },
      [{ dimension: 'tokens', limit: 10, remaining: 10, resetMs: 15 }],
    ],
    [
      { 'limit-tokens': '10', 'remaining-tokens': '1', 'reset-tokens': '1h0m0s' },
      [{ dimension: 'tokens', limit: 10, remaining: 1, resetMs: 3_600_000 }],
    ],
    [{ 'limit-tokens': '10', 'remaining-tokens': '1' }, [{ dimension: 'tokens', limit: 10, remaining: 1 }]],
    [
      { 'limit-tokens': '10', 'remaining-tokens': '1', 'reset-tokens': 'soon' },
      [{ dimension: 'tokens', limit: 10, remaining: 1 }],
    ],
    [{ 'limit-tokens': '10' }, []],
    [{ 'remaining-tokens': '10' }, []],
    [{ 'limit-tokens': '10', 'remaining-tokens': '11' }, []],
    [{ 'limit-tokens': '0', 'remaining-tokens': '0' }, []],
    [{ 'limit-tokens': '-1', 'remaining-tokens': '-1' }, []],
    [{ 'limit-tokens': '1e3', 'remaining-tokens': '5' }, []],
    [{ 'limit-tokens': 'unlimited', 'remaining-tokens': 'unlimited' }, []],
  ])('reads %j', (told, expected) => {
    expect(limitFactsOf(headersOf(told))).toEqual(expected);
  });

  it('reads whatever a provider writes, each dimension by itself', () => {
    const limit = fc.integer({ min: 1, max: 1e9 });
    const allowance = fc
      .tuple(limit, limit, fc.integer({ min: 0, max: 86_400_000 }))
      .map(([one, other, resetMs]) => ({
        limit: Math.max(one, other),
        remaining: Math.min(one, other),
        resetMs,
      }));
    const facts = fc.record(
      { requests: allowance, tokens: allowance, images: allowance },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(facts, (told) => {
        const headers = Object.entries(told).flatMap(([name, { limit, remaining, resetMs }]) => [
          [`limit-${name}`, `${limit}`],
          [`remaining-${name}`, `${remaining}`],
          [`reset-${name}`, written(resetMs)],
        ]);
        const read = limitFactsOf(headersOf(Object.fromEntries(headers)));
        expect(Object.fromEntries(read.map(({ dimension, ...rest }) => [dimension, rest]))).toEqual(told);
      }),
    );
  });

  it('never throws, and never makes a number of nonsense', () => {
    const printable = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(printable, printable, printable, (limit, remaining, reset) => {
        const headers = new Map([
          ['x-ratelimit-limit-tokens', limit],
          ['x-ratelimit-remaining-tokens', remaining],
          ['x-ratelimit-reset-tokens', reset],
        ]);
        for (const { limit: most, remaining: left, resetMs } of limitFactsOf({
          get: (name) => headers.get(name) ?? null,
        })) {
          for (const number of [most, left, resetMs ?? 0]) expect(number).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('exceededOf', () => {
  const reached = 'Rate limit reached for a-model in organization org-x on';
  it.each<[unknown, Exceeded | undefined]>([
    [
      {
        type: 'tokens',
        message: `${reached} tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 1.2s. Visit https://`,
      },
      { dimension: 'tokens', per: 'minute', exceeded: true, limit: 30_000, remaining: 1000 },
    ],
    [
      {
        type: 'requests',
        message: `${reached} requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.`,
      },
      { dimension: 'requests', per: 'minute', exceeded: true, limit: 3, remaining: 0 },
    ],
    [
      {
        type: 'requests',
        message: `${reached} requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s.`,
      },
      { dimension: 'requests', per: 'day', exceeded: true, limit: 200, remaining: 0 },
    ],
    [
      { type: 'images', message: `${reached} images per min: Limit: 5, Used: 5.` },
      { dimension: 'images', per: 'minute', exceeded: true, limit: 5, remaining: 0 },
    ],
    [
      { type: 'requests', message: `${reached} concurrent requests: Limit 4, Used 4, Requested 1.` },
      { dimension: 'concurrency' },
    ],
    [
      {
        type: 'tokens',
        message:
          'Request too large for a-model on tokens per min (TPM): Limit 30,000, Requested 40,000. The input must be reduced.',
      },
      { dimension: 'tokens', per: 'minute', exceeded: true, limit: 30_000 },
    ],
    [
      { type: 'tokens', message: 'Slow down, please try again in 250ms.' },
      { dimension: 'tokens', exceeded: true },
    ],
    // Its numbers are a day's: they must not be taken for those of a minute.
    [
      { type: 'tokens', message: `${reached} tokens per day (TPD): Limit 9, Used 9, Requested 1.` },
      undefined,
    ],
    // A limit of none would let nothing through for ever.
    [
      { type: 'tokens', message: `${reached} tokens per min (TPM): Limit 0, Used 0, Requested 1.` },
      { dimension: 'tokens', per: 'minute', exceeded: true },
    ],
    // More than all of it was used: what is left is none, not less.
    [
      { type: 'tokens', message: `${reached} tokens per min (TPM): Limit 10, Used 15, Requested 1.` },
      { dimension: 'tokens', per: 'minute', exceeded: true, limit: 10, remaining: 0 },
    ],
    [{ type: 'rate_limit_error', message: 'Slow down.' }, undefined],
    [{ message: 7, type: null }, undefined],
    ['tokens', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('reads %j', (error, expected) => {
    expect(exceededOf(error)).toEqual(expected);
  });
});

describe('waitToldIn', () => {
  it.each<[string, number | undefined]>([
    ['Rate limit reached. Please try again in 1.2s. Visit https://', 1200],
    ['Please try again in 20s.', 20_000],
    ['Please try again in 7m12s.', 432_000],
    ['Slow down, please try again in 250ms.', 250],
    ['Please try again later.', undefined],
    ['Try again in a while', undefined],
    ['', undefined],
  ])('reads %j', (message, expected) => {
    expect(waitToldIn(message)).toBe(expected);
  });
});
