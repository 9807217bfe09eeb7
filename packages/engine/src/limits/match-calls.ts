import type { Cost } from './cost.js';
import { dimensions } from './cost.js';
import { byLoad, opensAtMs, whyClosed } from './lane.js';
import type { Account, Lane } from './lane.js';
import type { Ledger, Reservation } from './ledger.js';
import type { LookAt, Waiting, WaitingLine, WaitingQueue } from './waiting-line.js';

/** A call that waits, as far as matching reads it. */
export interface MatchableCall extends Waiting {
  /** What it takes of the limits, with a margin; `leastCost` is what it takes without. */
  readonly cost: Cost;
}

/** A call and the lane that can start it now; lane, key and ledger have booked it. */
export interface Match<Call> {
  readonly call: Call;
  readonly lane: Lane;
  readonly reservation: Reservation;
  /** What was reserved: the cost, or without its margin. */
  readonly cost: Cost;
}

/** What a look through the line found. */
export interface Found<Call> {
  readonly matches: readonly Match<Call>[];
  /** The time at which waiting alone may make another match possible. */
  readonly lookAgainAtMs: number;
  /** Whether something was found that would wait for longer than calls are to wait. */
  readonly isHopeless: boolean;
  /** What a ledger threw, in a list; it should not have. */
  readonly bugs: readonly unknown[];
}

/**
 * Gives keys to waiting calls, in the line's order, as long as a key can start one now: late binding. Matched calls leave
 * the line.
 *
 * The first call that does not fit any budget yet reserves the one in which it will fit soonest. Calls behind it start
 * there only if the budget has room for it no later for that, and elsewhere as they come (EASY backfill; Lifka: The ANL/IBM
 * SP scheduling system, 1995): it is neither starved nor in the way. Places are not kept: a long call may have the last one.
 *
 * @param lanesTo the lanes to a target, one a key
 * @param longestWaitMs a call that would have to wait longer is hopeless
 */
export function matchCalls<Call extends MatchableCall>(
  line: WaitingLine<Call>,
  lanesTo: (target: string) => readonly Lane[],
  nowMs: number,
  longestWaitMs: number,
): Found<Call> {
  const look = new Look(line, lanesTo, nowMs, longestWaitMs);
  const bugs: unknown[] = [];
  try {
    while (look.placeNext());
  } catch (bug) {
    bugs.push(bug);
  }
  return { ...look.end(), bugs };
}

/** How many calls of a queue that do not fit are looked past, before its smallest ones: a bound on the work of one look. */
const lookahead = 32;

/** One look through the line. */
class Look<Call extends MatchableCall> {
  readonly #line: WaitingLine<Call>;
  readonly #lanesTo: (target: string) => readonly Lane[];
  readonly #nowMs: number;
  readonly #matches: Match<Call>[] = [];
  readonly #lookedPast: Call[] = [];
  /** By queue: how many of its calls did not fit. */
  readonly #misfits = new Map<WaitingQueue<Call>, number>();
  /** What may still be taken of an account that is reserved for a call that waits for it. */
  readonly #spare = new Map<Account, Cost>();
  /** Lanes that can start a call, by target; made anew when one did. */
  readonly #free = new Map<string, readonly Lane[]>();
  readonly #longestWaitMs: number;
  #lookAgainAtMs = Infinity;
  #isHopeless = false;

  constructor(
    line: WaitingLine<Call>,
    lanesTo: (target: string) => readonly Lane[],
    nowMs: number,
    longestWaitMs: number,
  ) {
    this.#line = line;
    this.#lanesTo = lanesTo;
    this.#nowMs = nowMs;
    this.#longestWaitMs = longestWaitMs;
  }

