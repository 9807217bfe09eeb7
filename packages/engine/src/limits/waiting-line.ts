import type { Cost } from './cost.js';
import { Heap } from './heap.js';
import type { Flow } from './share.js';

/** What stands in the line. */
export interface Waiting {
  readonly flow: Flow;
  readonly target: string;
  /** What it takes of the limits at the least. */
  readonly leastCost: Cost;
  /** Higher goes first. */
  readonly rank: number;
  /** Of equal ranks the lower goes first; unique. */
  readonly arrival: number;
  /**
   * Since when it waits, in milliseconds of the clock; for a call that comes back so much later as it was under way.
   */
  readonly sinceMs: number;
}

/** The waiting calls of one flow to one target. */
export interface WaitingQueue<Call extends Waiting> {
  readonly flow: Flow;
  readonly target: string;
  readonly byRank: Heap<Call>;
  readonly byAge: Heap<Call>;
  /** How many wait, those that were set aside among them. */
  size: number;
  /** None of them takes less of any dimension; not the most that can be said once the smallest have left. */
  least: Cost;
}

/**
 * The one line of a pool. Of several flows the least served goes first; one that comes, or comes back after it had nothing
 * waiting, begins where the last one served is, so that time in which it asked for nothing is not saved up (start-time fair
 * queueing; Goyal, Vin, Cheng, 1996). Within a flow the call goes first that has waited longer than the patience, then the
 * one of the highest rank, of equals the one that came first.
 */
export class WaitingLine<Call extends Waiting> implements Iterable<Call> {
  readonly #queues = new Map<Flow, Map<string, WaitingQueue<Call>>>();
  readonly #patienceMs: number;
  #size = 0;
  /** What the flow whose call left last had been served before. */
  #servedUpTo = 0;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  get size(): number {
    return this.#size;
  }

  /** In no order. */
  *[Symbol.iterator](): Iterator<Call> {
    for (const { byAge } of this.queues()) yield* byAge;
  }

  /** Those that are not empty. */
  *queues(): Iterable<WaitingQueue<Call>> {
    for (const ofFlow of this.#queues.values()) yield* ofFlow.values();
  }

  add(call: Call): void {
    const { flow, target } = call;
    let ofFlow = this.#queues.get(flow);
    if (ofFlow === undefined) {
      // It waited for nothing until now.
      flow.served = Math.max(flow.served, this.#servedUpTo);
      this.#queues.set(flow, (ofFlow = new Map()));
    }
    let queue = ofFlow.get(target);
    if (queue === undefined) ofFlow.set(target, (queue = newQueue(flow, target)));
    queue.byRank.add(call);
    queue.byAge.add(call);
    queue.least = smaller(queue.least, call.leastCost);
    queue.size++;
    this.#size++;
  }

  /** Whether it stood in the line. */
  remove(call: Call): boolean {
    const ofFlow = this.#queues.get(call.flow);
    const queue = ofFlow?.get(call.target);
    if (ofFlow === undefined || queue?.byRank.remove(call) !== true) return false;
    queue.byAge.remove(call);
    this.#size--;
    if (--queue.size === 0) ofFlow.delete(call.target);
    if (ofFlow.size === 0) this.#queues.delete(call.flow);
    return true;
  }

  /** Takes out a call that leaves and takes such a share of the limits, which counts as served to its flow. */
  start(call: Call, share: number): void {
    this.#servedUpTo = Math.max(this.#servedUpTo, call.flow.served);
    call.flow.served += share / call.flow.weight;
    this.remove(call);
  }

  /** Takes a call out of sight for the time of one look; it still waits. */
  setAside(call: Call): void {
    const queue = this.queueOf(call);
    queue?.byRank.remove(call);
    queue?.byAge.remove(call);
  }

  /** Ends {@link setAside}. */
  putBack(call: Call): void {
    const queue = this.queueOf(call);
    queue?.byRank.add(call);
    queue?.byAge.add(call);
  }

  queueOf({ flow, target }: Call): WaitingQueue<Call> | undefined {
    return this.#queues.get(flow)?.get(target);
  }

  /** The call that is next, of the queues that are not passed over. It stays in the line. */
  next(isPassedOver: (queue: WaitingQueue<Call>) => boolean, nowMs: number): Call | undefined {
    let best: Call | undefined;
    for (const queue of this.queues()) {
      if (isPassedOver(queue)) continue;
      const head = this.#headOf(queue, nowMs);
      if (best === undefined || (head !== undefined && this.#goesBefore(head, best, nowMs))) best = head;
    }
    return best;
  }

  #headOf({ byRank, byAge }: WaitingQueue<Call>, nowMs: number): Call | undefined {
    const oldest = byAge.first;
    return oldest !== undefined && this.#isOverdue(oldest, nowMs) ? oldest : byRank.first;
  }

  #goesBefore(a: Call, b: Call, nowMs: number): boolean {
    if (a.flow !== b.flow && a.flow.served !== b.flow.served) return a.flow.served < b.flow.served;
    const [aIsOverdue, bIsOverdue] = [this.#isOverdue(a, nowMs), this.#isOverdue(b, nowMs)];
    if (aIsOverdue !== bIsOverdue) return aIsOverdue;
    return aIsOverdue ? isOlder(a, b) : isMoreUrgent(a, b);
  }

  #isOverdue(call: Call, nowMs: number): boolean {
    return nowMs - call.sinceMs >= this.#patienceMs;
  }
}

function newQueue<Call extends Waiting>(flow: Flow, target: string): WaitingQueue<Call> {
  const least = { requests: Infinity, tokens: Infinity, images: Infinity };
  return {
    flow,
    target,
    byRank: new Heap<Call>(isMoreUrgent),
    byAge: new Heap<Call>(isOlder),
    size: 0,
    least,
  };
}

function smaller(a: Cost, b: Cost): Cost {
  return {
    requests: Math.min(a.requests, b.requests),
    tokens: Math.min(a.tokens, b.tokens),
    images: Math.min(a.images, b.images),
  };
}

function isMoreUrgent(a: Waiting, b: Waiting): boolean {
  return a.rank === b.rank ? a.arrival < b.arrival : a.rank > b.rank;
}

function isOlder(a: Waiting, b: Waiting): boolean {
  return a.sinceMs === b.sinceMs ? a.arrival < b.arrival : a.sinceMs < b.sinceMs;
}
