import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RollingAccount } from '../../src/limits/rolling-account.js';
import type { Booking } from '../../src/limits/rolling-account.js';

const windowMs = 60_000;
const limit = { dimension: 'tokens', amount: 1000, windowMs } as const;

/** One thing that is done with an account, some time after the one before. */
type Step =
  | { readonly do: 'book'; readonly afterMs: number; readonly amount: number }
  /** `which` counts from the newest booking back. */
  | { readonly do: 'start'; readonly afterMs: number; readonly which: number }
  | { readonly do: 'arrived' | 'countedNow'; readonly afterMs: number; readonly which: number }
  | { readonly do: 'settle'; readonly afterMs: number; readonly which: number; readonly amount: number }
  | { readonly do: 'foreign'; readonly afterMs: number; readonly amount: number };

const afterMs = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 70_000 }),
);
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ do: fc.constant<'book'>('book'), afterMs, amount: fc.nat(600) }),
    fc.record({ do: fc.constant<'start'>('start'), afterMs, which: fc.nat(5) }),
    fc.record({ do: fc.constantFrom('arrived' as const, 'countedNow' as const), afterMs, which: fc.nat(5) }),
    fc.record({ do: fc.constant<'settle'>('settle'), afterMs, which: fc.nat(5), amount: fc.nat(900) }),
    fc.record({ do: fc.constant<'foreign'>('foreign'), afterMs, amount: fc.integer({ min: -50, max: 900 }) }),
  ),
  { maxLength: 60 },
);

/** The same, as a list of all that was ever booked. */
interface Recount {
  readonly bookings: { leavesMs: number | undefined; amount: number; isSettled: boolean }[];
  foreign: { amount: number; untilMs: number };
}

function follow(
  step: Step,
  nowMs: number,
  account: RollingAccount,
  booked: Booking[],
  { bookings, ...rest }: Recount,
  spanMs: number,
): Recount {
  switch (step.do) {
    case 'book':
      booked.push(account.book(step.amount));
      return {
        bookings: [...bookings, { leavesMs: undefined, amount: step.amount, isSettled: false }],
        ...rest,
      };
    case 'foreign':
      account.noteForeign(step.amount, nowMs);
      return { bookings, foreign: { amount: Math.max(0, step.amount), untilMs: nowMs + spanMs } };
    case 'start':
    case 'arrived':
    case 'countedNow':
    case 'settle': {
      const [booking, counted] = [booked.at(-1 - step.which), bookings.at(-1 - step.which)];
      if (booking === undefined || counted === undefined) return { bookings, ...rest };
      const { leavesMs } = counted;
      if (step.do === 'settle') {
        account.settle(booking, step.amount);
        // What has not left has used nothing.
        Object.assign(counted, { amount: leavesMs === undefined ? 0 : step.amount, isSettled: true });
      } else if (step.do === 'start') {
        account.start(booking, nowMs);
        counted.leavesMs ??= nowMs + spanMs;
      } else {
        account[step.do](booking, nowMs);
        if (leavesMs !== undefined)
          counted.leavesMs = step.do === 'arrived' ? Math.min(leavesMs, nowMs + windowMs) : nowMs + windowMs;
      }
      return { bookings, ...rest };
    }
    default:
      throw new Error(`unknown step ${JSON.stringify(step satisfies never)}`);
  }
}

/** What has not left by `nowMs` does so then. */
function usedAt({ bookings, foreign }: Recount, atMs: number, nowMs: number, spanMs: number): number {
  const own = bookings
    .filter(({ leavesMs = nowMs + spanMs }) => leavesMs > atMs)
    .reduce((sum, one) => sum + one.amount, 0);
  return own + (foreign.untilMs > atMs ? foreign.amount : 0);
}

/** Each time at which something leaves the window is tried. */
function fitsAtMs(recount: Recount, amount: number, nowMs: number, spanMs: number): number {
  if (amount === 0) return nowMs;
  const leave = recount.bookings.map(({ leavesMs = nowMs + spanMs }) => leavesMs);
  return (
    [nowMs, ...leave, recount.foreign.untilMs]
      .filter((atMs) => atMs >= nowMs && atMs < Infinity)
      .toSorted((a, b) => a - b)
      .find((atMs) => usedAt(recount, atMs, nowMs, spanMs) + amount <= limit.amount) ?? Infinity
  );
}

