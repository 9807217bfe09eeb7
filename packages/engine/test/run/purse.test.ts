import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '@phasegraph/engine/testing';
import fc from 'fast-check';
import type { BudgetHold, CallBudget } from '../../src/declare/budget.js';
import { Purse } from '../../src/run/purse.js';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function holder(purse: Purse, rank = 0): { budget: CallBudget; abort: (reason: unknown) => void } {
  const controller = new AbortController();
  return {
    budget: purse.for({ rank, signal: controller.signal }),
    abort: (reason) => controller.abort(reason),
  };
}

/** A call that asks for room, and what has come of it so far. */
function asking(budget: CallBudget, worstUsd: number | undefined) {
  const call: { hold: BudgetHold | undefined; error: unknown } = { hold: undefined, error: undefined };
  budget.admit(worstUsd, 'm').then(
    (hold) => (call.hold = hold),
    (error: unknown) => (call.error = error),
  );
  return call;
}

describe('a purse', () => {
  it('lets in what fits, and the next one when a call has left room', async () => {
    const { budget } = holder(new Purse(1));
    const first = asking(budget, 0.6);
    const second = asking(budget, 0.6);
    await settle();
    expect(first.hold).toBeDefined();
    expect([second.hold, second.error]).toEqual([undefined, undefined]);
    first.hold?.charge(0.4);
    first.hold?.release();
    await settle();
    expect(second.hold).toBeDefined();
  });

  it('turns away at once what cannot fit any more, and says how much is left', async () => {
    const { budget } = holder(new Purse(1));
    const first = asking(budget, 0.6);
    await settle();
    first.hold?.charge(0.5);
    const second = asking(budget, 0.6);
    await settle();
    expect(second.error).toMatchObject({ code: 'budget-exhausted', retryable: false });
    expect(String(second.error)).toContain('may cost $0.6000');
    expect(String(second.error)).toContain("$0.5000 of the run's budget of $1.00 is left");
    expect(String(second.error)).toContain('needs at least $0.6000');
  });

  it('turns away those that wait when a call cost so much that they cannot fit any more', async () => {
    const { budget } = holder(new Purse(1));
    const first = asking(budget, 0.6);
    const second = asking(budget, 0.6);
    await settle();
    first.hold?.charge(0.6);
    await settle();
    expect(second.error).toMatchObject({ code: 'budget-exhausted' });
  });

  it('takes the worst case for spent where nobody knows what a call cost', async () => {
    const { budget } = holder(new Purse(1));
    const first = asking(budget, 0.6);
    await settle();
    first.hold?.charge(undefined);
    first.hold?.release();
    const second = asking(budget, 0.5);
    await settle();
    expect(second.error).toMatchObject({ code: 'budget-exhausted' });
  });

  it('keeps room for another start of a call while there is some', async () => {
    const { budget } = holder(new Purse(1));
    const call = asking(budget, 0.3);
    await settle();
    expect([call.hold?.charge(undefined), call.hold?.charge(0), call.hold?.charge(undefined)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(call.hold?.charge(undefined)).toBe(false);
  });

  it('serves the highest rank first, and lets nobody by who would take its room', async () => {
    const purse = new Purse(1);
    const first = asking(holder(purse).budget, 0.6);
    const low = asking(holder(purse, 1).budget, 0.3);
    await settle();
    // There was room for the low one when it came. What comes now waits behind the high one.
    expect(low.hold).toBeDefined();
    const high = asking(holder(purse, 9).budget, 0.5);
    const lower = asking(holder(purse, 1).budget, 0.1);
    await settle();
    expect([high.hold, lower.hold]).toEqual([undefined, undefined]);
    first.hold?.charge(0.1);
    first.hold?.release();
    await settle();
    expect(high.hold).toBeDefined();
    expect(lower.hold).toBeDefined();
  });

  it('refuses what has no known price', async () => {
    const { budget } = holder(new Purse(1));
    await expect(budget.admit(undefined, 'a-model')).rejects.toMatchObject({ code: 'unknown-price' });
    await expect(budget.admit(undefined, 'a-model')).rejects.toThrow('Give the price');
  });

  it('forgets a call whose attempt is aborted while it waits, and serves those behind it', async () => {
    const purse = new Purse(1);
    const first = asking(holder(purse).budget, 0.6);
    const gone = holder(purse, 9);
    const big = asking(gone.budget, 0.9);
    const small = asking(holder(purse).budget, 0.2);
    await settle();
    expect([first.hold !== undefined, small.hold]).toEqual([true, undefined]);
    gone.abort('over');
    await settle();
    expect([big.error, small.hold !== undefined]).toEqual(['over', true]);
    await expect(gone.budget.admit(0.1, 'm')).rejects.toBe('over');
  });

  it('does not let a call wait for the answer that waits for it', async () => {
    const { budget } = holder(new Purse(1));
    const outer = asking(budget, 0.8);
    await settle();
    const goesOn = budget.handingOver();
    const inner = asking(budget, 0.5);
    await settle();
    expect(inner.error).toMatchObject({ code: 'budget-exhausted' });
    goesOn();
    const later = asking(budget, 0.5);
    outer.hold?.charge(0.1);
    outer.hold?.release();
    await settle();
    expect(later.hold).toBeDefined();
  });

  it('lets the call of an answer that waits for it by those in the line, which wait for that answer', async () => {
    const purse = new Purse(0.3);
    const [one, other] = [holder(purse, 1).budget, holder(purse, 9).budget];
    const outer = asking(one, 0.1);
    await settle();
    one.handingOver();
    const big = asking(other, 0.25);
    const inner = asking(one, 0.1);
    await settle();
    expect([outer.hold !== undefined, big.hold, inner.hold !== undefined]).toEqual([true, undefined, true]);
  });

  it('refuses the lowest of the calls that answers wait for, when those answers are all that is under way', async () => {
    const purse = new Purse(0.25);
    const [high, low] = [holder(purse, 9).budget, holder(purse, 1).budget];
    const outer = [asking(high, 0.1), asking(low, 0.1)];
    await settle();
    for (const budget of [high, low]) budget.handingOver();
    const inner = [asking(high, 0.1), asking(low, 0.1)];
    await settle();
    expect(inner[0]).toEqual({ hold: undefined, error: undefined });
    expect(inner[1]?.error).toMatchObject({ code: 'budget-exhausted' });
    outer[1]?.hold?.release();
    await settle();
    expect(inner[0]?.hold).toBeDefined();
  });

  it('waits for an inner call that is under way, though all else waits for a phase', async () => {
    const { budget } = holder(new Purse(0.35));
    const outer = asking(budget, 0.1);
    await settle();
    budget.handingOver();
    const inner = [asking(budget, 0.2), asking(budget, 0.2)];
    await settle();
    expect([outer.hold !== undefined, inner[0]?.hold !== undefined]).toEqual([true, true]);
    expect(inner[1]).toEqual({ hold: undefined, error: undefined });
    inner[0]?.hold?.charge(0);
    inner[0]?.hold?.release();
    await settle();
    expect(inner[1]?.hold).toBeDefined();
  });

  it('tells whose call it refused, and says what was refused', async () => {
    const purse = new Purse(1);
    const refused: unknown[] = [];
    const { signal } = new AbortController();
    const budget = purse.for({ rank: 0, signal, refused: ({ code }) => refused.push(code) });
    const cause = new Error('cut off');
    await expect(budget.admit(1.5, 'm', { cause })).rejects.toMatchObject({ cause });
    await expect(budget.admit(1.2, 'm')).rejects.toThrow('may cost $1.20');
    const advice = 'Look it up.';
    await expect(budget.admit(undefined, 'm', { advice })).rejects.toThrow(
      'no known price, and the run has a budget, which it could break. Look it up.',
    );
    expect(refused).toEqual(['budget-exhausted', 'budget-exhausted', 'unknown-price']);
    expect(purse.report()).toEqual({ usd: 1, spentUsd: 0, refusedUsd: 1.5 });
  });

  it('counts in whole units: ten dimes are a dollar', async () => {
    const { budget } = holder(new Purse(1));
    const calls = Array.from({ length: 10 }, () => asking(budget, 0.1));
    await settle();
    expect(calls.every(({ hold }) => hold !== undefined)).toBe(true);
  });

  it('rounds up what a call may cost and what it did: three of a third and a little more are not let in', async () => {
    const purse = new Purse(1);
    const { budget } = holder(purse);
    const aThirdAndMore = 0.3333333334;
    const calls = Array.from({ length: 3 }, () => asking(budget, aThirdAndMore));
    await settle();
    expect(calls.map(({ hold }) => hold !== undefined)).toEqual([true, true, false]);
    calls[0]?.hold?.charge(aThirdAndMore);
    expect(purse.report().spentUsd).toBe(0.333333334);
  });

  it('listens once to the signal of an attempt, however many of its calls wait', async () => {
    const purse = new Purse(1);
    const controller = new AbortController();
    const budget = purse.for({ rank: 0, signal: controller.signal });
    const [first, ...others] = Array.from({ length: 20 }, () => asking(budget, 0.6));
    await settle();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort('over');
    await settle();
    expect(first?.hold).toBeDefined();
    expect(others.every(({ error }) => error === 'over')).toBe(true);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('leaves no listener when nothing waits any more', async () => {
    const purse = new Purse(1);
    const { signal } = new AbortController();
    const budget = purse.for({ rank: 0, signal });
    const [first, second] = [asking(budget, 0.6), asking(budget, 0.6)];
    await settle();
    first.hold?.charge(0.6);
    await settle();
    expect(second.error).toMatchObject({ code: 'budget-exhausted' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

/** Amounts in whole cents, so that the test's own sums are exact. */
const drawnCall = fc.record({
  worst: fc.integer({ min: 0, max: 60 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  isUnknown: fc.boolean(),
  forMs: fc.integer({ min: 0, max: 50 }),
  starts: fc.integer({ min: 1, max: 3 }),
});

/** Calls of attempts; some hand over their answer to a phase that makes further calls before it goes on. */
const drawnAttempts = fc.array(
  fc.record({
    outer: drawnCall,
    inner: fc.array(drawnCall, { maxLength: 3 }),
    isParallel: fc.boolean(),
    atMs: fc.integer({ min: 0, max: 50 }),
    rank: fc.integer({ min: 0, max: 3 }),
    abortAtMs: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  }),
  { maxLength: 20 },
);

describe('whatever the mix of calls', () => {
  it('never more is spent than the budget, and none waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(drawnAttempts, fc.integer({ min: 0, max: 200 }), async (attempts, budget) => {
        const clock = virtualClock();
        const purse = new Purse(budget / 100);
        let spent = 0;
        const made = attempts.map(async ({ outer, inner, isParallel, atMs, rank, abortAtMs }) => {
          const controller = new AbortController();
          if (abortAtMs !== undefined) clock.setTimer(abortAtMs, () => controller.abort(new Error('over')));
          const asked = purse.for({ rank, signal: controller.signal });
          const call = async (
            { worst, share, isUnknown, forMs, starts }: typeof outer,
            handOver: () => Promise<void> = () => Promise.resolve(),
          ): Promise<void> => {
            const hold = await asked.admit(worst / 100, 'm');
            try {
              for (let start = 1, more = true; more && start <= starts; start++) {
                await clock.sleep(forMs, controller.signal).catch(() => undefined);
                try {
                  if (start === 1) await handOver();
                } finally {
                  const cost = Math.floor(worst * share);
                  spent += isUnknown ? worst : cost;
                  more = hold.charge(isUnknown ? undefined : cost / 100);
                  expect(spent).toBeLessThanOrEqual(budget);
                }
              }
            } finally {
              hold.release();
            }
          };
          await clock.sleep(atMs);
          await call(outer, async () => {
            if (inner.length === 0) return;
            const goesOn = asked.handingOver();
            try {
              // One that is refused does not end the others.
              if (isParallel) await Promise.allSettled(inner.map((each) => call(each)));
              else for (const each of inner) await call(each);
            } finally {
              goesOn();
            }
          });
        });
        const ended = await clock.run(Promise.allSettled(made));
        for (const end of ended) {
          if (end.status === 'fulfilled') continue;
          const { code, message } = end.reason as { code?: string; message: string };
          expect(code ?? message).toMatch(/^(budget-exhausted|over)$/u);
        }
      }),
      { numRuns: 300 },
    );
  });
});
