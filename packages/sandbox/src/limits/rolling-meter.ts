import type { Counted, Meter } from './meter.js';

/** One amount in the window. */
interface Entry extends Counted {
  readonly at: number;
  /** The run of entries that it is part of; undefined once it has left the window. */
  run: Run | undefined;
}

/** Entries that came one after another, with their sum, so that a search passes over all of them at once. */
interface Run {
  readonly entries: Entry[];
  /** Where the entries that still count begin. */
  first: number;
  sum: number;
}

/** About the root of what a busy window holds. */
const RUN_LENGTH = 256;

/** The sum of what was added in the last `windowMs`: an amount counts until exactly that long after it was added. */
export class RollingMeter implements Meter<Entry> {
  readonly #windowMs: number;
  readonly #runs: Run[] = [];
  #sum = 0;
  #limit = Infinity;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  setLimit(_now: number, limit: number | undefined): void {
    this.#limit = limit ?? Infinity;
  }

  used(now: number): number {
    this.#expire(now);
    return this.#sum;
  }

  add(now: number, amount: number): Entry {
    let run = this.#runs.at(-1);
    if (run === undefined || run.entries.length === RUN_LENGTH) {
      run = { entries: [], first: 0, sum: 0 };
      this.#runs.push(run);
    }
    const entry: Entry = { at: now, amount, run };
    run.entries.push(entry);
    run.sum += amount;
    this.#sum += amount;
    return entry;
  }

  correct(now: number, entry: Entry, amount: number): void {
    this.#expire(now);
    if (entry.run !== undefined) {
      entry.run.sum += amount - entry.amount;
      this.#sum += amount - entry.amount;
    }
    entry.amount = amount;
  }

  addRefused(now: number): void {
    this.add(now, 1);
  }

  fitsAfterMs(now: number, amount: number): number | undefined {
    if (amount > this.#limit) return undefined;
    let excess = this.used(now) + amount - this.#limit;
    if (excess <= 0) return 0;
    for (const run of this.#runs) {
      if (run.sum < excess) {
        excess -= run.sum;
        continue;
      }
      for (let i = run.first; i < run.entries.length; i++) {
        const entry = run.entries[i];
        excess -= entry?.amount ?? 0;
        if (entry && excess <= 0) return entry.at + this.#windowMs - now;
      }
    }
    return undefined;
  }

  emptyAfterMs(now: number): number {
    this.#expire(now);
    const last = this.#runs.at(-1)?.entries.at(-1);
    return last === undefined ? 0 : last.at + this.#windowMs - now;
  }

  #expire(now: number): void {
    for (let run = this.#runs[0]; run !== undefined; run = this.#runs[0]) {
      for (let entry = run.entries[run.first]; entry !== undefined; entry = run.entries[run.first]) {
        if (entry.at + this.#windowMs > now) return;
        run.first++;
        run.sum -= entry.amount;
        this.#sum -= entry.amount;
        entry.run = undefined;
      }
      this.#runs.shift();
    }
  }
}
