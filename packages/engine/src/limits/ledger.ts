import type { Cost, Dimension } from './cost.js';

/** So much of one dimension in every rolling window of this length. */
export interface Limit {
  /** What is limited. */
  readonly dimension: Dimension;
  /** How much of it fits into a window. */
  readonly amount: number;
  /** How long the window is, in milliseconds. */
  readonly windowMs: number;
}

/** An admitted cost, to be settled once the true one is known. Only the ledger that made it can read it. */
export interface Reservation {
  /** When it was made, in milliseconds of the clock. */
  readonly atMs: number;
}

/** The answer to {@link Ledger.reserve}. */
export type Admission =
  | {
      readonly status: 'admitted';
      /** To be settled once the true cost is known. */
      readonly reservation: Reservation;
    }
  | {
      readonly status: 'refused';
      /** When the cost would fit if nothing else were admitted before; `Infinity` when it never can. */
      readonly retryAtMs: number;
    };

/**
 * The accounts of one limit group. Answers at once, so that no call slips between the question and the booking; a
 * ledger that processes share would take portions of the budget ahead of time and answer from those.
 */
export interface Ledger {
  /** Books the whole vector or nothing of it. `nowMs` never goes back. */
  reserve(cost: Cost, nowMs: number): Admission;
  /** Replaces what was reserved by what was used; a second time replaces that. */
  settle(reservation: Reservation, actual: Cost): void;
  /** The limit that this cost exceeds all by itself, if there is one: it would wait for ever. */
  limitBelow(cost: Cost): Limit | undefined;
}

/**
 * A ledger in memory, exact for rolling windows of any offset: for a limit of `amount` a window of `windowMs`,
 * what was reserved in (t - windowMs, t] never sums to more, for every t. Times are those of the reservation, not of
 * the request's arrival at the provider. What a settlement adds beyond the reservation is counted from then on,
 * but it was spent already: estimates should be caps.
 */
export function memoryLedger(limits: readonly Limit[]): Ledger {
  const accounts = limits.map((limit) => new Account(limit));
  const entries = new WeakMap<Reservation, Entry[]>();
  return {
    reserve(cost, nowMs) {
      const retryAtMs = Math.max(nowMs, ...accounts.map((account) => account.fitsAtMs(cost, nowMs)));
      if (retryAtMs > nowMs) return { status: 'refused', retryAtMs };
      const reservation: Reservation = { atMs: nowMs };
      entries.set(
        reservation,
        accounts.map((account) => account.book(cost, nowMs)),
      );
      return { status: 'admitted', reservation };
    },
    settle(reservation, actual) {
      entries.get(reservation)?.forEach((entry, index) => accounts[index]?.correct(entry, actual));
    },
    limitBelow: (cost) => limits.find((limit) => cost[limit.dimension] > limit.amount),
  };
}

/** One booking in one account. */
interface Entry {
  readonly atMs: number;
  amount: number;
  /** It has left the window, and its amount the sum. */
  past: boolean;
}

/** One limit's bookings, the oldest first, and their sum over the window that ends now. */
class Account {
  readonly #limit: Limit;
  #entries: Entry[] = [];
  /** Where the window begins in `#entries`; what lies before is dropped now and then, not each time. */
  #first = 0;
  #sum = 0;

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** The earliest time from `nowMs` on at which the cost fits. */
  fitsAtMs(cost: Cost, nowMs: number): number {
    const { dimension, amount, windowMs } = this.#limit;
    this.#forgetBefore(nowMs);
    let excess = this.#sum + cost[dimension] - amount;
    if (cost[dimension] === 0 || excess <= 0) return nowMs;
    for (let index = this.#first; index < this.#entries.length; index++) {
      const entry = this.#entries[index];
      if (entry === undefined) break;
      excess -= entry.amount;
      if (excess <= 0) return entry.atMs + windowMs;
    }
    return Infinity;
  }

  book(cost: Cost, nowMs: number): Entry {
    const entry: Entry = { atMs: nowMs, amount: cost[this.#limit.dimension], past: false };
    this.#entries.push(entry);
    this.#sum += entry.amount;
    return entry;
  }

  correct(entry: Entry, actual: Cost): void {
    const amount = actual[this.#limit.dimension];
    if (!entry.past) this.#sum += amount - entry.amount;
    entry.amount = amount;
  }

  #forgetBefore(nowMs: number): void {
    for (; this.#first < this.#entries.length; this.#first++) {
      const entry = this.#entries[this.#first];
      // The same expression as in `fitsAtMs`: rounded differently, the promised time could come and nothing fit.
      if (entry === undefined || entry.atMs + this.#limit.windowMs > nowMs) break;
      entry.past = true;
      this.#sum -= entry.amount;
    }
    if (this.#first > 1000 && this.#first > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }
}