  /** Looks at the next call; `false` when none is left that could start. */
  placeNext(): boolean {
    const call = this.#line.next((queue) => this.#lookAt(queue), this.#nowMs);
    if (call === undefined) return false;
    const candidates = this.#freeLanesTo(call.target).filter(
      (lane) => whyClosed(lane, call.flow) === undefined,
    );
    const lane = this.#reserveFor(call, candidates);
    if (lane === undefined) this.#lookPast(call);
    return true;
  }

  end(): Omit<Found<Call>, 'bugs'> {
    for (const call of this.#lookedPast) this.#line.putBack(call);
    for (const { target } of this.#line.queues()) {
      for (const lane of this.#lanesTo(target)) {
        const atMs = opensAtMs(lane, this.#nowMs);
        if (atMs > this.#nowMs) this.#lookAgainAtMs = Math.min(this.#lookAgainAtMs, atMs);
      }
    }
    const [matches, lookAgainAtMs, isHopeless] = [this.#matches, this.#lookAgainAtMs, this.#isHopeless];
    return { matches, lookAgainAtMs, isHopeless };
  }

  #lookAt(queue: WaitingQueue<Call>): LookAt {
    if (this.#freeLanesTo(queue.target).length === 0) return 'skip';
    const misfits = this.#misfits.get(queue) ?? 0;
    if (misfits === 0) return 'in-order';
    if (misfits > lookahead || !this.#hasRoomFor(queue)) return 'skip';
    return misfits < lookahead ? 'in-order' : 'smallest';
  }

  /** Whether any call of the queue may fit; without looking at them, which are thousands. */
  #hasRoomFor(queue: WaitingQueue<Call>): boolean {
    const { target, least } = queue;
    let hasRoom = false;
    let soonestMs = Infinity;
    for (const account of new Set(this.#freeLanesTo(target).map((lane) => lane.account))) {
      const fitsAtMs = account.ledger.fitsAtMs(least, this.#nowMs);
      soonestMs = Math.min(soonestMs, fitsAtMs);
      if (fitsAtMs <= this.#nowMs) hasRoom ||= fitsInto(least, this.#spare.get(account) ?? unlimited);
    }
    if (soonestMs > this.#nowMs) this.#comeBackAt(soonestMs, queue, least);
    return hasRoom;
  }

  /** @param cost what has no room now in what is free */
  #comeBackAt(atMs: number, { flow, target }: Pick<Call, 'flow' | 'target'>, cost: Cost): void {
    this.#lookAgainAtMs = Math.min(this.#lookAgainAtMs, atMs);
    const untilMs = this.#nowMs + this.#longestWaitMs;
    if (this.#isHopeless || atMs <= untilMs) return;
    // A key that has no place now may have room in its limits.
    const open = this.#lanesTo(target).filter((lane) => whyClosed(lane, flow) === undefined);
    this.#isHopeless = open.every(({ account }) => account.ledger.fitsAtMs(cost, this.#nowMs) > untilMs);
  }

  #freeLanesTo(target: string): readonly Lane[] {
    let free = this.#free.get(target);
    if (free === undefined) {
      free = this.#lanesTo(target)
        .filter((lane) => opensAtMs(lane, this.#nowMs) <= this.#nowMs)
        .toSorted(byLoad);
      this.#free.set(target, free);
    }
    return free;
  }

  #reserveFor(call: Call, candidates: readonly Lane[]): Lane | undefined {
    const refused = new Set<Account>();
    let soonest: { readonly account: Account; readonly retryAtMs: number; readonly spare: Cost } | undefined;
    for (const lane of candidates) {
      const { account } = lane;
      // Keys of one group share the ledger, which has said no already.
      if (refused.has(account)) continue;
      const cost = withoutMargin(call, account.ledger);
      const spare = this.#spare.get(account);
      if (spare !== undefined && !fitsInto(cost, spare)) {
        refused.add(account);
        continue;
      }
      const admission = account.ledger.reserve(cost, this.#nowMs);
      if (admission.status === 'admitted') {
        if (spare !== undefined) this.#spare.set(account, minus(spare, cost));
        this.#match({ call, lane, reservation: admission.reservation, cost });
        return lane;
      }
      refused.add(account);
      if (soonest === undefined || admission.retryAtMs < soonest.retryAtMs)
        soonest = { account, ...admission };
    }
    if (soonest === undefined) return undefined;
    this.#comeBackAt(soonest.retryAtMs, call, call.leastCost);
    if (!this.#spare.has(soonest.account)) this.#spare.set(soonest.account, soonest.spare);
    return undefined;
  }

  #match(match: Match<Call>): void {
    const { call, lane, cost } = match;
    lane.key.inFlight++;
    lane.key.lastStartMs = this.#nowMs;
    lane.inFlight++;
    lane.circuit.started(this.#nowMs);
    this.#line.start(call, shareIn(lane.account.ledger, cost));
    this.#free.clear();
    this.#matches.push(match);
  }

  #lookPast(call: Call): void {
    const queue = this.#line.queueOf(call);
    if (queue !== undefined) this.#misfits.set(queue, (this.#misfits.get(queue) ?? 0) + 1);
    this.#line.setAside(call);
    this.#lookedPast.push(call);
  }
}

/** What a call counts for among the runs that share the pool: the largest part of any limit that it takes. */
export function shareIn(ledger: Ledger, cost: Cost): number {
  return ledger.shareOf(cost) || shareOfUnlimited;
}

/** Where nothing is limited, runs share by the number of calls. */
const shareOfUnlimited = 1e-6;

/** The cost, and where a limit has no room for its margin as much of it as there is room for. */
function withoutMargin({ cost, leastCost }: MatchableCall, ledger: Ledger): Cost {
  // A limit that is lower than it should be for a while need not be waited for.
  return clipped(cost, leastCost, ledger, 'now') ?? clipped(cost, leastCost, ledger, 'ever') ?? cost;
}

function clipped(cost: Cost, leastCost: Cost, ledger: Ledger, when: 'now' | 'ever'): Cost | undefined {
  let fitting = cost;
  for (let limit = ledger.limitBelow(fitting, when); limit !== undefined;) {
    const { dimension, amount } = limit;
    if (leastCost[dimension] > amount) return undefined;
    fitting = { ...fitting, [dimension]: amount };
    limit = ledger.limitBelow(fitting, when);
  }
  return fitting;
}

const unlimited: Cost = { requests: Infinity, tokens: Infinity, images: Infinity };

function fitsInto(cost: Cost, spare: Cost): boolean {
  return dimensions.every((dimension) => cost[dimension] <= spare[dimension]);
}

function minus(spare: Cost, cost: Cost): Cost {
  return {
    requests: spare.requests - cost.requests,
    tokens: spare.tokens - cost.tokens,
    images: spare.images - cost.images,
  };
}
