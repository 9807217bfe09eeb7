import { dimensions } from './cost.js';
import type { Cost } from './cost.js';
import type { Ledger, Limit, LimitFact, Reservation } from './ledger.js';
import { LearnedLimit } from './learned-limit.js';
import { RollingAccount } from './rolling-account.js';
import type { Booking } from './rolling-account.js';

/** How a {@link memoryLedger} counts. */
export interface LedgerOptions {
  /** How long a minute is, in milliseconds; less than 60,000 for tests in scaled time. */
  readonly minuteMs?: number | undefined;
  /** How much later than it left a call may arrive at the provider, in milliseconds: so long its booking stays. Default 0. */
  readonly arrivalJitterMs?: number | undefined;
  /**
   * What the configured limits are once answers tell of others: where to begin, so that both higher and lower ones are
   * taken over, or a ceiling, of which only lower ones are. Default `start`.
   */
  readonly limitsAre?: 'start' | 'ceiling' | undefined;
}

/**
 * A ledger in memory, exact for rolling windows of any offset: for a limit of `amount` a window of `windowMs`,
 * what was started in (t - windowMs, t] never sums to more, for every t. What a settlement adds beyond the reservation
 * is counted from then on, but it was spent already: estimates should be caps.
 */
export function memoryLedger(limits: readonly Limit[], options: LedgerOptions = {}): Ledger {
  const { minuteMs = 60_000, arrivalJitterMs = 0, limitsAre = 'start' } = options;
  const accounts = limits.map(open);
  const bookings = new WeakMap<Reservation, Booking[]>();

  return { reserve, fitsAtMs, start, arrived, settle, learn, limitBelow, shareOf, use };

  function open(limit: Limit): OpenAccount {
    const account = new RollingAccount(limit, arrivalJitterMs);
    return { account, learned: new LearnedLimit(account, limitsAre) };
  }

  function reserve(cost: Cost, nowMs: number): ReturnType<Ledger['reserve']> {
    const retryAtMs = fitsAtMs(cost, nowMs);
    if (retryAtMs > nowMs) return { status: 'refused', retryAtMs, spare: spareAt(cost, retryAtMs, nowMs) };
    const reservation: Reservation = { atMs: nowMs };
    bookings.set(
      reservation,
      accounts.map(({ account }) => account.book(cost[account.dimension])),
    );
    return { status: 'admitted', reservation };
  }

  function fitsAtMs(cost: Cost, nowMs: number): number {
    let latestMs = nowMs;
    for (const { account, learned } of accounts) {
      learned.recover(nowMs);
      const atMs = account.fitsAtMs(cost[account.dimension], nowMs);
      latestMs = Math.max(latestMs, atMs === Infinity ? learned.raisedAtMs : atMs);
    }
    return latestMs;
  }

  function spareAt(cost: Cost, atMs: number, nowMs: number): Cost {
    const spare = { requests: Infinity, tokens: Infinity, images: Infinity };
    for (const { account } of accounts) {
      const { dimension } = account;
      spare[dimension] = Math.min(spare[dimension], account.spareAt(cost[dimension], atMs, nowMs));
    }
    return spare;
  }

  function start(reservation: Reservation, nowMs: number): boolean {
    const own = bookings.get(reservation) ?? [];
    const mayLeave = own.every((booking) => booking.account.mayStart(booking, nowMs));
    for (const booking of own) {
      if (mayLeave) booking.account.start(booking, nowMs);
      else booking.account.settle(booking, 0);
    }
    return mayLeave;
  }

  function arrived(reservation: Reservation, nowMs: number): void {
    for (const booking of bookings.get(reservation) ?? []) booking.account.arrived(booking, nowMs);
  }

  function settle(reservation: Reservation, actual: Cost, tokensCountedMs?: number): void {
    for (const booking of bookings.get(reservation) ?? []) {
      const { account } = booking;
      account.settle(booking, actual[account.dimension]);
      if (tokensCountedMs !== undefined && account.dimension === 'tokens')
        account.countedNow(booking, tokensCountedMs);
    }
  }

  function learn(facts: readonly LimitFact[], reservation: Reservation, nowMs: number): boolean {
    const own = bookings.get(reservation) ?? [];
    let isLower = false;
    for (const fact of facts) {
      const { account, learned } = accountFor(fact) ?? {};
      if (account === undefined || learned === undefined) continue;
      const before = account.amount;
      learned.take(
        fact,
        own.find((booking) => booking.account === account),
        nowMs,
      );
      isLower ||= account.amount < before;
    }
    return isLower;
  }

  /** The account that a fact is about, opened where the fact is the first to tell of its limit. */
  function accountFor(fact: LimitFact): OpenAccount | undefined {
    const ofDimension = accounts.filter(({ account }) => account.dimension === fact.dimension);
    const alike = ofDimension.filter(({ account }) => account.amount === fact.limit);
    // Headers that do not say which window they are about: one whose limit is known to be that is it.
    const [only] = fact.per === undefined && alike.length === 1 ? alike : [];
    if (only !== undefined) return only;
    const windowMs = windowOf(fact, minuteMs);
    const known = ofDimension.find(({ account }) => account.windowMs === windowMs);
    if (known !== undefined || fact.limit === undefined) return known;
    const opened = open({ dimension: fact.dimension, amount: fact.limit, windowMs });
    accounts.push(opened);
    return opened;
  }

  function limitBelow(cost: Cost, when: 'ever' | 'now'): Limit | undefined {
    for (const { account, learned } of accounts) {
      const amount = when === 'ever' ? learned.most : account.amount;
      if (cost[account.dimension] > amount) return { ...account.limit, amount };
    }
    return undefined;
  }

  function shareOf(cost: Cost): number {
    return Math.max(0, ...accounts.map(({ account }) => cost[account.dimension] / account.amount));
  }

  function use(nowMs: number): ReturnType<Ledger['use']> {
    return accounts
      .map(({ account }) => ({ ...account.limit, used: account.used(nowMs), reserved: account.reserved }))
      .toSorted((a, b) => dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension));
  }
}

interface OpenAccount {
  readonly account: RollingAccount;
  readonly learned: LearnedLimit;
}

/**
 * Where an answer does not say which window it is about, when it is full again tells: later than any minute's, or just when
 * what was used of it has come back at the pace of a day. Some providers tell of their requests a day in the same headers
 * as others of those a minute (`limit 10000, remaining 9999, reset 8.64s`). Of tokens they tell of the minute, and some with
 * a reset of several (`6m0s` in OpenAI's own example).
 */
function windowOf({ dimension, per, limit, remaining, resetMs }: LimitFact, minuteMs: number): number {
  const dayMs = 1440 * minuteMs;
  if (per !== undefined) return per === 'day' ? dayMs : minuteMs;
  if (dimension !== 'requests' || resetMs === undefined) return minuteMs;
  if (resetMs > 1.5 * minuteMs) return dayMs;
  const usedShare = limit === undefined || remaining === undefined ? 0 : (limit - remaining) / limit;
  const isAtPaceOfDay = usedShare > 0 && Math.abs(resetMs - usedShare * dayMs) <= usedShare * dayMs * 0.1;
  return isAtPaceOfDay ? dayMs : minuteMs;
}
