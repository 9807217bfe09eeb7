import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cost } from '../../src/limits/cost.js';
import { memoryLedger } from '../../src/limits/ledger.js';
import type { Ledger, Limit, Reservation } from '../../src/limits/ledger.js';
import { exceededWindows } from './rolling-windows.js';
import type { Spent } from './rolling-windows.js';

const minute = 60_000;
const limits: Limit[] = [
  { dimension: 'requests', amount: 5, windowMs: minute },
  { dimension: 'tokens', amount: 1000, windowMs: minute },
  { dimension: 'requests', amount: 12, windowMs: 5 * minute },
];

function cost(requests: number, tokens = 0, images = 0): Cost {
  return { requests, tokens, images };
}

function admitted(ledger: Ledger, asked: Cost, nowMs: number): Reservation {
  const admission = ledger.reserve(asked, nowMs);
  if (admission.status !== 'admitted') throw new Error(`refused until ${admission.retryAtMs}`);
  return admission.reservation;
}

describe('memoryLedger', () => {
  it('admits up to the limit and says when the next one fits', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 2, windowMs: minute }]);
    admitted(ledger, cost(1), 0);
    admitted(ledger, cost(1), 10_000);
    expect(ledger.reserve(cost(1), 20_000)).toEqual({ status: 'refused', retryAtMs: minute });
    admitted(ledger, cost(1), minute);
    expect(ledger.reserve(cost(1), minute)).toEqual({ status: 'refused', retryAtMs: minute + 10_000 });
  });

  it('lets no double burst through at the edge of a minute', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 2, windowMs: minute }]);
    admitted(ledger, cost(2), minute - 1);
    expect(ledger.reserve(cost(2), minute + 1)).toEqual({ status: 'refused', retryAtMs: 2 * minute - 1 });
  });

  it('books nothing of a vector that does not fit as a whole', () => {
    const ledger = memoryLedger(limits);
    admitted(ledger, cost(1, 900), 0);
    expect(ledger.reserve(cost(1, 200), 0).status).toBe('refused');
    for (let call = 0; call < 4; call++) admitted(ledger, cost(1), 0);
    expect(ledger.reserve(cost(1), 0).status).toBe('refused');
  });

  it('gives back what a settlement leaves, within the window', () => {
    const ledger = memoryLedger(limits);
    const reservation = admitted(ledger, cost(1, 1000), 0);
    expect(ledger.reserve(cost(1, 400), 1000).status).toBe('refused');
    ledger.settle(reservation, cost(1, 600));
    admitted(ledger, cost(1, 400), 1000);
    expect(ledger.reserve(cost(1, 1), 1000).status).toBe('refused');
  });

  it('counts what a call used beyond its reservation', () => {
    const ledger = memoryLedger(limits);
    ledger.settle(admitted(ledger, cost(1, 100), 0), cost(1, 900));
    expect(ledger.reserve(cost(1, 200), 0)).toEqual({ status: 'refused', retryAtMs: minute });
  });

  it('is not changed by a settlement that comes after the window', () => {
    const ledger = memoryLedger(limits);
    const late = admitted(ledger, cost(1, 1000), 0);
    admitted(ledger, cost(1, 1000), minute);
    ledger.settle(late, cost(1, 0));
    expect(ledger.reserve(cost(1, 1), minute).status).toBe('refused');
  });

  it('names the limit that a cost exceeds by itself', () => {
    const ledger = memoryLedger(limits);
    expect(ledger.limitBelow(cost(1, 1001))).toEqual(limits[1]);
    expect(ledger.limitBelow(cost(1, 1000))).toBeUndefined();
    expect(ledger.reserve(cost(1, 1001), 0)).toEqual({ status: 'refused', retryAtMs: Infinity });
  });

  it('never exceeds a limit in any rolling window, and admits at the very time that it names', () => {
    fc.assert(
      fc.property(asks, (steps) => {
        expect(exceededWindows(limits, spend(memoryLedger(limits), steps))).toEqual([]);
      }),
    );
  });

  it('would be caught if it counted in fixed windows', () => {
    const outcome = fc.check(
      fc.property(asks, (steps) => exceededWindows(limits, spend(fixedWindows(limits), steps)).length === 0),
      { seed: 1 },
    );
    expect(outcome.failed).toBe(true);
  });
});

interface Ask {
  readonly afterMs: number;
  readonly cost: Cost;
  /** What part of the tokens is used in the end; `undefined`: it is never settled. */
  readonly used: number | undefined;
}

const asks = fc.array(
  fc.record<Ask>({
    // Eighths, since the system's clock gives fractions, and sums of these are exact.
    afterMs: fc.oneof(
      fc.constant(0),
      fc.nat(720_000).map((eighths) => eighths / 8),
    ),
    cost: fc.record({
      requests: fc.integer({ min: 0, max: 3 }),
      tokens: fc.nat(1000),
      images: fc.constant(0),
    }),
    used: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  }),
  { maxLength: 60 },
);

/** Asks one after the other; the refused wait until the time that they are told. */
function spend(ledger: Ledger, steps: readonly Ask[]): Spent[] {
  const spent: Spent[] = [];
  let nowMs = 0;
  for (const step of steps) {
    nowMs += step.afterMs;
    let admission = ledger.reserve(step.cost, nowMs);
    if (admission.status === 'refused') {
      const { retryAtMs } = admission;
      expect(retryAtMs).toBeGreaterThan(nowMs);
      expect(ledger.reserve(step.cost, retryAtMs - 1 / 16).status).toBe('refused');
      nowMs = retryAtMs;
      admission = ledger.reserve(step.cost, nowMs);
      expect(admission.status).toBe('admitted');
    }
    if (admission.status === 'refused') continue;
    const actual = { ...step.cost, tokens: Math.floor(step.cost.tokens * (step.used ?? 1)) };
    if (step.used !== undefined) ledger.settle(admission.reservation, actual);
    spent.push({ atMs: nowMs, cost: actual });
  }
  return spent;
}

/** Wrong on purpose: what a reservoir does that is refilled on the minute. */
function fixedWindows(of: readonly Limit[]): Ledger {
  const sums = of.map(() => ({ window: 0, sum: 0 }));
  return {
    reserve(asked, nowMs) {
      let retryAtMs = nowMs;
      of.forEach(({ dimension, amount, windowMs }, index) => {
        const window = Math.floor(nowMs / windowMs);
        const account = sums[index];
        if (account === undefined) return;
        if (account.window !== window) Object.assign(account, { window, sum: 0 });
        if (account.sum + asked[dimension] > amount) retryAtMs = Math.max(retryAtMs, (window + 1) * windowMs);
      });
      if (retryAtMs > nowMs) return { status: 'refused', retryAtMs };
      of.forEach(({ dimension }, index) => {
        const account = sums[index];
        if (account !== undefined) account.sum += asked[dimension];
      });
      return { status: 'admitted', reservation: { atMs: nowMs } };
    },
    settle: () => undefined,
    limitBelow: () => undefined,
  };
}
