import type { CancelTimer, Clock } from '../clock.js';
import { systemClock } from '../clock.js';
import type { KeyChange } from '../declare/resource.js';
import { PhasegraphError, errors } from '../errors.js';
import { AbortWatch } from './abort-watch.js';
import type { Watcher } from './abort-watch.js';
import { faultOf } from './call-faults.js';
import { clockGate } from './clock-gate.js';
import { dimensions, noCost } from './cost.js';
import type { Cost } from './cost.js';
import { bottleneckGate } from './gate.js';
import type { Gate } from './gate.js';
import { givenUpAtMs, recover } from './key-change.js';
import type { CallOptions, KeyPool, Lease } from './key-pool.js';
import { isOpenSince } from './lane.js';
import type { Lane } from './lane.js';
import type { LimitFact, Reservation } from './ledger.js';
import { matchCalls, shareIn } from './match-calls.js';
import type { MatchableCall, Match } from './match-calls.js';
import { readOptions } from './pool-options.js';
import type { KeyPoolOptions, KeyVerdict } from './pool-options.js';
import { whyRefused } from './refusal.js';
import { Routes } from './routes.js';
import { Flows } from './share.js';
import { codeOf, snapshotOf } from './snapshot.js';
import { applyVerdict } from './verdicts.js';
import { WaitingLine } from './waiting-line.js';

/**
 * Makes a pool. Calls stand in one queue and are bound to a key when they start, not before, so that a slow, paused
 * or dead key holds up nothing.
 *
 * @throws PhasegraphError `invalid-option`
 */
