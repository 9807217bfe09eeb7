import type { CancelTimer, Clock } from '../clock.js';
import type { HedgePolicy } from '../declare/phase.js';
import type { Attempt } from './attempt.js';
import { Deadlines } from './deadlines.js';

/** How many attempts must have succeeded before a quantile of their durations means something. */
const enoughToKnow = 10;

/** Decides for one phase when an attempt has been slow for long enough to start another beside it. */
export class Hedges {
  readonly #policy: HedgePolicy & { readonly budget: number };
  readonly #clock: Clock;
  readonly #slow: Deadlines<Attempt>;
  /** Durations of attempts that succeeded, in milliseconds, the shortest first. */
  readonly #durations: number[] = [];
  readonly #due: (attempt: Attempt) => void;
  /** Attempts that were slow only since their calls waited, until the same time of their own is over. */
  readonly #delayed = new Map<Attempt, CancelTimer>();
  /** How many attempts were made one after another, and how many beside those. */
  #begun = 0;
  #added = 0;

  /** @param due is told of an attempt that another one may run beside */
  constructor(
    clock: Clock,
    policy: HedgePolicy & { readonly budget: number },
    due: (attempt: Attempt) => void,
  ) {
    this.#clock = clock;
    this.#policy = policy;
    this.#due = due;
    this.#slow = new Deadlines(
      clock,
      () => this.#afterMs(),
      (attempt) => attempt.over,
      (attempt) => this.#judge(attempt),
    );
  }

  begin(attempt: Attempt): void {
    if (attempt.rivals === undefined) this.#begun++;
    this.#slow.add(attempt);
  }

  succeed(attempt: Attempt): void {
    if (this.#policy.afterQuantile === undefined) return;
    const now = this.#clock.now();
    const duration = now - attempt.begunAt - attempt.waitedMs(now);
    let low = 0;
    for (let high = this.#durations.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((this.#durations[middle] ?? 0) < duration) low = middle + 1;
      else high = middle;
    }
    this.#durations.splice(low, 0, duration);
    this.#slow.refresh();
  }

  /** Counts an attempt that is added; `false`, when the budget has been spent since it was due. */
  spend(): boolean {
    if (!this.#isWithinBudget()) return false;
    this.#added++;
    return true;
  }

  stop(): void {
    this.#slow.stop();
    for (const cancelTimer of this.#delayed.values()) cancelTimer();
  }

  /** A second call that waits for the same limit would only be one more in the queue: waiting is not slowness. */
  #judge(attempt: Attempt): void {
    const now = this.#clock.now();
    const waitedMs = attempt.waitedMs(now);
    const leftMs = waitedMs === 0 ? 0 : attempt.begunAt + (this.#afterMs() ?? 0) + waitedMs - now;
    if (leftMs > 0) {
      const cancelTimer = this.#clock.setTimer(leftMs, () => {
        this.#delayed.delete(attempt);
        if (!attempt.over) this.#judge(attempt);
      });
      this.#delayed.set(attempt, cancelTimer);
      return;
    }
    if (this.#isWithinBudget()) this.#due(attempt);
  }

  /** One at the least: a share of few attempts is less than one, and the policy would say nothing. */
  #isWithinBudget(): boolean {
    return this.#added + 1 <= Math.max(1, this.#policy.budget * this.#begun);
  }

  #afterMs(): number | undefined {
    const { afterMs, afterQuantile = 1 } = this.#policy;
    if (afterMs !== undefined) return afterMs;
    if (this.#durations.length < enoughToKnow) return undefined;
    const place = Math.ceil(afterQuantile * this.#durations.length) - 1;
    return this.#durations[Math.max(0, place)];
  }
}
