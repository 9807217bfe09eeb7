import type { Clock } from '../clock.js';
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
    this.#slow = new Deadlines(
      clock,
      () => this.#afterMs(),
      (attempt) => attempt.over,
      (attempt) => {
        if (this.#added + 1 > this.#policy.budget * this.#begun) return;
        if (hedge(attempt)) this.#added++;
      },
    );
  }

  begin(attempt: Attempt): void {
    this.#begun++;
    this.#slow.add(attempt);
  }

  succeed(attempt: Attempt): void {
    if (this.#policy.afterQuantile === undefined) return;
    const duration = this.#clock.now() - attempt.begunAt;
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
  }

  #afterMs(): number | undefined {
    const { afterMs, afterQuantile = 1 } = this.#policy;
    if (afterMs !== undefined) return afterMs;
    if (this.#durations.length < enoughToKnow) return undefined;
    const place = Math.ceil(afterQuantile * this.#durations.length) - 1;
    return this.#durations[Math.max(0, place)];
  }
}