export function keyPool(options: KeyPoolOptions): KeyPool {
  const { name, clock = systemClock, classify } = options;
  const { keys, patienceMs, queueTimeoutMs, outageMs, longestWaitMs } = readOptions(options);
  const gate = options.gate ?? defaultGate(clock, options);
  const routes = new Routes(keys, options);
  const flows = new Flows();
  const aborts = new AbortWatch();
  const line = new WaitingLine<QueuedCall>(patienceMs);
  /** Attempts that ran out of time: of the calls that one of them had under way, one counts. */
  const timedOut = new WeakSet<AbortSignal>();
  let arrivals = 0;
  let cancelTimer: CancelTimer | undefined;
  let lookDue = false;

  return {
    call,
    snapshot: () => snapshotOf(name, keys, routes, line, { nowMs: clock.now(), flowCount: flows.count }),
  };

  function call<T>(cost: Cost, callOptions: CallOptions, run: (lease: Lease) => Promise<T>): Promise<T> {
    const { rank, signal, target = '*', sort = target, leastCost = cost, share } = callOptions;
    const { onStart, onRequeue, onKeyChange } = callOptions;
    const fault = faultOf(name, cost, callOptions);
    if (fault !== undefined) return Promise.reject(fault);
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
        requeued: () => onRequeue?.(),
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
    const found = matchCalls(line, (target) => routes.to(target).lanes, nowMs, longestWaitMs);
    if (found.isHopeless) failWhatNoKeyCanTake();
    for (const bug of found.bugs) for (const queued of line) fail(queued, bug);
    // After the match: whoever need not wait any longer has not waited too long, and one call may find the server up again.
    const givenUpMs = failWhatIsDown(nowMs);
    const endsAtMs = failWhatWaitedTooLong(nowMs);
    const nextAtMs = Math.min(found.lookAgainAtMs, endsAtMs, givenUpMs);
    if (nextAtMs < Infinity && line.size > 0) {
      cancelTimer = clock.setTimer(Math.max(0, nextAtMs - nowMs), startWhatFits);
    }
    for (const match of found.matches) void perform(match);
  }

  async function perform({ call: queued, lane, reservation, cost }: Match<QueuedCall>): Promise<void> {
    const share = shareIn(lane.account.ledger, cost);
    const started: Started = { lane, reservation, cost, share, atMs: clock.now(), isSettled: false };
    let settle: () => void;
    try {
      settle = await gate.pass(lane.key.id, () => start(queued, started));
    } catch (error) {
      settle = () => settleFailure(queued, started, error);
    }
    // The slot first: whoever waits for this call may ask for the next one at once.
    lane.key.inFlight--;
    lane.inFlight--;
    try {
      if (!started.isSettled) settleCost(queued, started, cost);
      settle();
    } catch (bug) {
      // Of a ledger, which should have thrown nothing.
      queued.reject(bug);
    }
    startWhatFits();
  }

  function settleCost(queued: QueuedCall, started: Started, actual: Cost, tokensCountedMs?: number): void {
    const { ledger } = started.lane.account;
    started.isSettled = true;
    ledger.settle(started.reservation, actual, tokensCountedMs);
    // What its run was served is what it used, not what was reserved.
    const share = actual === noCost ? 0 : shareIn(ledger, actual);
    queued.flow.serve(queued.target, share - started.share);
    started.share = share;
  }

  async function start(queued: QueuedCall, started: Started): Promise<() => void> {
    const { lane, reservation, cost } = started;
    const { key, account } = lane;
    const nowMs = (started.atMs = clock.now());
    aborts.remove(queued);
    // Aborted in the gate, or what it was admitted to is closed by now: it does not leave.
    const mayLeave =
      !queued.signal.aborted &&
      isOpenSince(lane, queued.flow, { admittedMs: reservation.atMs, nowMs }) &&
      account.ledger.start(reservation, nowMs);
    if (!mayLeave) return () => giveBack(queued, started);
    key.calls++;
    const queuedMs = nowMs - queued.queuedAtMs;
    const done = await queued.run({
      keyId: key.id,
      queuedMs,
      heard: () => heard(queued, started),
      learn: (facts) => learn(facts, started),
      settle: (actual, tokensCounted = 'on-arrival') => {
        const countedMs = tokensCounted === 'now' ? clock.now() : undefined;
        settleCost(queued, started, { ...cost, ...numbersIn(actual) }, countedMs);
        // The answer's end may be far: what is free now is for those that wait.
        if (line.size > 0) lookSoon();
      },
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

  /** It never left: it goes to another key, or waits on. */
  function giveBack(queued: QueuedCall, started: Started): void {
    const { lane, reservation } = started;
    settleCost(queued, started, noCost);
    lane.circuit.abandoned(reservation.atMs, clock.now());
    if (queued.signal.aborted) queued.reject(queued.signal.reason);
    else enqueue(queued);
  }

  /** The server has the call. If it was taken for failing, it is up; an answer counts among the last ones when it has ended. */
  function heard(queued: QueuedCall, { lane, reservation }: Started): void {
    const nowMs = clock.now();
    lane.account.ledger.arrived(reservation, nowMs);
    if (lane.circuit.state.status === 'closed') return;
    const change = recover(lane, routes.to(lane.target), routes, nowMs);
    lookSoon();
    queued.tell(change);
  }

  function learn(facts: readonly LimitFact[], { lane, reservation }: Started): void {
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
    queued.tell(recover(lane, routes.to(lane.target), routes, nowMs));
  }

  function settleFailure(queued: QueuedCall, started: Started, error: unknown): void {
    const { lane, atMs } = started;
    const { signal } = queued;
    const nowMs = clock.now();
    const route = routes.to(lane.target);
    try {
      const verdict = verdictOn(error, signal);
      if (!signal.aborted || verdict !== undefined) lane.key.lastError = codeOf(error);
      const changes: (KeyChange | undefined)[] = [];
      if (verdict === undefined && signal.aborted) lane.circuit.abandoned(atMs, nowMs);
      // Whatever else went wrong, the server is up.
      else if (verdict?.kind !== 'trip') changes.push(recover(lane, route, routes, nowMs));
      let isMoved = false;
      if (verdict !== undefined) {
        const { flow, moves } = queued;
        const of = { error, lane, route, startedAtMs: atMs, nowMs, flow, moves };
        const consequence = applyVerdict(verdict, {
          ...of,
          routes,
          keys,
          flowCount: flows.count,
          longestWaitMs,
        });
        isMoved = consequence.isMoved && !signal.aborted;
        changes.push(consequence.change);
        if (consequence.change?.status === 'retired' || isGivenUp(lane.target, nowMs)) failWhatNoKeyCanTake();
        // That there is no use in another attempt is said of this one too. A key that other runs were refused may be open
        // to it.
        const refusal =
          verdict.kind === 'trip' && isGivenUp(lane.target, nowMs) ? refusalOf(queued) : undefined;
        if (refusal !== undefined) {
          queued.reject(refusal);
          isMoved = false;
        }
      }
      // Last: whoever is told may throw.
      for (const change of changes) queued.tell(change);
      // Whoever was told may have had enough.
      if (!isMoved || signal.aborted) {
        queued.reject(signal.aborted && isMoved ? signal.reason : error);
        return;
      }
      queued.moves++;
      // While it was under way it did not wait.
      queued.sinceMs += nowMs - atMs;
      queued.queuedAtMs = nowMs;
      queued.requeued();
      // So may whoever hears of this.
      if (signal.aborted) queued.reject(signal.reason);
      else enqueue(queued);
    } catch (bug) {
      // Of `classify` or of whoever was told.
      lane.circuit.abandoned(atMs, nowMs);
      queued.reject(bug);
      lookSoon();
    }
  }

  function verdictOn(error: unknown, signal: AbortSignal): KeyVerdict | undefined {
    if (!signal.aborted || !isTimeout(signal.reason)) return classify?.(error);
    if (timedOut.has(signal)) return undefined;
    timedOut.add(signal);
    return { kind: 'trip', reason: 'did not answer in time', isUnanswered: false };
  }

  function isGivenUp(target: string, nowMs: number): boolean {
    return nowMs >= givenUpAtMs(routes.to(target), outageMs);
  }

  /** Fails the waiting calls whose servers have been down for too long. @returns when the next ones' will have been */
  function failWhatIsDown(nowMs: number): number {
    let nextAtMs = Infinity;
    for (const { target } of line.queues()) {
      if (isGivenUp(target, nowMs)) failWhatNoKeyCanTake();
      else nextAtMs = Math.min(nextAtMs, givenUpAtMs(routes.to(target), outageMs));
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

  function fail(queued: QueuedCall, error: unknown): void {
    line.remove(queued);
    aborts.remove(queued);
    queued.reject(error);
  }

  function refusalOf(queued: QueuedCall): Error | undefined {
    const nowMs = clock.now();
    return whyRefused(name, queued, routes.to(queued.target), {
      nowMs,
      isGivenUp: isGivenUp(queued.target, nowMs),
      longestWaitMs,
    });
  }
}

/** What is a number of what a call used: an answer may leave anything out. */
function numbersIn(actual: { readonly [D in keyof Cost]?: number | undefined }): Partial<Cost> {
  return Object.fromEntries(
    dimensions.flatMap((dimension) => {
      const amount = actual[dimension];
      return amount !== undefined && amount >= 0 && amount < Infinity ? [[dimension, amount]] : [];
    }),
  );
}

interface QueuedCall extends MatchableCall, Watcher {
  readonly sort: string;
  sinceMs: number;
  /** How often it was started in vain. */
  moves: number;
  /** Since when it waits for its next start. */
  queuedAtMs: number;
  /** Gives the function that settles the caller's promise. */
  run(lease: Lease): Promise<() => void>;
  reject(error: unknown): void;
  /** It was started in vain, and waits again. */
  requeued(): void;
  tell(change: KeyChange | undefined): void;
}

/** A call on its way. */
interface Started {
  readonly lane: Lane;
  readonly reservation: Reservation;
  /** What was reserved. */
  readonly cost: Cost;
  /** What its run was served by it so far. */
  share: number;
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
