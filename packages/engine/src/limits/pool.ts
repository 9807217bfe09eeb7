import type { CancelTimer, Clock } from '../clock.js';
import { systemClock } from '../clock.js';
import type { KeyChange, RunShare } from '../declare/resource.js';
import { PhasegraphError, errors, unreachable } from '../errors.js';
import { AbortWatch } from './abort-watch.js';
import type { Watcher } from './abort-watch.js';
import { clockGate } from './clock-gate.js';
import { noCost } from './cost.js';
import type { Cost } from './cost.js';
import { bottleneckGate } from './gate.js';
import type { Gate } from './gate.js';
import { noteOutage, pause, recover, retire, trip } from './key-change.js';
import { isOpenSince, whyClosed } from './lane.js';
import type { Lane } from './lane.js';
import type { LimitFact, Reservation } from './ledger.js';
import { matchCalls } from './match-calls.js';
import type { MatchableCall } from './match-calls.js';
import { readOptions } from './pool-options.js';
import type { KeyPoolOptions, KeyVerdict } from './pool-options.js';
import { whyRefused } from './refusal.js';
import { Routes } from './routes.js';
import { Flows } from './share.js';
import { codeOf, snapshotOf } from './snapshot.js';
import type { PoolSnapshot } from './snapshot.js';
import { WaitingLine } from './waiting-line.js';

/** A started call's hold on a key. */
export interface Lease {
  /** The id of the key, for reports. */
  readonly keyId: string;
  /** Milliseconds that this start of the call waited: for a limit, and in the gate. */
  readonly queuedMs: number;
  /**
   * Replaces the estimate by what the call used; a dimension left out stands as estimated.
   *
   * @param tokensCounted when the provider counts the tokens: as the call arrives, or now. Default `on-arrival`.
   */
  settle(actual: Partial<Cost>, tokensCounted?: 'on-arrival' | 'now'): void;
  /**
   * Tells what the answer says of the limits, and that there is one; to be called as soon as it begins, before the call is
   * settled.
   */
  learn(facts: readonly LimitFact[]): void;
}

/** Whom a call is for. */
export interface CallOptions {
  /** Of waiting calls the highest goes first, of equals the one that came first. */
  readonly rank: number;
  /** While the call waits, takes it out of the queue; in flight it is the function's to mind. */
  readonly signal: AbortSignal;
  /** What is called, a model say: limits go by it. Default `*`. */
  readonly target?: string;
  /** What sort of call it is, a phase's name say: how long it takes is compared with others of its sort. Default: the target. */
  readonly sort?: string;
  /**
   * What it takes at the least, where the cost holds a margin on top of it: a limit that has no room for the margin is
   * used to the full instead. Default: the cost.
   */
  readonly leastCost?: Cost;
  /** The run that it belongs to: runs share the pool by their weights. Default: none, with all others that belong to none. */
  readonly share?: RunShare;
  /** The call starts now, on this key; once more when it was moved to another one. */
  readonly onStart?: (lease: Lease) => void;
  /** Is told what this call found out about its key. What it throws is the call's own error. */
  readonly onKeyChange?: (change: KeyChange) => void;
}

