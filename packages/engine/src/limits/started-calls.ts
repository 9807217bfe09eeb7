import type { KeyChange } from '../declare/resource.js';
import { PhasegraphError } from '../errors.js';
import type { Admission } from './admission.js';
import { dimensions, noCost } from './cost.js';
import type { Cost } from './cost.js';
import type { Gate } from './gate.js';
import { recover } from './key-change.js';
import { isOpenSince } from './lane.js';
import type { Lane } from './lane.js';
import type { LimitFact, Reservation } from './ledger.js';
import { shareIn } from './match-calls.js';
import type { Match } from './match-calls.js';
import type { PoolMeans } from './pool-means.js';
import type { KeyPoolOptions, KeyVerdict } from './pool-options.js';
import type { QueuedCall } from './queued-call.js';
import { codeOf } from './snapshot.js';
import { applyVerdict } from './verdicts.js';

/** The calls of a pool that a key has taken: through the gate to their answer, or back into the line. */
export class StartedCalls {
  readonly #means: PoolMeans;
  readonly #gate: Gate;
  readonly #classify: KeyPoolOptions['classify'];
  readonly #admission: Admission;
  /** Attempts that ran out of time: of the calls that one of them had under way, one counts. */
  readonly #timedOut = new WeakSet<AbortSignal>();

  constructor(
    means: PoolMeans,
    { gate, classify }: { readonly gate: Gate; readonly classify: KeyPoolOptions['classify'] },
    admission: Admission,
  ) {
    this.#means = means;
    this.#gate = gate;
    this.#classify = classify;
    this.#admission = admission;
  }

  /** Makes a call on the lane that has booked it. */
  async perform({ call: queued, lane, reservation, cost }: Match<QueuedCall>): Promise<void> {
    const share = shareIn(lane.account.ledger, cost);
    const atMs = this.#means.clock.now();
    const started: Started = { lane, reservation, cost, share, atMs, isSettled: false };
    let settle: () => void;
    try {
      settle = await this.#gate.pass(lane.key.id, () => this.#start(queued, started));
    } catch (error) {
      settle = () => this.#settleFailure(queued, started, error);
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
    this.#admission.look();
  }

  async #start(queued: QueuedCall, started: Started): Promise<() => void> {
    const { clock } = this.#means;
    const { lane, reservation, cost } = started;
    const { key, account } = lane;
    const nowMs = (started.atMs = clock.now());
    this.#admission.release(queued);
    // Aborted in the gate, or what it was admitted to is closed by now: it does not leave.
    const mayLeave =
      !queued.signal.aborted &&
      isOpenSince(lane, queued.flow, { admittedMs: reservation.atMs, nowMs }) &&
      account.ledger.start(reservation, nowMs);
    if (!mayLeave) return () => this.#giveBack(queued, started);
    key.calls++;
    const queuedMs = nowMs - queued.queuedAtMs;
    const done = await queued.run({
      keyId: key.id,
      queuedMs,
      heard: () => this.#heard(queued, started),
      learn: (facts) => this.#learn(facts, started),
      settle: (actual, tokensCounted = 'on-arrival') => {
        const countedMs = tokensCounted === 'now' ? clock.now() : undefined;
        settleCost(queued, started, { ...cost, ...numbersIn(actual) }, countedMs);
        // The answer's end may be far: what is free now is for those that wait.
        if (this.#admission.size > 0) this.#admission.lookSoon();
      },
    });
    return () => {
      try {
        this.#settleAnswer(queued, started);
      } catch (bug) {
        // Of `onKeyChange`.
        queued.reject(bug);
        return;
      }
      done();
    };
  }

  /** It never left: it goes to another key, or waits on. */
  #giveBack(queued: QueuedCall, started: Started): void {
    const { lane, reservation } = started;
    settleCost(queued, started, noCost);
    lane.circuit.abandoned(reservation.atMs, this.#means.clock.now());
    if (queued.signal.aborted) queued.reject(queued.signal.reason);
    else this.#admission.enqueue(queued);
  }

  /** The server has the call. If it was taken for failing, it is up; an answer counts among the last ones when it has ended. */
  #heard(queued: QueuedCall, { lane, reservation }: Started): void {
    const nowMs = this.#means.clock.now();
    lane.account.ledger.arrived(reservation, nowMs);
    if (lane.circuit.state.status === 'closed') return;
    const change = this.#recover(lane, nowMs);
    this.#admission.lookSoon();
    queued.tell(change);
  }