describe('RollingAccount', () => {
  it.each([0, 250])('counts as one who counts everything anew, at every offset: margin %d', (marginMs) => {
    const spanMs = windowMs + marginMs;
    fc.assert(
      fc.property(steps, fc.nat(1000), (all, asked) => {
        const account = new RollingAccount(limit, marginMs);
        const booked: Booking[] = [];
        let recount: Recount = { bookings: [], foreign: { amount: 0, untilMs: Infinity } };
        let nowMs = 0;
        for (const step of all) {
          nowMs += step.afterMs;
          recount = follow(step, nowMs, account, booked, recount, spanMs);
          expect(account.used(nowMs)).toBe(usedAt(recount, nowMs, nowMs, spanMs));
          const open = recount.bookings.filter(({ isSettled }) => !isSettled);
          expect(account.reserved).toBe(open.reduce((sum, { amount }) => sum + amount, 0));
          const fitMs = fitsAtMs(recount, asked, nowMs, spanMs);
          expect(account.fitsAtMs(asked, nowMs)).toBe(fitMs);
          if (fitMs < Infinity && asked > 0) {
            expect(account.spareAt(asked, fitMs, nowMs)).toBe(
              fitMs >= nowMs + spanMs
                ? Infinity
                : limit.amount - asked - usedAt(recount, fitMs, nowMs, spanMs),
            );
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('says what else may be booked without a call that waits becoming later', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 1000 }), (all, asked) => {
        const account = new RollingAccount(limit, 0);
        const booked: Booking[] = [];
        let recount: Recount = { bookings: [], foreign: { amount: 0, untilMs: Infinity } };
        let nowMs = 0;
        for (const step of all) {
          nowMs += step.afterMs;
          recount = follow(step, nowMs, account, booked, recount, windowMs);
        }
        const fitMs = account.fitsAtMs(asked, nowMs);
        const spare = account.spareAt(asked, fitMs, nowMs);
        fc.pre(fitMs > nowMs && fitMs < Infinity);
        expect(spare).toBeGreaterThanOrEqual(0);
        // As long as it fits by itself, that is.
        account.book(Math.min(spare, limit.amount));
        expect(account.fitsAtMs(asked, nowMs)).toBe(fitMs);
        if (spare === Infinity) return;
        account.book(1);
        expect(account.fitsAtMs(asked, nowMs)).toBeGreaterThan(fitMs);
      }),
    );
  });

  it('has room for nothing to be spared beside a call that never fits, or needs nothing', () => {
    const account = new RollingAccount(limit, 0);
    account.start(account.book(1000), 0);
    expect(account.fitsAtMs(1001, 0)).toBe(Infinity);
    expect(account.spareAt(1001, Infinity, 0)).toBe(Infinity);
    expect(account.fitsAtMs(0, 0)).toBe(0);
    expect(account.spareAt(0, 0, 0)).toBe(Infinity);
  });

  it('keeps bookings of nearly one time as one, at the time of the last: never less than there is', () => {
    const close = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 80 });
    const dayMs = 86_400_000;
    fc.assert(
      fc.property(close, (gaps) => {
        const account = new RollingAccount({ dimension: 'requests', amount: 1000, windowMs: dayMs }, 0);
        const times: number[] = [];
        let nowMs = 0;
        for (const gap of gaps) {
          account.start(account.book(1), (nowMs += gap));
          times.push(nowMs);
        }
        for (let atMs = dayMs; atMs <= nowMs + dayMs + 1000; atMs += 97) {
          const exactly = times.filter((time) => time + dayMs > atMs).length;
          const atMost = times.filter((time) => time + dayMs + 1000 > atMs).length;
          const used = account.used(atMs);
          expect(used).toBeGreaterThanOrEqual(exactly);
          expect(used).toBeLessThanOrEqual(atMost);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('counts on after it has forgotten thousands of bookings', () => {
    const account = new RollingAccount({ ...limit, amount: 10 }, 0);
    for (let atMs = 0; atMs < 5_000_000; atMs += 1000) {
      if (account.fitsAtMs(1, atMs) === atMs) account.start(account.book(1), atMs);
      expect(account.used(atMs)).toBeLessThanOrEqual(10);
    }
    expect(account.used(5_000_000)).toBeGreaterThan(0);
  });

  it('promises a time and keeps to it, whatever fractions the clock gives', () => {
    const fraction = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fraction, fraction, (startMs, laterMs) => {
        const account = new RollingAccount({ ...limit, amount: 1 }, 0.1);
        account.start(account.book(1), startMs);
        const nowMs = startMs + Math.min(laterMs, 59_000);
        const fitMs = account.fitsAtMs(1, nowMs);
        expect(account.fitsAtMs(1, fitMs)).toBe(fitMs);
      }),
    );
  });
});
