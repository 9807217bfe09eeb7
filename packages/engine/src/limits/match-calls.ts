import type { Cost } from './cost.js';
import { dimensions } from './cost.js';
import { byLoad, opensAtMs, whyClosed } from './lane.js';
import type { Account, Lane } from './lane.js';
import type { Ledger, Reservation } from './ledger.js';
import type { Waiting, WaitingLine, WaitingQueue } from './waiting-line.js';

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
}

/**
 * Gives keys to waiting calls, in the line's order, as long as a key can start one now: late binding. Matched calls leave
 * the line.
 *
 * The first call that does not fit any budget yet reserves the one in which it will fit soonest. Calls behind it start
 * there only if it starts no later for that, and elsewhere as they come (EASY backfill; Lifka: The ANL/IBM SP scheduling
 * system, 1995): it is neither starved nor in the way.
 *
 * @param lanesTo the lanes to a target, one a key
 * @returns the matches, and the time at which waiting alone may make another one possible
 */
export function matchCalls<Call extends MatchableCall>(
  line: WaitingLine<Call>,
  lanesTo: (target: string) => readonly Lane[],
  nowMs: number,
): { readonly matches: readonly Match<Call>[]; readonly lookAgainAtMs: number } {
  const look = new Look(line, lanesTo, nowMs);
  while (look.placeNext());
  return look.end();
}

/** How many calls of a queue that do not fit are looked past: a bound on the work of one look. */
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
  #lookAgainAtMs = Infinity;

  constructor(line: WaitingLine<Call>, lanesTo: (target: string) => readonly Lane[], nowMs: number) {
    this.#line = line;
    this.#lanesTo = lanesTo;
    this.#nowMs = nowMs;
  }

  /** Looks at the next call; `false` when none is left that could start. */
  placeNext(): boolean {
    const call = this.#line.next((queue) => this.#isBlocked(queue), this.#nowMs);
    if (call === undefined) return false;
    const candidates = this.#freeLanesTo(call.target).filter(
      (lane) => whyClosed(lane, call.flow) === undefined,
    );
    const lane = this.#reserveFor(call, candidates);
    if (lane === undefined) this.#lookPast(call);
    return true;
  }

  end(): { readonly matches: readonly Match<Call>[]; readonly lookAgainAtMs: number } {
    for (const call of this.#lookedPast) this.#line.putBack(call);
    for (const { target } of this.#line.queues()) {
      for (const lane of this.#lanesTo(target)) {
        const atMs = opensAtMs(lane, this.#nowMs);
        if (atMs > this.#nowMs) this.#lookAgainAtMs = Math.min(this.#lookAgainAtMs, atMs);
      }
    }
    return { matches: this.#matches, lookAgainAtMs: this.#lookAgainAtMs };
  }

  /** Whether nothing of the queue can start, whatever its size. */
  #isBlocked(queue: WaitingQueue<Call>): boolean {
    if (this.#freeLanesTo(queue.target).length === 0) return true;
    const misfits = this.#misfits.get(queue) ?? 0;
    return misfits >= lookahead || (misfits > 0 && !this.#hasRoomFor(queue));
  }

  /** Whether any call of the queue may fit; without looking at them, which are thousands. */
  #hasRoomFor({ target, least }: WaitingQueue<Call>): boolean {
    let hasRoom = false;
    for (const account of new Set(this.#freeLanesTo(target).map((lane) => lane.account))) {
      const fitsAtMs = account.ledger.fitsAtMs(least, this.#nowMs);
      if (fitsAtMs > this.#nowMs) this.#lookAgainAtMs = Math.min(this.#lookAgainAtMs, fitsAtMs);
      else hasRoom ||= fitsInto(least, this.#spare.get(account) ?? unlimited);
    }
    return hasRoom;
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
        this.#match(call, lane, admission.reservation);
        return lane;
      }
      refused.add(account);
      if (soonest === undefined || admission.retryAtMs < soonest.retryAtMs)
        soonest = { account, ...admission };
    }
    if (soonest === undefined) return undefined;
    this.#lookAgainAtMs = Math.min(this.#lookAgainAtMs, soonest.retryAtMs);
    if (!this.#spare.has(soonest.account)) this.#spare.set(soonest.account, soonest.spare);
    return undefined;
  }

  #match(call: Call, lane: Lane, reservation: Reservation): void {
    lane.key.inFlight++;
    lane.key.lastStartMs = this.#nowMs;
    lane.inFlight++;
    lane.circuit.started();
    this.#line.start(call, lane.account.ledger.shareOf(call.cost) || shareOfUnlimited);
    this.#free.clear();
    this.#matches.push({ call, lane, reservation });
  }

  #lookPast(call: Call): void {
    const queue = this.#line.queueOf(call);
    if (queue !== undefined) this.#misfits.set(queue, (this.#misfits.get(queue) ?? 0) + 1);
    this.#line.setAside(call);
    this.#lookedPast.push(call);
  }
}

/** The cost, and where a limit has no room for its margin as much of it as there is room for. */
function withoutMargin({ cost, leastCost }: MatchableCall, ledger: Ledger): Cost {
  let fitting = cost;
  for (let limit = ledger.limitBelow(fitting); limit !== undefined; limit = ledger.limitBelow(fitting)) {
    const { dimension, amount } = limit;
    if (leastCost[dimension] > amount) return cost;
    fitting = { ...fitting, [dimension]: amount };
  }
  return fitting;
}

/** Where nothing is limited, runs share by the number of calls. */
const shareOfUnlimited = 1e-6;

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
