import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cost } from '../../src/limits/cost.js';
import { memoryLedger } from '../../src/limits/memory-ledger.js';
import type { Ledger, Limit } from '../../src/limits/ledger.js';
import { admitted, booked, cost, minute } from './ledger-rig.js';
import { exceededWindows } from './rolling-windows.js';
import type { Spent } from './rolling-windows.js';
import { fixedWindows } from './simulation/wrong-ledgers.js';

const limits: Limit[] = [
  { dimension: 'requests', amount: 5, windowMs: minute },
  { dimension: 'tokens', amount: 1000, windowMs: minute },
  { dimension: 'requests', amount: 12, windowMs: 5 * minute },
];

describe('memoryLedger', () => {
  it('admits up to the limit and says when the next one fits', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 2, windowMs: minute }]);
    admitted(ledger, cost(1), 0);
    admitted(ledger, cost(1), 10_000);
    expect(ledger.reserve(cost(1), 20_000)).toMatchObject({ status: 'refused', retryAtMs: minute });
    admitted(ledger, cost(1), minute);
    expect(ledger.reserve(cost(1), minute)).toMatchObject({ status: 'refused', retryAtMs: minute + 10_000 });
  });

  it('lets no double burst through at the edge of a minute', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 2, windowMs: minute }]);
    admitted(ledger, cost(2), minute - 1);
    expect(ledger.reserve(cost(2), minute + 1)).toMatchObject({
      status: 'refused',
      retryAtMs: 2 * minute - 1,
    });
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
    expect(ledger.reserve(cost(1, 200), 0)).toMatchObject({ status: 'refused', retryAtMs: minute });
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
    expect(ledger.limitBelow(cost(1, 1001), 'ever')).toEqual(limits[1]);
    expect(ledger.limitBelow(cost(1, 1000), 'ever')).toBeUndefined();
    expect(ledger.reserve(cost(1, 1001), 0)).toMatchObject({ status: 'refused', retryAtMs: Infinity });
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

  it('says how much of which limit is used, and what part of it is reserved', () => {
    const ledger = memoryLedger([
      { dimension: 'images', amount: 2, windowMs: minute },
      { dimension: 'requests', amount: 5, windowMs: minute },
      { dimension: 'requests', amount: 50, windowMs: 1440 * minute },
    ]);
    ledger.settle(admitted(ledger, cost(1, 0, 1), 0), cost(1));
    admitted(ledger, cost(1, 0, 1), 30_000);
    const images = { dimension: 'images', amount: 2, windowMs: minute };
    const perMinute = { dimension: 'requests', amount: 5, windowMs: minute };
    const perDay = { dimension: 'requests', amount: 50, windowMs: 1440 * minute };
    expect(ledger.use(30_000)).toEqual([
      { ...perMinute, used: 2, reserved: 1 },
      { ...perDay, used: 2, reserved: 1 },
      { ...images, used: 1, reserved: 1 },
    ]);
    expect(ledger.use(minute)).toMatchObject([{ used: 1 }, { used: 2 }, { used: 1 }]);
  });

  it('takes the largest share of any limit for the share of a call', () => {
    const ledger = memoryLedger(limits);
    expect(ledger.shareOf(cost(1, 100))).toBe(1 / 5);
    expect(ledger.shareOf(cost(1, 900))).toBe(0.9);
    expect(memoryLedger([]).shareOf(cost(1, 900))).toBe(0);
  });

  it('keeps a booking for as long as a call may be under way to the provider', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 1, windowMs: minute }], {
      arrivalJitterMs: 250,
    });
    admitted(ledger, cost(1), 0);
    expect(ledger.reserve(cost(1), minute)).toMatchObject({ status: 'refused', retryAtMs: minute + 250 });
    admitted(ledger, cost(1), minute + 250);
  });

  it('counts a call from when it left, however long it was held up', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 1, windowMs: minute }]);
    const reservation = booked(ledger, cost(1), 0);
    ledger.start(reservation, 5000);
    expect(ledger.reserve(cost(1), minute)).toMatchObject({ status: 'refused', retryAtMs: minute + 5000 });
  });

  it('keeps what is booked for a call that is held up for longer than a window', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 1, windowMs: minute }]);
    const reservation = booked(ledger, cost(1), 0);
    expect(ledger.reserve(cost(1), 3 * minute).status).toBe('refused');
    ledger.start(reservation, 3 * minute);
    expect(ledger.reserve(cost(1), 4 * minute - 1)).toMatchObject({ retryAtMs: 4 * minute });
  });

  it('keeps a booking no longer than a window after the call is known to have arrived', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 1, windowMs: minute }], {
      arrivalJitterMs: 250,
    });
    const quick = admitted(ledger, cost(1), 0);
    ledger.arrived(quick, 60);
    expect(ledger.reserve(cost(1), 60)).toMatchObject({ retryAtMs: minute + 60 });
    // What is said of it later says less.
    ledger.arrived(quick, 200);
    expect(ledger.reserve(cost(1), 200)).toMatchObject({ retryAtMs: minute + 60 });
    const slow = admitted(ledger, cost(1), 2 * minute);
    ledger.arrived(slow, 2 * minute + 10_000);
    expect(ledger.reserve(cost(1), 2 * minute + 10_000)).toMatchObject({ retryAtMs: 3 * minute + 250 });
  });

  it('keeps tokens that are counted only when a call is answered for a window from then on', () => {
    const ledger = memoryLedger(limits, { arrivalJitterMs: 250 });
    const reservation = admitted(ledger, cost(1, 1000), 0);
    ledger.settle(reservation, cost(1, 900), 30_000);
    expect(ledger.reserve(cost(1, 200), 30_000)).toMatchObject({ retryAtMs: minute + 30_000 });
    expect(ledger.use(minute + 250)).toMatchObject([{ used: 0 }, { used: 1 }, { used: 900 }]);
  });

  it('lets a call leave no more for which a lower limit has no room, and takes nothing for it', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 3, windowMs: minute }]);
    const first = admitted(ledger, cost(1), 0);
    const [second, third] = [booked(ledger, cost(1), 0), booked(ledger, cost(1), 0)];
    ledger.learn([{ dimension: 'requests', limit: 2 }], first, 0);
    expect(ledger.start(second, 10)).toBe(true);
    expect(ledger.start(third, 10)).toBe(false);
    expect(ledger.use(10)).toMatchObject([{ used: 2, reserved: 2 }]);
  });

  it('takes nothing for a call that never left', () => {
    const ledger = memoryLedger([{ dimension: 'requests', amount: 1, windowMs: minute }]);
    ledger.settle(booked(ledger, cost(1), 0), cost(1));
    expect(ledger.use(0)).toMatchObject([{ used: 0, reserved: 0 }]);
    admitted(ledger, cost(1), 0);
  });

  it('says what else may be admitted without a refused call becoming later', () => {
    const ledger = memoryLedger(limits);
    admitted(ledger, cost(1, 700), 0);
    admitted(ledger, cost(1, 200), 10_000);
    const refused = ledger.reserve(cost(1, 600), 20_000);
    // At a minute the first is free again: 1000 - 200 - 600 are left, and 5 - 1 - 1 requests.
    expect(refused).toEqual({
      status: 'refused',
      retryAtMs: minute,
      spare: { requests: 3, tokens: 200, images: Infinity },
    });
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
    ledger.start(admission.reservation, nowMs);
    const actual = { ...step.cost, tokens: Math.floor(step.cost.tokens * (step.used ?? 1)) };
    if (step.used !== undefined) ledger.settle(admission.reservation, actual);
    spent.push({ atMs: nowMs, cost: actual });
  }
  return spent;
}
