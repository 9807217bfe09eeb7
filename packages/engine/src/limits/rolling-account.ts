import type { Limit } from './ledger.js';

/** What one reservation takes of one account. */
export interface Booking {
  readonly account: RollingAccount;
  /** Where it stands in the window; `undefined` while its call has not left. */
  entry: Entry | undefined;
  /** What it counts for at present. */
  amount: number;
  /** What the window held when the call left, its own booking included; 0 while it has not. */
  heldAtStart: number;
  isSettled: boolean;
}

/** Bookings that leave the window at one moment. */
interface Entry {
  /** When the first of them would have left, had it been for as long under way as calls are at most. */
  readonly sinceMs: number;
  /** The same of the last: all of them leave the window with it. */
  atMs: number;
  amount: number;
  /** It has left the window, and its amount the sum. */
  isPast: boolean;
}

/**
 * One limit's bookings, the oldest first, and their sum over the window that ends now. Exact at every offset: a booking
 * counts from when it is made, however long its call takes to leave, until a window after the call has arrived: that is
 * `marginMs` after it left, or when its answer shows that it has. Calls that arrive closer together than 1/86,400 of the
 * window stand as one, at the time of the last: a day's requests need no more places than a day has seconds.
 */
export class RollingAccount {
  readonly dimension: Limit['dimension'];
  readonly windowMs: number;
  /** The limit in force. */
  amount: number;
  readonly #marginMs: number;
  readonly #spanMs: number;
  readonly #mergeMs: number;
  #entries: Entry[] = [];
  /** Where the window begins in `#entries`; what lies before is dropped now and then, not each time. */
  #first = 0;
  #sum = 0;
  /** What is booked for calls that have not left: it stands in no window yet, and in every one that is to come. */
  #pending = 0;
  #reserved = 0;
  /** What the provider has counted that is none of ours: other processes, or estimates that were too low. */
  #foreign: { readonly amount: number; readonly untilMs: number } = nobodyElse;

  constructor({ dimension, amount, windowMs }: Limit, marginMs: number) {
    this.dimension = dimension;
    this.windowMs = windowMs;
    this.amount = amount;
    this.#marginMs = marginMs;
    this.#spanMs = windowMs + marginMs;
    this.#mergeMs = windowMs / 86_400;
  }

  get limit(): Limit {
    return { dimension: this.dimension, amount: this.amount, windowMs: this.windowMs };
  }

  /** What the window holds of our own calls that have left. */
  held(nowMs: number): number {
    this.#forgetBefore(nowMs);
    return this.#sum;
  }

  /** What the window holds in all, and is booked in it. */
  used(nowMs: number): number {
    return this.held(nowMs) + this.#pending + this.#foreign.amount;
  }

  /** What is booked for calls that have not been settled. */
  get reserved(): number {
    return this.#reserved;
  }

  /**
   * The earliest time from `nowMs` on at which so much fits, should what has not left do so now; `Infinity` where it is
   * more than the limit.
   */
  fitsAtMs(amount: number, nowMs: number): number {
    const excess = this.used(nowMs) + amount - this.amount;
    if (amount === 0 || excess <= 0) return nowMs;
    return amount > this.amount ? Infinity : this.#freesAtMs(excess, nowMs);
  }

