import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AdaptiveConcurrency } from '../../src/limits/adaptive-concurrency.js';

describe('AdaptiveConcurrency', () => {
  it('begins at the configured cap, and answers do not raise it above', () => {
    const concurrency = new AdaptiveConcurrency(8);
    for (let nth = 0; nth < 100; nth++) concurrency.answered(8);
    expect(concurrency.cap).toBe(8);
  });

  it('halves when a call is turned away, and takes a tenth off when answers slow down', () => {
    const concurrency = new AdaptiveConcurrency(40);
    concurrency.throttled(0, 40, 10);
    expect(concurrency.cap).toBe(20);
    concurrency.slowed(10, 20, 20);
    expect(concurrency.cap).toBe(18);
  });

  it('takes calls that left together for one sign', () => {
    const concurrency = new AdaptiveConcurrency(40);
    for (let nth = 0; nth < 5; nth++) concurrency.throttled(0, 40, 10);
    expect(concurrency.cap).toBe(20);
    concurrency.throttled(9, 40, 50);
    expect(concurrency.cap).toBe(20);
    concurrency.throttled(10, 40, 50);
    expect(concurrency.cap).toBe(10);
  });

  it('never goes below one', () => {
    const concurrency = new AdaptiveConcurrency(3);
    for (let nth = 1; nth < 20; nth++) concurrency.throttled(nth, 1, nth);
    expect(concurrency.cap).toBe(1);
  });

  it('goes up by one each time that as many have been answered as it allows', () => {
    const concurrency = new AdaptiveConcurrency(40);
    concurrency.throttled(0, 20, 10);
    expect(concurrency.cap).toBe(10);
    let answers = 0;
    while (concurrency.cap < 11) {
      concurrency.answered(concurrency.cap);
      answers++;
    }
    expect(answers).toBeGreaterThanOrEqual(10);
    expect(answers).toBeLessThanOrEqual(12);
  });

  it('does not go up while nobody asks for more', () => {
    const concurrency = new AdaptiveConcurrency(40);
    concurrency.throttled(0, 20, 10);
    for (let nth = 0; nth < 100; nth++) concurrency.answered(5);
    expect(concurrency.cap).toBe(10);
  });

  it('lowers what was in flight where no cap is configured', () => {
    const concurrency = new AdaptiveConcurrency(Infinity);
    expect(concurrency.cap).toBe(Infinity);
    concurrency.throttled(0, 30, 10);
    expect(concurrency.cap).toBe(15);
  });

  it('stays between one and the configured cap, whatever happens', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('answered', 'throttled', 'slowed'), fc.integer({ min: 1, max: 50 })),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), steps, (configured, all) => {
        const concurrency = new AdaptiveConcurrency(configured);
        all.forEach(([what, inFlight], nth) => {
          const before = concurrency.cap;
          if (what === 'answered') concurrency.answered(inFlight);
          else if (what === 'throttled') concurrency.throttled(nth, inFlight, nth);
          else concurrency.slowed(nth, inFlight, nth);
          expect(Number.isInteger(concurrency.cap)).toBe(true);
          expect(concurrency.cap).toBeGreaterThanOrEqual(1);
          expect(concurrency.cap).toBeLessThanOrEqual(what === 'answered' ? configured : before);
        });
      }),
    );
  });
});
