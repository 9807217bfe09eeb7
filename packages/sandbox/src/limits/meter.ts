/** Something that was counted and may be counted anew. */
export interface Counted {
  amount: number;
}

/** Counts one rate of a group and model: what a limit leaves room for, and when. All times are milliseconds. */
export interface Meter<Entry extends Counted = Counted> {
  /** Sets the limit from `now` on; undefined for none. What is counted stays. */
  setLimit(now: number, limit: number | undefined): void;
  /** What counts against the limit. */
  used(now: number): number;
  add(now: number, amount: number): Entry;
  /** Counts another amount for what was added before. */
  correct(now: number, entry: Entry, amount: number): void;
  /** Counts a request that was refused. */
  addRefused(now: number): void;
  /** How long until `amount` more is within the limit; 0 for now, undefined when no wait helps. */
  fitsAfterMs(now: number, amount: number): number | undefined;
  /** How long until nothing counts any more. */
  emptyAfterMs(now: number): number;
}
