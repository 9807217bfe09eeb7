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
    expect(String(second.error)).toContain('budget of $1.0000 $0.5000 are left');
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

  it('counts in whole units: ten dimes are a dollar', async () => {
    const { budget } = holder(new Purse(1));
    const calls = Array.from({ length: 10 }, () => asking(budget, 0.1));
    await settle();
    expect(calls.every(({ hold }) => hold !== undefined)).toBe(true);
  });
});

/** Amounts in whole cents, so that the test's own sums are exact. */
const drawnCalls = fc.array(
  fc.record({
    worst: fc.integer({ min: 0, max: 60 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    isUnknown: fc.boolean(),
    atMs: fc.integer({ min: 0, max: 50 }),
    forMs: fc.integer({ min: 0, max: 50 }),
    rank: fc.integer({ min: 0, max: 3 }),
    starts: fc.integer({ min: 1, max: 3 }),
    abortAtMs: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  }),
  { maxLength: 30 },
);

describe('whatever the mix of calls', () => {
  it('never more is spent than the budget, and none waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(drawnCalls, fc.integer({ min: 0, max: 200 }), async (calls, budget) => {
        const clock = virtualClock();
        const purse = new Purse(budget / 100);
        let spent = 0;
        const made = calls.map(async ({ worst, share, isUnknown, atMs, forMs, rank, starts, abortAtMs }) => {
          const controller = new AbortController();
          if (abortAtMs !== undefined) clock.setTimer(abortAtMs, () => controller.abort(new Error('over')));
          const asked = purse.for({ rank, signal: controller.signal });
          await clock.sleep(atMs);
          const hold = await asked.admit(worst / 100, 'm');
          try {
            for (let start = 1, more = true; more && start <= starts; start++) {
              await clock.sleep(forMs, controller.signal).catch(() => undefined);
              const cost = Math.floor(worst * share);
              spent += isUnknown ? worst : cost;
              more = hold.charge(isUnknown ? undefined : cost / 100);
              expect(spent).toBeLessThanOrEqual(budget);
            }
          } finally {
            hold.release();
          }
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
