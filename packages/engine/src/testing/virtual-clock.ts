import type { CancelTimer, Clock } from '../clock.js';

interface Timer {
  readonly dueMs: number;
  /** Of two timers due at once the one that was set first fires first. */
  readonly order: number;
  readonly fire: () => void;
}

/**
 * Time that stands still until it is told to pass: an hour of waiting costs nothing, and every run is the same.
 *
 * Promises take turns of their own, so the clock lets all that is runnable run (`settle`) before it moves.
 */
export class VirtualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();

  /** Milliseconds of virtual time since the clock was made. */
  now(): number {
    return this.#nowMs;
  }

  /** Begins at 2000-01-01T00:00:00Z, in every run. */
  wallTime(): number {
    return Date.UTC(2000, 0, 1) + this.#nowMs;
  }

  setTimer(delayMs: number, fire: () => void): CancelTimer {
    const timer = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, fire };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Waits `delayMs` of virtual time; rejects with the signal's reason when it fires first. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const cancel = this.setTimer(delayMs, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      const abort = (): void => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets everything run that waits for no timer. */
  async settle(): Promise<void> {
    // The event loop turns once all promises that can settle have: however long their chains.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Moves to the next due timer and fires it, then lets everything run; `false`, when none is set. */
  async tick(): Promise<boolean> {
    await this.settle();
    const next = this.#next();
    if (next === undefined) return false;
    this.#timers.delete(next);
    this.#nowMs = next.dueMs;
    next.fire();
    await this.settle();
    return true;
  }

  /** Lets `durationMs` of virtual time pass. */
  async advance(durationMs: number): Promise<void> {
    const until = this.#nowMs + durationMs;
    await this.settle();
    for (let next = this.#next(); next !== undefined && next.dueMs <= until; next = this.#next())
      await this.tick();
    this.#nowMs = until;
  }

  /**
   * Lets time pass until `work` has settled, and returns what it came to.
   *
   * @param withinMs how much virtual time it may take. Default: any
   * @throws Error when it takes longer, or waits for something that no timer will bring
   */
  async run<T>(work: Promise<T>, withinMs: number = Infinity): Promise<T> {
    const untilMs = this.#nowMs + withinMs;
    let settled = false;
    const end = (): void => {
      settled = true;
    };
    work.then(end, end);
    await this.settle();
    while (!settled) {
      if (!(await this.tick()) && !settled) {
        throw new Error(`At ${this.#nowMs} ms of virtual time nothing is due, and the work has not ended.`);
      }
      if (this.#nowMs > untilMs)
        throw new Error(`After ${withinMs} ms of virtual time the work has not ended.`);
    }
    return work;
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (
        next === undefined ||
        timer.dueMs < next.dueMs ||
        (timer.dueMs === next.dueMs && timer.order < next.order)
      ) {
        next = timer;
      }
    }
    return next;
  }
}

/** A new clock at 0. */
export function virtualClock(): VirtualClock {
  return new VirtualClock();
}
