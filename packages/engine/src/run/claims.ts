import type { CancelTimer, Clock } from '../clock.js';
import type { ClaimAnswer, Store } from '../store/port.js';

/** How long a claim holds where nothing tells that its process lives, in milliseconds, and how often it is renewed. */
const leaseMs = 30_000;
const heartbeatMs = 10_000;

/** How often it is looked whether another run has made what it claimed, in milliseconds. */
const lookAgainMs = 100;

interface ClaimMeans {
  readonly store: Store;
  readonly clock: Clock;
  /** The id of the run. */
  readonly runId: string;
  /** Writes to the store; what goes wrong there is the run's. */
  readonly write: (act: (store: Store) => void) => void;
  /** Hears of a task that another run is making as well, since the claim was taken from this one. */
  readonly onLost: (task: number) => void;
}

/**
 * Claims in the store what a run is about to pay for, so that no other run on the same store pays for it at the same time.
 * The claims hold as long as the run's process lives.
 */
export class Claims {
  readonly #means: ClaimMeans;
  /** By task: what it makes. */
  readonly #held = new Map<number, string>();
  /** By task that waits for another run: the timer of its next look. */
  readonly #looks = new Map<number, CancelTimer>();
  #stopHeartbeat: CancelTimer | undefined;

  constructor(means: ClaimMeans) {
    this.#means = means;
  }

  /** Claims what a task makes, unless another run has done so before. */
  take(task: number, fingerprint: string): ClaimAnswer {
    const { store, clock, runId } = this.#means;
    const nowMs = clock.wallTime();
    const answer = store.claim({ fingerprint, run: runId, nowMs, untilMs: nowMs + leaseMs });
    if (answer.status === 'claimed') {
      this.#held.set(task, fingerprint);
      this.#stopHeartbeat ??= clock.setTimer(heartbeatMs, () => this.#renew());
    }
    return answer;
  }

  /** Calls `look` when another run may have made what a task waits for. */
  lookLater(task: number, look: () => void): void {
    const cancelTimer = this.#means.clock.setTimer(lookAgainMs, () => {
      this.#looks.delete(task);
      look();
    });
    this.#looks.set(task, cancelTimer);
  }

  /** The task has ended: what it made, if anything, is in the store. */
  release(task: number): void {
    this.#looks.get(task)?.();
    this.#looks.delete(task);
    const fingerprint = this.#held.get(task);
    if (fingerprint === undefined) return;
    this.#held.delete(task);
    this.#means.write((store) => store.releaseClaim(this.#means.runId, fingerprint));
    if (this.#held.size === 0) this.#endHeartbeat();
  }

  /** The run has ended, and with it its claims. */
  stop(): void {
    for (const cancelTimer of this.#looks.values()) cancelTimer();
    this.#endHeartbeat();
  }

  #renew(): void {
    const { clock, runId, write, onLost } = this.#means;
    this.#stopHeartbeat = clock.setTimer(heartbeatMs, () => this.#renew());
    write((store) => {
      const lost = new Set(store.renewClaims(runId, clock.wallTime() + leaseMs));
      if (lost.size === 0) return;
      for (const [task, fingerprint] of this.#held) if (lost.has(fingerprint)) onLost(task);
    });
  }

  #endHeartbeat(): void {
    this.#stopHeartbeat?.();
    this.#stopHeartbeat = undefined;
  }
}
