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
  readonly #hedge: (attempt: Attempt) => boolean;
  /** Attempts that were slow only since their calls waited for limits, until the same time of their own is over. */
  readonly #delayed = new Map<Attempt, CancelTimer>();
  #begun = 0;
  #added = 0;

  /** @param hedge starts another attempt; returns whether it did */
  constructor(
    clock: Clock,
    policy: HedgePolicy & { readonly budget: number },
    hedge: (attempt: Attempt) => boolean,
  ) {
    this.#clock = clock;
    this.#policy = policy;
    this.#hedge = hedge;
    this.#slow = new Deadlines(
      clock,
      () => this.#afterMs(),
      (attempt) => attempt.over,
      (attempt) => this.#judge(attempt),
    );
  }

  begin(attempt: Attempt): void {
    this.#begun++;
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
    // One at the least: a share of few attempts is less than one, and the policy would say nothing.
    if (this.#added + 1 > Math.max(1, this.#policy.budget * this.#begun)) return;
    if (this.#hedge(attempt)) this.#added++;
  }

  #afterMs(): number | undefined {
    const { afterMs, afterQuantile = 1 } = this.#policy;
    if (afterMs !== undefined) return afterMs;
    if (this.#durations.length < enoughToKnow) return undefined;
    const place = Math.ceil(afterQuantile * this.#durations.length) - 1;
    return this.#durations[Math.max(0, place)];
  }
}
