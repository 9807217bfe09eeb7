import type { CancelTimer, Clock } from '../clock.js';
import type { Attempt } from './attempt.js';

/**
 * The deadlines of one phase's attempts, which all have the same time: first begun, first due. One timer serves them
 * all.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #expire: (attempt: Attempt) => void;
  /** In the order of beginning, from `#head` on. */
  #attempts: Attempt[] = [];
  #dueAt: number[] = [];
  #head = 0;
  #cancelTimer: CancelTimer | undefined;

  /** @param expire is told of each attempt that is not over when its time is */
  constructor(clock: Clock, timeoutMs: number, expire: (attempt: Attempt) => void) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#expire = expire;
  }

  add(attempt: Attempt): void {
    this.#dropEnded();
    this.#attempts.push(attempt);
    this.#dueAt.push(this.#clock.now() + this.#timeoutMs);
    if (this.#cancelTimer === undefined) this.#arm();
  }

  /** The run is over: nothing will be told any more. */
  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#attempts = [];
    this.#dueAt = [];
    this.#head = 0;
  }

  #sweep(): void {
    this.#cancelTimer = undefined;
    const now = this.#clock.now();
    while (this.#head < this.#attempts.length && (this.#dueAt[this.#head] ?? 0) <= now) {
      const attempt = this.#attempts[this.#head++];
      if (attempt?.over === false) this.#expire(attempt);
    }
    this.#dropEnded();
    if (this.#head < this.#attempts.length) this.#arm();
  }

  #arm(): void {
    const dueAt = this.#dueAt[this.#head] ?? 0;
    this.#cancelTimer = this.#clock.setTimer(Math.max(0, dueAt - this.#clock.now()), () => this.#sweep());
  }

  /** Lets go of what has ended at the head, and of the room that it took once that is most of it. */
  #dropEnded(): void {
    while (this.#attempts[this.#head]?.over === true) this.#head++;
    if (this.#head < 1024 || this.#head * 2 < this.#attempts.length) return;
    this.#attempts = this.#attempts.slice(this.#head);
    this.#dueAt = this.#dueAt.slice(this.#head);
    this.#head = 0;
  }
}