/** A pool of API keys: starts each call on the first key that can take it, within every limit. */
export interface KeyPool {
  /**
   * Runs the function once a key can start it, and gives its outcome. When the error that it throws speaks against
   * the key (see {@link KeyPoolOptions.classify}), it runs again on another one.
   *
   * @throws PhasegraphError `call-too-large`, `no-usable-key`, `provider-unavailable`, `queue-timeout`; the signal's reason
   *   when aborted before its start
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
  const { keys, patienceMs, queueTimeoutMs, outageMs } = readOptions(options);
  const gate = options.gate ?? defaultGate(clock, options);
  const routes = new Routes(keys, options);
  const flows = new Flows();
  const aborts = new AbortWatch();
  const line = new WaitingLine<QueuedCall>(patienceMs);
  let arrivals = 0;
  let cancelTimer: CancelTimer | undefined;
  let lookDue = false;

  return { call, snapshot: () => snapshotOf(name, keys, routes, line, clock.now()) };

  function call<T>(cost: Cost, callOptions: CallOptions, run: (lease: Lease) => Promise<T>): Promise<T> {
    const { rank, signal, target = '*', sort = target, leastCost = cost, share } = callOptions;
    const { onStart, onKeyChange } = callOptions;
    return new Promise<T>((resolve, reject) => {
      const nowMs = clock.now();
      const queued: QueuedCall = {
        cost,
        leastCost,
        rank,
        target,
        sort,
        flow: flows.of(share),
        arrival: arrivals++,
        sinceMs: nowMs,
        queuedAtMs: nowMs,
        signal,
        moves: 0,
        run: async (lease) => {
          onStart?.(lease);
          const value = await run(lease);
          return () => resolve(value);
        },
        reject,
        tell: (change) => {
          if (change !== undefined) onKeyChange?.(change);
        },
        onAbort: () => {
          reject(signal.reason);
          // What was kept free for it is free for others, and nobody may be left to wait for a timer.
          if (line.remove(queued)) lookSoon();
        },
      };
      if (signal.aborted) reject(signal.reason);
      else enqueue(queued);
    });
  }

  function enqueue(queued: QueuedCall): void {
    queued.queuedAtMs = clock.now();
    const refusal = refusalOf(queued);
    if (refusal !== undefined) {
      queued.reject(refusal);
      return;
    }
    aborts.add(queued);
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
    const { matches, lookAgainAtMs } = matchCalls(line, (target) => routes.to(target).lanes, nowMs);
    // After the match: whoever need not wait any longer has not waited too long, and one call may find the server up again.
    const givenUpAtMs = failWhatIsDown(nowMs);
    const endsAtMs = failWhatWaitedTooLong(nowMs);
    const nextAtMs = Math.min(lookAgainAtMs, endsAtMs, givenUpAtMs);
    if (nextAtMs < Infinity && line.size > 0) {
      cancelTimer = clock.setTimer(Math.max(0, nextAtMs - nowMs), startWhatFits);
    }
    for (const { call: queued, lane, reservation } of matches) void perform(queued, lane, reservation);
  }

  async function perform(queued: QueuedCall, lane: Lane, reservation: Reservation): Promise<void> {
    const started: Started = { lane, reservation, atMs: clock.now(), isSettled: false };
    let settle: () => void;
    try {
      settle = await gate.pass(lane.key.id, () => start(queued, started));
    } catch (error) {
      settle = () => settleFailure(queued, started, error);
    }
    if (!started.isSettled) lane.account.ledger.settle(reservation, queued.cost);
    // The slot first: whoever waits for this call may ask for the next one at once.
    lane.key.inFlight--;
    lane.inFlight--;
    settle();
    startWhatFits();
  }

  async function start(queued: QueuedCall, started: Started): Promise<() => void> {
    const { lane, reservation } = started;
    const { key, account, circuit } = lane;
    const nowMs = (started.atMs = clock.now());
    aborts.remove(queued);
    const settle = (actual: Cost, tokensCountedMs?: number): void => {
      started.isSettled = true;
      account.ledger.settle(reservation, actual, tokensCountedMs);
    };
    // It has not left: aborted in the gate, or what it was admitted to is closed by now.
    const mayLeave =
      !queued.signal.aborted &&
      isOpenSince(lane, queued.flow, { admittedMs: reservation.atMs, nowMs }) &&
      account.ledger.start(reservation, nowMs);
    if (!mayLeave) {
      settle(noCost);
      circuit.abandoned(reservation.atMs, nowMs);
      // It goes to another key, or waits on.
      return () => {
        if (queued.signal.aborted) queued.reject(queued.signal.reason);
        else enqueue(queued);
      };
    }
    key.calls++;
    const done = await queued.run({
      keyId: key.id,
      queuedMs: nowMs - queued.queuedAtMs,
      settle: (actual, tokensCounted = 'on-arrival') => {
        settle({ ...queued.cost, ...actual }, tokensCounted === 'now' ? clock.now() : undefined);
        // The answer's end may be far: what is free now is for those that wait.
        if (line.size > 0) lookSoon();
      },
      learn: (facts) => learn(facts, started),
    });
    return () => {
      try {
        settleAnswer(queued, started);
      } catch (bug) {
        // Of `onKeyChange`.
        queued.reject(bug);
        return;
      }
      done();
    };
  }

  function learn(facts: readonly LimitFact[], { lane, reservation }: Started): void {
    lane.account.ledger.arrived(reservation, clock.now());
    if (facts.length === 0) return;
    if (lane.account.ledger.learn(facts, reservation, clock.now())) failWhatNoKeyCanTake();
    lookSoon();
  }

  function settleAnswer(queued: QueuedCall, { lane, reservation, atMs }: Started): void {
    const nowMs = clock.now();
    lane.account.ledger.arrived(reservation, nowMs);
    // With this one, which has left its place.
    const inFlight = lane.inFlight + 1;
    lane.concurrency.answered(inFlight);
    if (lane.latency.grew(queued.sort, nowMs - atMs) && inFlight > 1) {
      lane.concurrency.slowed(atMs, inFlight, nowMs);
      lane.latency.begin();
    }
    queued.tell(recover(lane, routes.to(lane.target), routes, clock.now()));
  }

  function settleFailure(queued: QueuedCall, started: Started, error: unknown): void {
    const { lane } = started;
    lane.key.lastError = codeOf(error);
    try {
      const verdict = verdictOn(error, queued.signal);
      if (verdict === undefined && queued.signal.aborted) lane.circuit.abandoned(started.atMs, clock.now());
      // Whatever else went wrong, the server is up.
      else if (verdict?.kind !== 'trip')
        queued.tell(recover(lane, routes.to(lane.target), routes, clock.now()));
      const isMoved = verdict !== undefined && apply(verdict, error, queued, started);
      if (isMoved && !queued.signal.aborted) {
        // While it was under way it did not wait.
        queued.sinceMs += clock.now() - started.atMs;
        enqueue(queued);
      } else queued.reject(error);
    } catch (bug) {
      // Of `classify` or `onKeyChange`.
      lane.circuit.abandoned(started.atMs, clock.now());
      queued.reject(bug);
    }
  }

  function verdictOn(error: unknown, signal: AbortSignal): KeyVerdict | undefined {
    if (signal.aborted && isTimeout(signal.reason)) {
      return { kind: 'trip', reason: 'did not answer in time', isUnanswered: false };
    }
    return classify?.(error);
  }

  /** @returns whether the call is made again */
  function apply(verdict: KeyVerdict, error: unknown, queued: QueuedCall, { lane, atMs }: Started): boolean {
    const { key } = lane;
    const route = routes.to(lane.target);
    const nowMs = clock.now();
    switch (verdict.kind) {
      case 'retire': {
        key.failed++;
        queued.tell(retire(verdict, lane, keys, flows.count));
        for (const any of routes) noteOutage(any, routes, nowMs);
        failWhatNoKeyCanTake();
        // Of a call that no key may make the provider's own words say more than that no key is left.
        return verdict.scope !== 'target' || route.lanes.some((one) => isOpenTo(one, queued));
      }
      case 'pause':
        key.throttled++;
        lane.concurrency.throttled(atMs, lane.inFlight + 1, nowMs);
        pause(verdict, lane, nowMs);
        return ++queued.moves <= maxMoves;
      case 'trip': {
        key.failed++;
        queued.tell(trip(verdict, lane, route, { error, startedAtMs: atMs, nowMs }));
        noteOutage(route, routes, nowMs);
        if (isGivenUp(route.downSinceMs, nowMs)) {
          failWhatNoKeyCanTake();
          // Of this one too it is said that there is no use in another attempt. A key that other runs were refused may
          // be open to it.
          const refusal = refusalOf(queued);
          if (refusal !== undefined) {
            queued.reject(refusal);
            return false;
          }
        }
        const isWorthIt = verdict.isUnanswered || lane.circuit.state.status !== 'closed';
        return isWorthIt && ++queued.moves <= maxMoves;
      }
      default:
        return unreachable(verdict);
    }
  }

