import type { CancelTimer, Clock } from '../clock.js';
import type { ClaimStore } from '../store/port.js';
import type { ClaimAnswer } from '../store/records.js';

/** How long a claim holds where nothing tells that its process lives, in milliseconds, and how often it is renewed. */
const leaseMs = 30_000;
const heartbeatMs = 10_000;

/** How often it is looked whether another run has made what it claimed, in milliseconds. */
const lookAgainMs = 100;

interface ClaimMeans {
  readonly store: ClaimStore;
  readonly clock: Clock;
  /** The id of the run. */
  readonly runId: string;
  /** Results that were recorded before count as not there, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** Writes to the store; what goes wrong there is the run's. */
  readonly write: (act: (store: ClaimStore) => void) => void;
}

/** Something that a task waits for, and who is to hear that another run has made it, or has ended. */
interface Waiting {
  readonly fingerprint: string;
  readonly look: () => void;
}

/**
 * Claims in the store what a run is about to pay for, so that nobody else pays for it at the same time: no other run on the
 * same store, nor another task of the run. The claims hold as long as the run's process lives.
 */
export class Claims {
  readonly #means: ClaimMeans;
  /** By fingerprint: who is to hear that the claim was lost. */
  readonly #held = new Map<string, () => void>();
  readonly #waiting = new Set<Waiting>();
  #stopHeartbeat: CancelTimer | undefined;
  #stopLooking: CancelTimer | undefined;

  constructor(means: ClaimMeans) {
    this.#means = means;
  }

  /**
   * Claims something for a task, unless another one makes it: of this run, or of another.
   *
   * @param onLost hears that another run makes it as well, since the claim was taken from this one
   */
  take(fingerprint: string, onLost: () => void): ClaimAnswer {
    const { store, clock, runId, sinceMs } = this.#means;
    if (this.#held.has(fingerprint)) return { status: 'held-by', run: runId };
    const nowMs = clock.wallTime();
    const answer = store.claim({ fingerprint, run: runId, nowMs, untilMs: nowMs + leaseMs, sinceMs });
    if (answer.status === 'claimed') {
      this.#held.set(fingerprint, onLost);
      this.#stopHeartbeat ??= clock.setTimer(heartbeatMs, () => this.#renew());
    }
    return answer;
  }

  /**
   * Calls `look` when it may have been made, or whoever made it has ended, unless the function that is returned is called
   * before. One look at the store is for all that wait.
   */
  wait(fingerprint: string, look: () => void): () => void {
    const waiting = { fingerprint, look };
    this.#waiting.add(waiting);
    this.#lookLater();
    return () => {
      this.#waiting.delete(waiting);
      if (this.#waiting.size === 0) this.#endLooking();
    };
  }

  /** What was made, if anything, is in the store. */
  release(fingerprint: string): void {
    if (!this.#held.delete(fingerprint)) return;
    const { write, runId } = this.#means;
    write((store) => store.releaseClaim(runId, fingerprint));
    if (this.#held.size === 0) this.#endHeartbeat();
  }

  /** The run has ended, and with it its claims. */
  stop(): void {
    this.#waiting.clear();
    this.#endLooking();
    this.#endHeartbeat();
  }

  #lookLater(): void {
    this.#stopLooking ??= this.#means.clock.setTimer(lookAgainMs, () => this.#lookAgain());
  }

  #lookAgain(): void {
    this.#stopLooking = undefined;
    const claimed = this.#claimed();
    const waited = Array.from(this.#waiting);
    // Those that begin to wait meanwhile are for the next look.
    for (const waiting of waited) {
      const { fingerprint, look } = waiting;
      // A look before may have ended the waiting, of a run that is cancelled.
      if (claimed.has(fingerprint) || this.#held.has(fingerprint) || !this.#waiting.delete(waiting)) continue;
      look();
    }
    if (this.#waiting.size > 0) this.#lookLater();
  }

  /** What others have claimed of what is waited for. */
  #claimed(): ReadonlySet<string> {
    const { clock, runId, write } = this.#means;
    let claimed: ReadonlySet<string> = new Set();
    const fingerprints = Array.from(this.#waiting, ({ fingerprint }) => fingerprint);
    write((store) => {
      claimed = store.claimedByOthers(fingerprints, { run: runId, nowMs: clock.wallTime() });
    });
    return claimed;
  }

  #renew(): void {
    const { clock, runId, write } = this.#means;
    this.#stopHeartbeat = clock.setTimer(heartbeatMs, () => this.#renew());
    write((store) => {
      for (const lost of store.renewClaims(runId, clock.wallTime() + leaseMs)) this.#held.get(lost)?.();
    });
  }

  #endHeartbeat(): void {
    this.#stopHeartbeat?.();
    this.#stopHeartbeat = undefined;
  }

  #endLooking(): void {
    this.#stopLooking?.();
    this.#stopLooking = undefined;
  }
}
