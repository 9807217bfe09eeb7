import type { CancelTimer, Clock } from '../clock.js';

/**
 * Deadlines of one phase, which all have the same time: first begun, first due. One timer serves them all.
 *
 * @typeParam T what has a deadline: an attempt, or a task
 */
export class Deadlines<T> {
  readonly #clock: Clock;
  readonly #timeoutMs: () => number | undefined;
  readonly #isOver: (entry: T) => boolean;
  readonly #expire: (entry: T) => void;
  /** In the order of beginning, from `#head` on. */
  #entries: T[] = [];
  #begunAt: number[] = [];
  #head = 0;
  #cancelTimer: CancelTimer | undefined;
  /** When that timer is due. */
  #timerAt = 0;

  /**
   * @param timeoutMs how long each has; asked anew each time, and `undefined` while that is not known
   * @param isOver whether an entry has ended by itself
   * @param expire is told of each entry that is not over when its time is
   */
  constructor(
    clock: Clock,
    timeoutMs: () => number | undefined,
    isOver: (entry: T) => boolean,
    expire: (entry: T) => void,
  ) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#isOver = isOver;
    this.#expire = expire;
  }

  add(entry: T): void {
    this.#dropEnded();
    this.#entries.push(entry);
    this.#begunAt.push(this.#clock.now());
    if (this.#cancelTimer === undefined) this.#arm();
  }

  /** How long they have may be known by now, or be less than it was. */
  refresh(): void {
    this.#dropEnded();
    if (this.#head === this.#entries.length) return;
    if (this.#cancelTimer === undefined) return this.#arm();
    const timeoutMs = this.#timeoutMs();
    if (timeoutMs === undefined || (this.#begunAt[this.#head] ?? 0) + timeoutMs >= this.#timerAt) return;
    this.#cancelTimer();
    this.#arm();
  }

  /** The run is over: nothing will be told any more. */
  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#entries = [];
    this.#begunAt = [];
    this.#head = 0;
  }

  #sweep(): void {
    this.#cancelTimer = undefined;
    const timeoutMs = this.#timeoutMs();
    if (timeoutMs === undefined) return;
    const now = this.#clock.now();
    // Summed as in `#arm`: by another sum, fractions of a millisecond can round so that what is due never is. What is
    // told may add or stop: the bounds are read anew each time.
    while (this.#head < this.#entries.length && (this.#begunAt[this.#head] ?? 0) + timeoutMs <= now) {
      const entry = this.#entries[this.#head++];
      if (entry !== undefined && !this.#isOver(entry)) this.#expire(entry);
    }
    this.refresh();
  }

  #arm(): void {
    const timeoutMs = this.#timeoutMs();
    if (timeoutMs === undefined) return;
    this.#timerAt = (this.#begunAt[this.#head] ?? 0) + timeoutMs;
    const leftMs = Math.max(0, this.#timerAt - this.#clock.now());
    this.#cancelTimer = this.#clock.setTimer(leftMs, () => this.#sweep());
  }

  /** Lets go of what has ended at the head, and of the room that it took once that is most of it. */
  #dropEnded(): void {
    for (let entry = this.#entries[this.#head]; entry !== undefined; entry = this.#entries[++this.#head]) {
      if (!this.#isOver(entry)) break;
    }
    if (this.#head < 1024 || this.#head * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#head);
    this.#begunAt = this.#begunAt.slice(this.#head);
    this.#head = 0;
  }
}
