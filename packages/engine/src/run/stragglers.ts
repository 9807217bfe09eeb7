import type { Clock } from '../clock.js';
import type { Attempt } from './attempt.js';
import { Deadlines } from './deadlines.js';

/** Attempts that were told to stop and have not ended: each has the grace time for it, from then on. */
export class Stragglers {
  readonly #open = new Set<Attempt>();
  readonly #grace: Deadlines<Attempt>;
  #noneIsLeft: (() => void) | undefined;

  /**
   * @param graceMs how long each has to end, in milliseconds
   * @param unheard is told of each that has not ended by then; it is waited for no longer
   */
  constructor(clock: Clock, graceMs: number, unheard: (attempt: Attempt) => void) {
    this.#grace = new Deadlines<Attempt>(
      clock,
      () => graceMs,
      (attempt) => !this.#open.has(attempt),
      (attempt) => {
        unheard(attempt);
        this.end(attempt);
      },
    );
  }

  /** An attempt is told to stop. Told again, it has no more time than before. */
  add(attempt: Attempt): void {
    if (this.#open.has(attempt)) return;
    this.#open.add(attempt);
    this.#grace.add(attempt);
  }

  /** An attempt has ended, whether it was told to or not. */
  end(attempt: Attempt): void {
    if (this.#open.size > 0 && this.#open.delete(attempt) && this.#open.size === 0) this.#noneIsLeft?.();
  }

  /** Settles when each has ended, or had its time; `undefined`, when there is none to wait for. */
  untilNone(): Promise<void> | undefined {
    if (this.#open.size === 0) return undefined;
    return new Promise((resolve) => (this.#noneIsLeft = resolve));
  }

  stop(): void {
    this.#grace.stop();
  }
}