  function isOpenTo(lane: Lane, queued: QueuedCall): boolean {
    return whyClosed(lane, queued.flow) === undefined;
  }

  function isGivenUp(downSinceMs: number | undefined, nowMs: number): boolean {
    return downSinceMs !== undefined && nowMs - downSinceMs >= outageMs;
  }

  /** Fails the waiting calls whose servers have been down for too long. @returns when the next ones' will have been */
  function failWhatIsDown(nowMs: number): number {
    let nextAtMs = Infinity;
    for (const { target } of line.queues()) {
      const { downSinceMs } = routes.to(target);
      if (isGivenUp(downSinceMs, nowMs)) failWhatNoKeyCanTake();
      else if (downSinceMs !== undefined) nextAtMs = Math.min(nextAtMs, downSinceMs + outageMs);
    }
    return nextAtMs;
  }

  /** Fails the waiting calls whose time is up. @returns when the next one's is */
  function failWhatWaitedTooLong(nowMs: number): number {
    let nextAtMs = Infinity;
    for (const { byAge } of line.queues()) {
      for (let oldest = byAge.first; oldest !== undefined; oldest = byAge.first) {
        const endsAtMs = oldest.sinceMs + queueTimeoutMs;
        if (endsAtMs > nowMs) {
          nextAtMs = Math.min(nextAtMs, endsAtMs);
          break;
        }
        fail(oldest, errors.queueTimeout(name, queueTimeoutMs, line.size - 1));
        // What was kept free for it is free for others.
        lookSoon();
      }
    }
    return nextAtMs;
  }

