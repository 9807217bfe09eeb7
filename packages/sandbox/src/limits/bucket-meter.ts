import type { Counted, Meter } from './meter.js';

/** The share of a limit that rounding may add to what is missing: less than flows into the bucket of a day in 0.1 ms. */
const ROUNDING = 1e-9;

/**
 * A token bucket that holds the limit of one window and is refilled continuously, so that an empty one is full after
 * `windowMs`. It counts what is missing from it, so that a change of the limit keeps what was taken.
 */
export class BucketMeter implements Meter {
  readonly #windowMs: number;
  #limit = Infinity;
  /** What was missing at `#at`. Above the limit when a call used more than it had reserved. */
  #missing = 0;
  #at = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  setLimit(now: number, limit: number | undefined): void {
    this.#refill(now); // at the pace that held until now
    this.#limit = limit ?? Infinity;
  }

  used(now: number): number {
    this.#refill(now);
    return this.#missing;
  }

  add(now: number, amount: number): Counted {
    this.#refill(now);
    this.#missing += amount;
    return { amount };
  }

  correct(now: number, entry: Counted, amount: number): void {
    this.#refill(now);
    this.#missing = Math.max(0, this.#missing + amount - entry.amount);
    entry.amount = amount;
  }

  /** Takes what is left, one at most: there is no going below the ground. */
  addRefused(now: number): void {
    this.#refill(now);
    this.#missing = Math.max(this.#missing, Math.min(this.#limit, this.#missing + 1));
  }

  fitsAfterMs(now: number, amount: number): number | undefined {
    if (amount > this.#limit) return undefined;
    const excess = this.used(now) + amount - this.#limit;
    if (excess <= ROUNDING * this.#limit) return 0;
    // To the millionth: 20,000 ms and a hair would be told as 20,001.
    return Math.round(((excess * this.#windowMs) / this.#limit) * 1e6) / 1e6;
  }

  emptyAfterMs(now: number): number {
    const used = this.used(now);
    // Nothing flows in under a limit of 0.
    return used === 0 || this.#limit === 0 ? 0 : (used * this.#windowMs) / this.#limit;
  }

  #refill(now: number): void {
    const refilled = ((now - this.#at) * this.#limit) / this.#windowMs;
    // Without a limit the bucket is always full; 0 * Infinity would be no number.
    this.#missing = this.#limit === Infinity ? 0 : Math.max(0, this.#missing - refilled);
    this.#at = now;
  }
}
