import { setMaxListeners } from 'node:events';
import { systemClock } from '../clock.js';
import type { CancelTimer, Clock } from '../clock.js';
import { errors } from '../errors.js';
import { clockGate } from './clock-gate.js';
import { noCost } from './cost.js';
import type { Cost } from './cost.js';
import { bottleneckGate } from './gate.js';
import type { Gate } from './gate.js';
import type { Reservation } from './ledger.js';
import { matchCalls } from './match-calls.js';
import type { MatchableCall } from './match-calls.js';
import { buildKeys } from './pool-options.js';
import type { KeyPoolOptions, KeyVerdict } from './pool-options.js';
import type { PoolKey } from './pool-key.js';
import { codeOf, snapshotOf, whyUnusable } from './snapshot.js';
import type { PoolSnapshot } from './snapshot.js';
import { WaitingLine } from './waiting-line.js';

/** A started call's hold on a key. */
export interface Lease {
  /** The id of the key, for reports. */
  readonly keyId: string;
  /** Milliseconds that this start of the call waited: for a limit, and in the gate. */
  readonly queuedMs: number;
  /** Replaces the estimate by what the call used; a dimension left out stands as estimated. */
  settle(actual: Partial<Cost>): void;
}

/** Whom a call is for. */
export interface CallOptions {
  /** Of waiting calls the highest goes first, of equals the one that came first. */
  readonly rank: number;
  /** While the call waits, takes it out of the queue; in flight it is the function's to mind. */
  readonly signal: AbortSignal;
  /** The call starts now, on this key; once more when it was moved to another one. */
  readonly onStart?: (lease: Lease) => void;
}

/** A pool of API keys: starts each call on the first key that can take it, within every limit. */
export interface KeyPool {
  /**
   * Runs the function once a key can start it, and gives its outcome. When the error that it throws speaks against
   * the key (see {@link KeyPoolOptions.classify}), it runs again on another one.
   *
   * @throws PhasegraphError `call-too-large`, `no-usable-key`; the signal's reason when aborted before its start
   */
  call<T>(cost: Cost, options: CallOptions, run: (lease: Lease) => Promise<T>): Promise<T>;
  /** How the keys are at this moment. */
  snapshot(): PoolSnapshot;
}

/**
 * Makes a pool. Calls stand in one queue and are bound to a key when they start, not before, so that a slow, paused
 * or dead key holds up nothing.
 *
 * @throws PhasegraphError `invalid-option`
 */
