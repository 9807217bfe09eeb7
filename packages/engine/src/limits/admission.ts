import type { CancelTimer } from '../clock.js';
import { errors } from '../errors.js';
import { AbortWatch } from './abort-watch.js';
import { givenUpAtMs } from './key-change.js';
import { matchCalls } from './match-calls.js';
import type { Match } from './match-calls.js';
import type { PoolMeans } from './pool-means.js';
import type { QueuedCall } from './queued-call.js';
import { whyRefused } from './refusal.js';
import { WaitingLine } from './waiting-line.js';

/** The calls of a pool that wait: who of them may start, who waits on, and who need not wait any longer. */
export class Admission {
  readonly #means: PoolMeans;
  readonly #line: WaitingLine<QueuedCall>;
  readonly #aborts = new AbortWatch();
  readonly #admit: (match: Match<QueuedCall>) => void;
  #cancelTimer: CancelTimer | undefined;
  #lookDue = false;

  /** @param admit is told of each call that may start, and of the lane that has booked it */
  constructor(means: PoolMeans, admit: (match: Match<QueuedCall>) => void) {
    this.#means = means;
    this.#line = new WaitingLine(means.patienceMs);
    this.#admit = admit;
  }

  /** How many calls wait. */
  get size(): number {
    return this.#line.size;
  }

  /** A call waits from now on, unless that makes no sense. */
  enqueue(queued: QueuedCall): void {
    const refusal = this.refusalOf(queued);
    if (refusal !== undefined) {
      queued.reject(refusal);
      return;
    }
    this.#aborts.add(queued);
    this.#line.add(queued);
    this.lookSoon();
  }

  /** A call was aborted before it left. */
  dropAborted(queued: QueuedCall): void {
    // What was kept free for it is free for others, and nobody may be left to wait for a timer.
    if (this.#line.remove(queued)) this.lookSoon();
  }

  /** A call that was admitted leaves, or is about to come back: whoever has it minds its signal. */
  release(queued: QueuedCall): void {
    this.#aborts.remove(queued);
  }

  /** One look for all calls that come at once: a fan-out of thousands must not look through the line for each. */
  lookSoon(): void {
    if (this.#lookDue) return;
    this.#lookDue = true;
    queueMicrotask(() => {
      this.#lookDue = false;
      this.look();
    });
  }

  /** Admits the calls that can start now. */
  look(): void {
    const { clock, routes, longestWaitMs } = this.#means;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const nowMs = clock.now();
    const found = matchCalls(this.#line, (target) => routes.to(target).lanes, nowMs, longestWaitMs);
    if (found.isHopeless) this.refuseHopeless();
    for (const bug of found.bugs) for (const queued of this.#line) this.#fail(queued, bug);
    // After the match: whoever need not wait any longer has not waited too long, and one call may find the server up again.
    const givenUpMs = this.#failWhatIsDown(nowMs);
    const endsAtMs = this.#failWhatWaitedTooLong(nowMs);
    const nextAtMs = Math.min(found.lookAgainAtMs, endsAtMs, givenUpMs);
    if (nextAtMs < Infinity && this.#line.size > 0) {
      this.#cancelTimer = clock.setTimer(Math.max(0, nextAtMs - nowMs), () => this.look());
    }
    for (const match of found.matches) this.#admit(match);
  }

  /** Fails the waiting calls that no key can take any more. */
  refuseHopeless(): void {
    for (const queued of this.#line) {
      const refusal = this.refusalOf(queued);
      if (refusal !== undefined) this.#fail(queued, refusal);
    }
  }

  /** Why there is no use in waiting for a call; `undefined`, when there is. */
  refusalOf(queued: QueuedCall): Error | undefined {
    const { name, clock, routes, longestWaitMs } = this.#means;
    const nowMs = clock.now();
    return whyRefused(name, queued, routes.to(queued.target), {
      nowMs,
      isGivenUp: this.isGivenUp(queued.target, nowMs),
      longestWaitMs,
    });
  }

  /** Whether the servers of a target have been down for longer than they are waited for. */
  isGivenUp(target: string, nowMs: number): boolean {
    return nowMs >= this.#givenUpAtMs(target);
  }

  /** Fails the waiting calls whose servers have been down for too long. @returns when the next ones' will have been */
  #failWhatIsDown(nowMs: number): number {
    let nextAtMs = Infinity;
    for (const { target } of this.#line.queues()) {
      if (this.isGivenUp(target, nowMs)) this.refuseHopeless();
      else nextAtMs = Math.min(nextAtMs, this.#givenUpAtMs(target));
    }
    return nextAtMs;
  }

  /** Fails the waiting calls whose time is up. @returns when the next one's is */
  #failWhatWaitedTooLong(nowMs: number): number {
    const { name, queueTimeoutMs } = this.#means;
    let nextAtMs = Infinity;
    for (const { byAge } of this.#line.queues()) {
      for (let oldest = byAge.first; oldest !== undefined; oldest = byAge.first) {
        const endsAtMs = oldest.sinceMs + queueTimeoutMs;
        if (endsAtMs > nowMs) {
          nextAtMs = Math.min(nextAtMs, endsAtMs);
          break;
        }
        this.#fail(oldest, errors.queueTimeout(name, queueTimeoutMs, this.#line.size - 1));
        // What was kept free for it is free for others.
        this.lookSoon();
      }
    }
    return nextAtMs;
  }

  #fail(queued: QueuedCall, error: unknown): void {
    this.#line.remove(queued);
    this.#aborts.remove(queued);
    queued.reject(error);
  }

  #givenUpAtMs(target: string): number {
    return givenUpAtMs(this.#means.routes.to(target), this.#means.outageMs);
  }
}
