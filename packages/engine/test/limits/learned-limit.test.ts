import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { memoryLedger } from '../../src/limits/memory-ledger.js';
import type { Ledger, Limit } from '../../src/limits/ledger.js';
import { admitted, cost, minute } from './ledger-rig.js';

describe('memoryLedger: what answers tell of limits', () => {
  const perMinute = (amount: number): Limit => ({ dimension: 'requests', amount, windowMs: minute });
  const amountsOf = (ledger: Ledger, nowMs = 0): number[] => ledger.use(nowMs).map(({ amount }) => amount);

  it.each([
    [10, 100],
    [1000, 100],
  ])('takes over a limit that was configured as %d and is %d, with one answer', (configured, told) => {
    const ledger = memoryLedger([perMinute(configured)]);
    const reservation = admitted(ledger, cost(1), 0);
    const facts = [{ dimension: 'requests', limit: told, remaining: told - 1 }] as const;
    expect(ledger.learn(facts, reservation, 100)).toBe(told < configured);
    expect(ledger.use(100)).toEqual([{ ...perMinute(told), used: 1, reserved: 1 }]);
  });

  it('takes over only lower ones where those configured are a ceiling', () => {
    const ledger = memoryLedger([perMinute(10)], { limitsAre: 'ceiling' });
    const reservation = admitted(ledger, cost(1), 0);
    expect(ledger.learn([{ dimension: 'requests', limit: 100 }], reservation, 0)).toBe(false);
    expect(amountsOf(ledger)).toEqual([10]);
    expect(ledger.learn([{ dimension: 'requests', limit: 5 }], reservation, 0)).toBe(true);
    expect(amountsOf(ledger)).toEqual([5]);
    ledger.learn([{ dimension: 'requests', limit: 100 }], reservation, 0);
    expect(amountsOf(ledger)).toEqual([10]);
  });

  it('changes nothing for answers that tell nothing', () => {
    const ledger = memoryLedger([perMinute(10)]);
    const reservation = admitted(ledger, cost(1), 0);
    const before = ledger.use(0);
    expect(ledger.learn([], reservation, 0)).toBe(false);
    expect(ledger.learn([{ dimension: 'requests' }], reservation, 0)).toBe(false);
    expect(ledger.learn([{ dimension: 'tokens' }], reservation, 0)).toBe(false);
    expect(ledger.learn([{ dimension: 'requests', limit: 0 }], reservation, 0)).toBe(false);
    expect(ledger.use(0)).toEqual(before);
  });

  it('counts what others use of the same limit, until it has left the window', () => {
    const ledger = memoryLedger([perMinute(10)]);
    const reservation = admitted(ledger, cost(1), 0);
    // Nine are counted, one of them ours.
    ledger.learn([{ dimension: 'requests', limit: 10, remaining: 1 }], reservation, 1000);
    expect(ledger.use(1000)).toMatchObject([{ used: 9 }]);
    admitted(ledger, cost(1), 1000);
    expect(ledger.reserve(cost(1), 1000)).toMatchObject({ status: 'refused', retryAtMs: minute });
    // Our own first one is free again; what others used is, a minute after we were told of it.
    admitted(ledger, cost(1), minute);
    expect(ledger.reserve(cost(1), minute)).toMatchObject({ status: 'refused', retryAtMs: minute + 1000 });
  });

  it('does not take its own calls for those of others, whichever of them the server had counted', () => {
    const early = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(early, early, (before, after) => {
        const ledger = memoryLedger([perMinute(100)]);
        for (let nth = 0; nth < before; nth++) admitted(ledger, cost(1), 0);
        const own = admitted(ledger, cost(1), 0);
        for (let nth = 0; nth < after; nth++) admitted(ledger, cost(1), 0);
        // The server may have counted those that left later, or not yet.
        for (let counted = before + 1; counted <= before + 1 + after; counted++) {
          ledger.learn([{ dimension: 'requests', limit: 100, remaining: 100 - counted }], own, 10);
          expect(ledger.use(10)).toMatchObject([{ used: before + 1 + after }]);
        }
      }),
    );
  });

  it('does not take for a stranger’s what was reserved when the call left, and given back since', () => {
    const ledger = memoryLedger([{ dimension: 'tokens', amount: 1000, windowMs: minute }]);
    const other = admitted(ledger, cost(1, 500), 0);
    const own = admitted(ledger, cost(1, 100), 0);
    ledger.settle(other, cost(1, 100));
    // Counted when the call arrived: 600.
    ledger.learn([{ dimension: 'tokens', limit: 1000, remaining: 400 }], own, 10);
    expect(ledger.use(10)).toMatchObject([{ used: 200 }]);
  });

  it('forgets what others used once an answer tells of less', () => {
    const ledger = memoryLedger([perMinute(10)]);
    const reservation = admitted(ledger, cost(1), 0);
    ledger.learn([{ dimension: 'requests', limit: 10, remaining: 0 }], reservation, 0);
    expect(ledger.reserve(cost(1), 0).status).toBe('refused');
    ledger.learn([{ dimension: 'requests', limit: 10, remaining: 9 }], reservation, 0);
    admitted(ledger, cost(1), 0);
  });

  it('opens an account for a limit that nobody configured', () => {
    const ledger = memoryLedger([]);
    const reservation = admitted(ledger, cost(1, 50), 0);
    ledger.learn([{ dimension: 'tokens', limit: 100, remaining: 40 }], reservation, 0);
    expect(ledger.use(0)).toEqual([
      { dimension: 'tokens', amount: 100, windowMs: minute, used: 60, reserved: 0 },
    ]);
    expect(ledger.reserve(cost(1, 41), 0)).toMatchObject({ status: 'refused', retryAtMs: minute });
    expect(ledger.limitBelow(cost(1, 101), 'ever')).toMatchObject({ amount: 100 });
    // Settling the call that was there before changes nothing of it.
    ledger.settle(reservation, cost(1, 0));
    expect(ledger.use(0)).toMatchObject([{ used: 60, reserved: 0 }]);
  });

  it('takes a limit of a day for one, said so or shown by when it is full again', () => {
    const ledger = memoryLedger([perMinute(10)]);
    const reservation = admitted(ledger, cost(1), 0);
    ledger.learn([{ dimension: 'requests', per: 'day', limit: 200 }], reservation, 0);
    ledger.learn(
      [{ dimension: 'requests', limit: 100, remaining: 50, resetMs: 12 * 3_600_000 }],
      reservation,
      0,
    );
    expect(ledger.use(0)).toMatchObject([
      { amount: 10, windowMs: minute },
      { amount: 100, windowMs: 1440 * minute, used: 50 },
    ]);
    ledger.learn([{ dimension: 'requests', limit: 20, remaining: 19, resetMs: 59_000 }], reservation, 0);
    expect(amountsOf(ledger)).toEqual([20, 100]);
  });

  it.each([
    // As OpenAI tells of 10,000 requests a day: 8.64 s are 86,400 s over 10,000.
    { limit: 10_000, remaining: 9999, resetMs: 8640 },
    { limit: 14_400, remaining: 14_390, resetMs: 60_000 },
  ])('takes a limit for that of a day when it comes back at the pace of a day: %j', (told) => {
    const ledger = memoryLedger([perMinute(500)]);
    const reservation = admitted(ledger, cost(1), 0);
    ledger.learn([{ dimension: 'requests', ...told }], reservation, 0);
    expect(ledger.use(0)).toMatchObject([
      { amount: 500, windowMs: minute },
      { amount: told.limit, windowMs: 1440 * minute },
    ]);
  });

  it('takes a limit for the one that is known to be that', () => {
    const ledger = memoryLedger([
      perMinute(500),
      { dimension: 'requests', amount: 10_000, windowMs: 1440 * minute },
    ]);
    const reservation = admitted(ledger, cost(1), 0);
    ledger.learn([{ dimension: 'requests', limit: 10_000, remaining: 4000, resetMs: 100 }], reservation, 0);
    expect(ledger.use(0)).toMatchObject([
      { amount: 500, used: 1 },
      { amount: 10_000, used: 6000 },
    ]);
    ledger.learn([{ dimension: 'requests', limit: 500, remaining: 400, resetMs: 172_800 }], reservation, 0);
    expect(ledger.use(0)).toMatchObject([{ amount: 500, used: 100 }, { amount: 10_000 }]);
  });

  it('takes a limit of tokens for one of a minute, whenever it is full again', () => {
    const ledger = memoryLedger([]);
    const reservation = admitted(ledger, cost(1, 16), 0);
    // The provider's own example: x-ratelimit-reset-tokens: 6m0s.
    ledger.learn(
      [{ dimension: 'tokens', limit: 150_000, remaining: 149_984, resetMs: 360_000 }],
      reservation,
      0,
    );
    expect(ledger.use(0)).toMatchObject([{ dimension: 'tokens', windowMs: minute }]);
  });

  it('keeps minutes and days in scaled time', () => {
    const ledger = memoryLedger([], { minuteMs: 1000 });
    const reservation = admitted(ledger, cost(1), 0);
    ledger.learn(
      [
        { dimension: 'requests', limit: 10, per: 'minute' },
        { dimension: 'requests', limit: 100, per: 'day' },
      ],
      reservation,
      0,
    );
    expect(ledger.use(0).map(({ windowMs }) => windowMs)).toEqual([1000, 1_440_000]);
  });
});