export function keyPool(options: KeyPoolOptions): KeyPool {
  const { name, clock = systemClock, classify } = options;
  const keys = buildKeys(options);
  const gate = options.gate ?? defaultGate(clock, options);
  const line = new WaitingLine<QueuedCall>();
  let arrivals = 0;
  let cancelTimer: CancelTimer | undefined;
  let lookDue = false;

  return { call, snapshot: () => snapshotOf(name, keys, line.size, clock.now()) };

  function call<T>(cost: Cost, callOptions: CallOptions, run: (lease: Lease) => Promise<T>): Promise<T> {
    const { rank, signal, onStart } = callOptions;
    return new Promise<T>((resolve, reject) => {
      const queued: QueuedCall = {
        cost,
        rank,
        arrival: arrivals++,
        bypasses: 0,
        heldUpSinceMs: undefined,
        declinedBy: undefined,
        signal,
        moves: 0,
        queuedAtMs: clock.now(),
        run: async (lease) => {
          onStart?.(lease);
          const value = await run(lease);
          return () => resolve(value);
        },
        reject,
        leaveOnAbort: () => {
          line.remove(queued);
          reject(signal.reason);
        },
      };
      if (signal.aborted) reject(signal.reason);
      else enqueue(queued);
    });
  }

  function enqueue(queued: QueuedCall): void {
    const refusal = whyRefused(queued);
    if (refusal !== undefined) {
      queued.reject(refusal);
      return;
    }
    queued.queuedAtMs = clock.now();
    // One task may have any number of calls waiting on its signal; from the eleventh on Node would warn of a leak.
    setMaxListeners(Infinity, queued.signal);
    queued.signal.addEventListener('abort', queued.leaveOnAbort, { once: true });
    line.add(queued);
    lookSoon();
  }

  /** One look for all calls that come at once: a fan-out of thousands must not look through the line for each. */
  function lookSoon(): void {
    if (lookDue) return;
    lookDue = true;
    queueMicrotask(() => {
      lookDue = false;
      startWhatFits();
    });
  }

  function startWhatFits(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    const nowMs = clock.now();
    const { matches, lookAgainAtMs } = matchCalls(line, keys, nowMs);
    if (lookAgainAtMs < Infinity) {
      cancelTimer = clock.setTimer(Math.max(0, lookAgainAtMs - nowMs), startWhatFits);
    }
    for (const { call: queued, key, reservation } of matches) void perform(queued, key, reservation);
  }

  async function perform(queued: QueuedCall, key: PoolKey, reservation: Reservation): Promise<void> {
    let settle: () => void;
    try {
      settle = await gate.pass(key.id, () => start(queued, key, reservation));
    } catch (error) {
      settle = () => settleFailure(queued, key, error);
    }
    // The slot first: whoever waits for this call may ask for the next one at once.
    key.inFlight--;
    settle();
    startWhatFits();
  }

  function start(queued: QueuedCall, key: PoolKey, reservation: Reservation): Promise<() => void> {
    queued.signal.removeEventListener('abort', queued.leaveOnAbort);
    // Aborted in the gate: the caller has its rejection, the provider saw nothing.
    if (queued.signal.aborted) {
      key.ledger.settle(reservation, noCost);
      return Promise.resolve(() => undefined);
    }
    return queued.run({
      keyId: key.id,
      queuedMs: clock.now() - queued.queuedAtMs,
      settle: (actual) => key.ledger.settle(reservation, { ...queued.cost, ...actual }),
    });
  }

  function settleFailure(queued: QueuedCall, key: PoolKey, error: unknown): void {
    key.lastError = codeOf(error);
    let verdict: KeyVerdict | undefined;
    try {
      verdict = classify?.(error);
    } catch (bug) {
      queued.reject(bug);
      return;
    }
    if (verdict?.kind === 'decline') {
      queued.declinedBy = new Set([...(queued.declinedBy ?? []), key]);
      // The provider's own words say more than that no key is left.
      if (usableFor(queued).length === 0) verdict = undefined;
    } else if (verdict !== undefined) apply(verdict, key);
    // A retired key takes no more calls, so retirements bound themselves.
    const movedTooOften = verdict?.kind === 'pause' && ++queued.moves > maxMoves;
    if (verdict === undefined || queued.signal.aborted || movedTooOften) queued.reject(error);
    else enqueue(queued);
  }

  function apply(verdict: Exclude<KeyVerdict, { kind: 'decline' }>, key: PoolKey): void {
    for (const hit of verdict.scope === 'group' ? keys.filter(({ group }) => group === key.group) : [key]) {
      if (hit.state.status === 'retired') continue;
      if (verdict.kind === 'retire') {
        hit.state = { status: 'retired', reason: verdict.reason };
        continue;
      }
      const pausedUntilMs = hit.state.status === 'paused' ? hit.state.untilMs : -Infinity;
      hit.state = { status: 'paused', untilMs: Math.max(pausedUntilMs, clock.now() + verdict.forMs) };
    }
    if (verdict.kind === 'retire') failWhatNoKeyCanTake();
  }

  function failWhatNoKeyCanTake(): void {
    for (const queued of line) {
      const refusal = whyRefused(queued);
      if (refusal === undefined) continue;
      line.remove(queued);
      queued.signal.removeEventListener('abort', queued.leaveOnAbort);
      queued.reject(refusal);
    }
  }

  function usableFor({ declinedBy }: QueuedCall): PoolKey[] {
    return keys.filter((key) => key.state.status !== 'retired' && declinedBy?.has(key) !== true);
  }

  /** The error for a call that would wait for ever. */
  function whyRefused(queued: QueuedCall): Error | undefined {
    const { cost, declinedBy } = queued;
    const usable = usableFor(queued);
    if (usable.length === 0) {
      return errors.noUsableKey(keys.map((key) => whyUnusable(key, declinedBy?.has(key) === true)));
    }
    const exceeded = usable.map((key) => key.ledger.limitBelow(cost));
    const least = exceeded[0];
    if (least === undefined || exceeded.includes(undefined)) return undefined;
    const { dimension, amount, windowMs } = least;
    return errors.callTooLarge(name, `${cost[dimension]} ${dimension}`, [
      `${amount} ${dimension} in ${windowMs / 1000} s`,
    ]);
  }
}

/** How often one call may go back into the queue because its key had to pause; then the error is the call's. */
const maxMoves = 8;

interface QueuedCall extends MatchableCall {
  readonly signal: AbortSignal;
  moves: number;
  queuedAtMs: number;
  /** Gives the function that settles the caller's promise. */
  run(lease: Lease): Promise<() => void>;
  reject(error: unknown): void;
  readonly leaveOnAbort: () => void;
}

/** Bottleneck knows the system's time only. */
function defaultGate(clock: Clock, options: KeyPoolOptions): Gate {
  return clock === systemClock ? bottleneckGate(options) : clockGate(clock, options);
}
