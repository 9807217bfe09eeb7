import { describe, expect, it } from '@jest/globals';
import { durationMs, retryAfterOf } from '../src/retry-after.js';

const wallTimeMs = Date.parse('2026-01-01T00:00:00Z');

function waitFor(headers: Record<string, string>): number | undefined {
  return retryAfterOf(new Headers(headers), wallTimeMs);
}

describe('retryAfterOf', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '120', 'retry-after': '1' }, 120],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }, 20_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' }, 360_000],
    [{ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '6m0s' }, undefined],
    [
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '20ms',
      },
      1000,
    ],
  ])('reads %j', (headers, expected) => {
    expect(waitFor(headers)).toBe(expected);
  });
});

describe('durationMs', () => {
  it.each<[string, number | undefined]>([
    ['6m0s', 360_000],
    ['1h2m3.5s', 3_723_500],
    ['20ms', 20],
    ['1s', 1000],
    ['2m', 120_000],
    ['', undefined],
    ['soon', undefined],
    ['1d', undefined],
  ])('reads %j', (text, expected) => {
    expect(durationMs(text)).toBe(expected);
  });
});