  #learn(facts: readonly LimitFact[], { lane, reservation }: Started): void {
    if (facts.length === 0) return;
    if (lane.account.ledger.learn(facts, reservation, this.#means.clock.now()))
      this.#admission.refuseHopeless();
    this.#admission.lookSoon();
  }

  #settleAnswer(queued: QueuedCall, { lane, reservation, atMs }: Started): void {
    const nowMs = this.#means.clock.now();
    lane.account.ledger.arrived(reservation, nowMs);
    // With this one, which has left its place.
    const inFlight = lane.inFlight + 1;
    lane.concurrency.answered(inFlight);
    if (lane.latency.grew(queued.sort, nowMs - atMs) && inFlight > 1) {
      lane.concurrency.slowed(atMs, inFlight, nowMs);
      lane.latency.begin();
    }
    queued.tell(this.#recover(lane, nowMs));
  }

  #settleFailure(queued: QueuedCall, started: Started, error: unknown): void {
    const { lane, atMs } = started;
    const { signal } = queued;
    const nowMs = this.#means.clock.now();
    try {
      const { isMoved, changes } = this.#blame(queued, started, error, nowMs);
      // Last: whoever is told may throw.
      for (const change of changes) queued.tell(change);
      // Whoever was told may have had enough.
      if (isMoved && !signal.aborted) this.#startAgain(queued, atMs, nowMs);
      else queued.reject(isMoved ? signal.reason : error);
    } catch (bug) {
      // Of `classify` or of whoever was told.
      lane.circuit.abandoned(atMs, nowMs);
      queued.reject(bug);
      this.#admission.lookSoon();
    }
  }

  /** Holds against the key and its server what the failure of a call says of them. */
  #blame(queued: QueuedCall, started: Started, error: unknown, nowMs: number): Blame {
    const { routes, keys, flows, longestWaitMs } = this.#means;
    const { lane, atMs } = started;
    const { signal, flow, moves } = queued;
    const route = routes.to(lane.target);
    const verdict = this.#verdictOn(error, signal);
    if (!signal.aborted || verdict !== undefined) lane.key.lastError = codeOf(error);
    if (verdict === undefined) {
      if (!signal.aborted) return { isMoved: false, changes: [this.#recover(lane, nowMs)] };
      lane.circuit.abandoned(atMs, nowMs);
      return { isMoved: false, changes: [] };
    }
    // Whatever else went wrong, the server is up.
    const recovered = verdict.kind === 'trip' ? undefined : this.#recover(lane, nowMs);
    const of = { error, lane, route, startedAtMs: atMs, nowMs, flow, moves };
    const consequence = applyVerdict(verdict, { ...of, routes, keys, flowCount: flows.count, longestWaitMs });
    const isGivenUp = this.#admission.isGivenUp(lane.target, nowMs);
    if (consequence.change?.status === 'retired' || isGivenUp) this.#admission.refuseHopeless();
    const changes = [recovered, consequence.change];
    return { isMoved: consequence.isMoved && !signal.aborted, changes };
  }

  #verdictOn(error: unknown, signal: AbortSignal): KeyVerdict | undefined {
    // Called as a function: what is no method of the pool is handed none of it.
    const classify = this.#classify;
    if (!signal.aborted || !isTimeout(signal.reason)) return classify?.(error);
    if (this.#timedOut.has(signal)) return undefined;
    this.#timedOut.add(signal);
    return { kind: 'trip', reason: 'did not answer in time', isUnanswered: false };
  }

  #startAgain(queued: QueuedCall, startedAtMs: number, nowMs: number): void {
    queued.moves++;
    // While it was under way it did not wait.
    queued.sinceMs += nowMs - startedAtMs;
    queued.queuedAtMs = nowMs;
    queued.requeued();
    // Whoever heard of this may have had enough.
    if (queued.signal.aborted) queued.reject(queued.signal.reason);
    else this.#admission.enqueue(queued);
  }

  #recover(lane: Lane, nowMs: number): KeyChange | undefined {
    const { routes } = this.#means;
    return recover(lane, routes.to(lane.target), routes, nowMs);
  }
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

/** What comes of a failure. */
interface Blame {
  /** Whether the call is made again. */
  readonly isMoved: boolean;
  /** What there is to tell. */
  readonly changes: readonly (KeyChange | undefined)[];
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

/** What is a number of what a call used: an answer may leave anything out. */
function numbersIn(actual: { readonly [D in keyof Cost]?: number | undefined }): Partial<Cost> {
  return Object.fromEntries(
    dimensions.flatMap((dimension) => {
      const amount = actual[dimension];
      return amount !== undefined && amount >= 0 && amount < Infinity ? [[dimension, amount]] : [];
    }),
  );
}

/** Whether a task's own timeout cut the call off. */
function isTimeout(reason: unknown): boolean {
  return reason instanceof PhasegraphError && reason.code === 'timeout';
}