  /** What else may be booked at `nowMs` such that `amount` still fits at `atMs`. */
  spareAt(amount: number, atMs: number, nowMs: number): number {
    // What is booked now has left by then; and for what is more than the limit nothing need be kept.
    if (atMs >= nowMs + this.#spanMs || amount === 0 || amount > this.amount) return Infinity;
    let used = this.#sum + this.#pending + (this.#foreign.untilMs > atMs ? this.#foreign.amount : 0);
    for (let index = this.#first; index < this.#entries.length; index++) {
      const entry = this.#entries[index];
      if (entry === undefined || entry.atMs + this.#spanMs > atMs) break;
      used -= entry.amount;
    }
    return this.amount - used - amount;
  }

  book(amount: number): Booking {
    this.#reserved += amount;
    this.#pending += amount;
    return { account: this, entry: undefined, amount, heldAtStart: 0, isSettled: false };
  }

  /** Whether there is still room for a booking beside those that have left. */
  mayStart(booking: Booking, nowMs: number): boolean {
    const others = this.held(nowMs) + this.#foreign.amount;
    return booking.amount === 0 || others + booking.amount <= this.amount;
  }

  /** The call of a booking leaves; once. */
  start(booking: Booking, nowMs: number): void {
    this.#forgetBefore(nowMs);
    if (booking.entry !== undefined) return;
    this.#pending -= booking.amount;
    booking.entry = this.#add(booking.amount, nowMs);
    booking.heldAtStart = this.#sum;
  }

  /** The call of a booking has arrived by now. */
  arrived(booking: Booking, nowMs: number): void {
    if (booking.entry === undefined || booking.entry.isPast) return;
    const earlierMs = booking.entry.atMs + this.#marginMs - nowMs;
    if (earlierMs > this.#mergeMs) this.#countFrom(booking, nowMs);
  }

  /** The provider has counted the call of a booking now, and not when it arrived. */
  countedNow(booking: Booking, nowMs: number): void {
    if (booking.entry === undefined) return;
    this.#forgetBefore(nowMs);
    this.#countFrom(booking, nowMs);
  }

  /** Replaces what is booked by what was used; a call that has not left has used nothing. */
  settle(booking: Booking, amount: number): void {
    if (!booking.isSettled) this.#reserved -= booking.amount;
    booking.isSettled = true;
    const used = booking.entry === undefined ? 0 : amount;
    if (booking.entry === undefined) this.#pending -= booking.amount;
    else this.#take(booking.entry, booking.amount - used);
    booking.amount = used;
  }

  /** What the provider counted beyond our own bookings; replaces what was known of that. */
  noteForeign(amount: number, nowMs: number): void {
    this.#foreign = amount > 0 ? { amount, untilMs: nowMs + this.#spanMs } : nobodyElse;
  }

  #countFrom(booking: Booking, countedMs: number): void {
    if (booking.entry !== undefined) this.#take(booking.entry, booking.amount);
    booking.entry = this.#add(booking.amount, countedMs - this.#marginMs);
  }

  #add(amount: number, atMs: number): Entry {
    let place = this.#entries.length;
    while (place > this.#first && (this.#entries[place - 1]?.atMs ?? -Infinity) > atMs) place--;
    this.#sum += amount;
    const before = place > this.#first ? this.#entries[place - 1] : undefined;
    if (before !== undefined && atMs - before.sinceMs < this.#mergeMs) {
      before.amount += amount;
      before.atMs = atMs;
      return before;
    }
    const entry: Entry = { sinceMs: atMs, atMs, amount, isPast: false };
    this.#entries.splice(place, 0, entry);
    return entry;
  }

  #take(entry: Entry, amount: number): void {
    entry.amount -= amount;
    if (!entry.isPast) this.#sum -= amount;
  }

  /** When so much will have left the window. */
  #freesAtMs(excess: number, nowMs: number): number {
    let left = excess;
    let foreignAtMs = this.#foreign.untilMs;
    for (let index = this.#first; index < this.#entries.length; index++) {
      const entry = this.#entries[index];
      if (entry === undefined) break;
      const freeAtMs = entry.atMs + this.#spanMs;
      if (foreignAtMs <= freeAtMs) {
        left -= this.#foreign.amount;
        if (left <= 0) return foreignAtMs;
        foreignAtMs = Infinity;
      }
      left -= entry.amount;
      if (left <= 0) return freeAtMs;
    }
    if (foreignAtMs < Infinity) left -= this.#foreign.amount;
    return left <= 0 ? foreignAtMs : nowMs + this.#spanMs;
  }

  #forgetBefore(nowMs: number): void {
    if (this.#foreign.untilMs <= nowMs) this.#foreign = nobodyElse;
    for (; this.#first < this.#entries.length; this.#first++) {
      const entry = this.#entries[this.#first];
      // The same expression as in `#freesAtMs`: rounded differently, the promised time could come and nothing fit.
      if (entry === undefined || entry.atMs + this.#spanMs > nowMs) break;
      entry.isPast = true;
      this.#sum -= entry.amount;
    }
    if (this.#first > 1000 && this.#first > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }
}

const nobodyElse = { amount: 0, untilMs: Infinity } as const;
