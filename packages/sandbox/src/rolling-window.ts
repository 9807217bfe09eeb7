const WINDOW_MS = 60_000;

/** One amount that counts in the window. */
export interface Entry {
  readonly at: number;
  amount: number;
  expired: boolean;
}

/** The sum of what was added in the last 60 seconds; an amount counts until exactly 60 seconds after it was added. */
export class RollingWindow {
  readonly #entries: Entry[] = [];
  /** Where the entries that still count begin; the ones before are cut off now and then, not each time. */
  #first = 0;
  #sum = 0;

  add(now: number, amount: number): Entry {
    const entry: Entry = { at: now, amount, expired: false };
    this.#entries.push(entry);
    this.#sum += amount;
    return entry;
  }

  /** Counts another amount for an entry, if it still counts at all. */
  correct(entry: Entry, amount: number): void {
    if (!entry.expired) this.#sum += amount - entry.amount;
    entry.amount = amount;
  }

  total(now: number): number {
    this.#expire(now);
    return this.#sum;
  }

  /** Milliseconds until `amount` of what counts now has expired; undefined when not even all of it is enough. */
  freeAfterMs(now: number, amount: number): number | undefined {
    this.#expire(now);
    let freed = 0;
    for (let i = this.#first; i < this.#entries.length; i++) {
      const entry = this.#entries[i];
      freed += entry?.amount ?? 0;
      if (entry && freed >= amount) return entry.at + WINDOW_MS - now;
    }
    return undefined;
  }

  /** Milliseconds until nothing counts any more. */
  emptyAfterMs(now: number): number {
    this.#expire(now);
    const last = this.#entries.at(-1);
    return last && this.#first < this.#entries.length ? last.at + WINDOW_MS - now : 0;
  }

  #expire(now: number): void {
    for (let entry = this.#entries[this.#first]; entry && entry.at + WINDOW_MS <= now;) {
      this.#sum -= entry.amount;
      entry.expired = true;
      entry = this.#entries[++this.#first];
    }
    if (this.#first > 1000) {
      this.#entries.splice(0, this.#first);
      this.#first = 0;
    }
  }
}
