import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exceededOf, limitFactsOf } from '../src/limit-facts.js';
import type { Exceeded, LimitFacts } from '../src/limit-facts.js';

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
  it.each<[Record<string, string>, LimitFacts]>([
    [{}, {}],
    [
      { 'limit-requests': '60', 'remaining-requests': '59', 'reset-requests': '1.2s' },
      { requests: { limit: 60, remaining: 59, resetMs: 1200 } },
    ],
    [
      { 'limit-tokens': '150000', 'remaining-tokens': '0', 'reset-tokens': '6m0s' },
      { tokens: { limit: 150_000, remaining: 0, resetMs: 360_000 } },
    ],
    [
      { 'limit-tokens': '10', 'remaining-tokens': '10', 'reset-tokens': '15ms' },
      { tokens: { limit: 10, remaining: 10, resetMs: 15 } },
    ],
    [
      { 'limit-tokens': '10', 'remaining-tokens': '1', 'reset-tokens': '1h0m0s' },
      { tokens: { limit: 10, remaining: 1, resetMs: 3_600_000 } },
    ],
    [{ 'limit-tokens': '10', 'remaining-tokens': '1' }, { tokens: { limit: 10, remaining: 1 } }],
    [
      { 'limit-tokens': '10', 'remaining-tokens': '1', 'reset-tokens': 'soon' },
      { tokens: { limit: 10, remaining: 1 } },
    ],
    [{ 'limit-tokens': '10' }, {}],
    [{ 'remaining-tokens': '10' }, {}],
    [{ 'limit-tokens': '10', 'remaining-tokens': '11' }, {}],
    [{ 'limit-tokens': '0', 'remaining-tokens': '0' }, {}],
    [{ 'limit-tokens': '-1', 'remaining-tokens': '-1' }, {}],
    [{ 'limit-tokens': '1e3', 'remaining-tokens': '5' }, {}],
    [{ 'limit-tokens': 'unlimited', 'remaining-tokens': 'unlimited' }, {}],
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
    const facts = fc.record({ requests: allowance, tokens: allowance }, { requiredKeys: [] });
    fc.assert(
      fc.property(facts, (told) => {
        const headers = Object.entries(told).flatMap(([name, { limit, remaining, resetMs }]) => [
          [`limit-${name}`, `${limit}`],
          [`remaining-${name}`, `${remaining}`],
          [`reset-${name}`, written(resetMs)],
        ]);
        expect(limitFactsOf(headersOf(Object.fromEntries(headers)))).toEqual(told);
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
        const { tokens } = limitFactsOf({ get: (name) => headers.get(name) ?? null });
        for (const number of Object.values(tokens ?? {})) expect(number).toBeGreaterThanOrEqual(0);
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
      { dimension: 'tokens', limit: 30_000, used: 29_000, requested: 2000, waitMs: 1200 },
    ],
    [
      {
        type: 'requests',
        message: `${reached} requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.`,
      },
      { dimension: 'requests', limit: 3, used: 3, requested: 1, waitMs: 20_000 },
    ],
    [
      {
        type: 'requests',
        message: `${reached} requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s.`,
      },
      { dimension: 'requests-per-day', limit: 200, used: 200, requested: 1, waitMs: 432_000 },
    ],
    [
      { type: 'images', message: `${reached} images per min: Limit: 5, Used: 5.` },
      { dimension: 'images', limit: 5, used: 5 },
    ],
    [
      { type: 'requests', message: `${reached} concurrent requests: Limit 4, Used 4, Requested 1.` },
      { dimension: 'concurrency', limit: 4, used: 4, requested: 1 },
    ],
    [
      {
        type: 'tokens',
        message:
          'Request too large for a-model on tokens per min (TPM): Limit 30,000, Requested 40,000. The input must be reduced.',
      },
      { dimension: 'tokens', limit: 30_000, requested: 40_000 },
    ],
    [
      { type: 'tokens', message: 'Slow down, please try again in 250ms.' },
      { dimension: 'tokens', waitMs: 250 },
    ],
    // Its numbers are a day's: they must not be taken for those of a minute.
    [
      { type: 'tokens', message: `${reached} tokens per day (TPD): Limit 9, Used 9, Requested 1.` },
      undefined,
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