  function failWhatNoKeyCanTake(): void {
    for (const queued of line) {
      const refusal = refusalOf(queued);
      if (refusal !== undefined) fail(queued, refusal);
    }
  }

  function fail(queued: QueuedCall, error: Error): void {
    line.remove(queued);
    aborts.remove(queued);
    queued.reject(error);
  }

  function refusalOf(queued: QueuedCall): Error | undefined {
    const route = routes.to(queued.target);
    const nowMs = clock.now();
    return whyRefused(name, queued, route, { nowMs, isGivenUp: isGivenUp(route.downSinceMs, nowMs) });
  }
}

/** How often one call may go back into the queue because its key had to pause or its server failed; then the error is the call's. */
const maxMoves = 8;

interface QueuedCall extends MatchableCall, Watcher {
  readonly sort: string;
  sinceMs: number;
  /** How often it was started in vain. */
  moves: number;
  /** When it last came into the line. */
  queuedAtMs: number;
  /** Gives the function that settles the caller's promise. */
  run(lease: Lease): Promise<() => void>;
  reject(error: unknown): void;
  tell(change: KeyChange | undefined): void;
}

/** A call on its way. */
interface Started {
  readonly lane: Lane;
  readonly reservation: Reservation;
  atMs: number;
  isSettled: boolean;
}

/** Whether a task's own timeout cut the call off. */
function isTimeout(reason: unknown): boolean {
  return reason instanceof PhasegraphError && reason.code === 'timeout';
}

/** Bottleneck knows the system's time only. */
function defaultGate(clock: Clock, options: KeyPoolOptions): Gate {
  return clock === systemClock ? bottleneckGate(options) : clockGate(clock, options);
}