describe('memoryLedger: a limit that can only be guessed', () => {
  const tokens = { dimension: 'tokens', amount: 1000, windowMs: minute } as const;
  const exceeded = [{ dimension: 'tokens', exceeded: true }] as const;

  /** One whose last call of 100 was refused while the window held so much before it. */
  function guessed(held: number, options: { limitsAre?: 'start' | 'ceiling' } = {}): Ledger {
    const ledger = memoryLedger([tokens], options);
    admitted(ledger, cost(1, held), 0);
    const refused = admitted(ledger, cost(1, 100), 0);
    ledger.learn(exceeded, refused, 10);
    ledger.settle(refused, cost(1, 0));
    return ledger;
  }

  it('is as much as the window held before the call that was refused', () => {
    expect(guessed(500).use(10)).toMatchObject([{ amount: 500, used: 500 }]);
  });

  it('is not guessed where the call alone would exceed it, or nothing was booked', () => {
    expect(guessed(50).use(10)).toMatchObject([{ amount: 1000 }]);
    const ledger = memoryLedger([]);
    const reservation = admitted(ledger, cost(1, 100), 0);
    expect(ledger.learn(exceeded, reservation, 0)).toBe(false);
    expect(ledger.use(0)).toEqual([]);
  });

  it('comes back to what was configured, by a fiftieth of it a window', () => {
    const ledger = guessed(500);
    const amountAt = (nowMs: number): number | undefined => {
      ledger.reserve(cost(0), nowMs);
      return ledger.use(nowMs)[0]?.amount;
    };
    expect(amountAt(minute)).toBe(500);
    expect(amountAt(minute + 10)).toBe(520);
    expect(amountAt(3 * minute + 10)).toBe(560);
    expect(amountAt(100 * minute)).toBe(1000);
    expect(amountAt(200 * minute)).toBe(1000);
  });

  it('is half of what it was at least, however little of it we know to be used', () => {
    const ledger = memoryLedger([tokens]);
    admitted(ledger, cost(1, 150), 0);
    const refused = admitted(ledger, cost(1, 100), 0);
    ledger.learn(exceeded, refused, 10);
    expect(ledger.use(10)).toMatchObject([{ amount: 500 }]);
  });

  it('is not guessed from a call that takes nothing of it', () => {
    const ledger = memoryLedger([{ dimension: 'images', amount: 20, windowMs: minute }]);
    const refused = admitted(ledger, cost(1), 0);
    expect(ledger.learn([{ dimension: 'images', exceeded: true }], refused, 0)).toBe(false);
    expect(ledger.use(0)).toMatchObject([{ amount: 20 }]);
  });

  it('is raised at the very time that it names, whatever fractions the clock gives', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (startMs) => {
        const ledger = memoryLedger([tokens]);
        admitted(ledger, cost(1, 500), startMs);
        const refused = admitted(ledger, cost(1, 100), startMs);
        ledger.learn(exceeded, refused, startMs);
        ledger.settle(refused, cost(0));
        const asked = ledger.reserve(cost(1, 800), startMs);
        const retryAtMs = asked.status === 'refused' ? asked.retryAtMs : NaN;
        // Still too much for what it is then: it must not be let through because the time has come.
        expect(ledger.reserve(cost(1, 800), retryAtMs).status).toBe('refused');
        expect(ledger.use(retryAtMs)).toMatchObject([{ amount: 520 }]);
      }),
    );
  });

  it('tells what is above it now from what is above it for good', () => {
    const ledger = guessed(500);
    expect(ledger.limitBelow(cost(1, 700), 'now')).toMatchObject({ amount: 500 });
    expect(ledger.limitBelow(cost(1, 700), 'ever')).toBeUndefined();
  });

  it('is what an answer names as soon as one names it', () => {
    const ledger = guessed(500);
    const reservation = admitted(ledger, cost(1, 1), minute);
    ledger.learn([{ dimension: 'tokens', limit: 700 }], reservation, minute);
    ledger.reserve(cost(0), 50 * minute);
    expect(ledger.use(50 * minute)).toMatchObject([{ amount: 700 }]);
  });

  it('comes back to what an answer named before it, where one did', () => {
    const ledger = memoryLedger([tokens]);
    const refused = admitted(ledger, cost(1, 100), 0);
    ledger.learn([{ dimension: 'tokens', limit: 800 }], refused, 0);
    admitted(ledger, cost(1, 300), 0);
    const last = admitted(ledger, cost(1, 100), 0);
    ledger.learn(exceeded, last, 10);
    expect(ledger.use(10)).toMatchObject([{ amount: 400 }]);
    ledger.reserve(cost(0), 100 * minute);
    expect(ledger.use(100 * minute)).toMatchObject([{ amount: 800 }]);
  });

  it('does not make a call too large for good that the configured limit has room for', () => {
    const ledger = guessed(500);
    expect(ledger.limitBelow(cost(1, 800), 'ever')).toBeUndefined();
    const refused = ledger.reserve(cost(1, 800), minute + 10);
    // It waits for the limit to come back that far, and is told when to ask again.
    expect(refused).toMatchObject({ status: 'refused' });
    const retryAtMs = refused.status === 'refused' ? refused.retryAtMs : NaN;
    expect(retryAtMs).toBeGreaterThan(minute + 10);
    expect(retryAtMs).toBeLessThanOrEqual(16 * minute + 10);
    // Nothing is kept back for it meanwhile.
    expect(refused).toMatchObject({ spare: { tokens: Infinity } });
    expect(ledger.limitBelow(cost(1, 1001), 'ever')).toMatchObject({ amount: 1000 });
    let nowMs = retryAtMs;
    for (let asked = ledger.reserve(cost(1, 800), nowMs); asked.status === 'refused';) {
      expect(asked.retryAtMs).toBeGreaterThan(nowMs);
      nowMs = asked.retryAtMs;
      asked = ledger.reserve(cost(1, 800), nowMs);
    }
    expect(nowMs).toBe(15 * minute + 10);
  });
});
