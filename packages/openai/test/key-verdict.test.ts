import { describe, expect, it } from '@jest/globals';
import { ModelError } from '../src/index.js';
import type { ModelErrorDetails } from '../src/index.js';
import { keyVerdict } from '../src/key-verdict.js';

function throttledBy(details: ModelErrorDetails) {
  return keyVerdict(new ModelError('rate-limited', 'no', { status: 429, ...details }));
}

describe('keyVerdict on a 429', () => {
  it.each<[string, ModelErrorDetails, number]>([
    ['for as long as it asks', { retryAfterMs: 7000 }, 7000],
    ['for some seconds where it asks for nothing', {}, 5000],
    ['for as long as the pool finds right where it asks for no wait at all', { retryAfterMs: 0 }, 0],
    ['for a day, and lets the pool say what that comes to', { retryAfterMs: 86_400_000 }, 86_400_000],
    ['for a while where it asks for hardly any', { retryAfterMs: 3 }, 250],
  ])('pauses the account %s', (_what, details, forMs) => {
    expect(throttledBy(details)).toEqual({ kind: 'pause', forMs, scope: 'group' });
  });

  it.each([
    [undefined, 250],
    [0, 0],
    [3, 250],
    [900, 900],
  ])('pauses the key alone where there were too many calls at once: %s', (retryAfterMs, forMs) => {
    expect(throttledBy({ retryAfterMs, about: 'concurrency' })).toEqual({ kind: 'pause', forMs });
  });
});
