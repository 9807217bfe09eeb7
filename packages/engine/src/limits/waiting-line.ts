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
  /** The smallest first: by images, then by tokens. */
  readonly bySize: Heap<Call>;
  /** How many wait, those that were set aside among them. */
  size: number;
  /** None of them takes less of any dimension; not the most that can be said once the smallest have left. */
  least: Cost;
}

/**
 * The one line of a pool. Of several flows to one target the one that was served least of it goes first; of flows to
 * different targets, the one with fewer calls. One that comes, or comes back after it had nothing waiting, begins where the
 * last one served is, so that time in which it asked for nothing is not saved up (start-time fair queueing; Goyal, Vin,
 * Cheng, 1996). Within a flow the call goes first that has waited longer than the patience, then the one of the highest
 * rank, of equals the one that came first.
 */
export class WaitingLine<Call extends Waiting> implements Iterable<Call> {
  readonly #queues = new Map<Flow, Map<string, WaitingQueue<Call>>>();
  readonly #patienceMs: number;
  #size = 0;
  /** By target: what the flow whose call left last had been served before. */
  readonly #servedUpTo = new Map<string, number>();
  /** How many calls it had been served. */
  #callsUpTo = 0;

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
      flow.calls = Math.max(flow.calls, this.#callsUpTo);
      this.#queues.set(flow, (ofFlow = new Map()));
    }
    let queue = ofFlow.get(target);
    if (queue === undefined) {
      flow.catchUp(target, this.#servedUpTo.get(target) ?? 0);
      ofFlow.set(target, (queue = newQueue(flow, target)));
    }
    this.#show(call, queue);
    queue.least = smaller(queue.least, call.leastCost);
    queue.size++;
    this.#size++;
  }

  /** Whether it stood in the line. */
  remove(call: Call): boolean {
    const ofFlow = this.#queues.get(call.flow);
    const queue = ofFlow?.get(call.target);
    if (ofFlow === undefined || queue === undefined || !this.#hide(call, queue)) return false;
    this.#size--;
    if (--queue.size === 0) ofFlow.delete(call.target);
    if (ofFlow.size === 0) this.#queues.delete(call.flow);
    return true;
  }

  /** Takes out a call that leaves and takes such a share of the limits, which counts as served to its flow. */
  start(call: Call, share: number): void {
    const { flow, target } = call;
    this.#servedUpTo.set(target, Math.max(this.#servedUpTo.get(target) ?? 0, flow.served(target)));
    this.#callsUpTo = Math.max(this.#callsUpTo, flow.calls);
    flow.serve(target, share);
    flow.calls += 1 / flow.weight;
    this.remove(call);
  }

  /** Takes a call out of sight for the time of one look; it still waits. */
  setAside(call: Call): void {
    const queue = this.queueOf(call);
    if (queue !== undefined) this.#hide(call, queue);
  }

  /** Ends {@link setAside}. */
  putBack(call: Call): void {
    const queue = this.queueOf(call);
    if (queue !== undefined) this.#show(call, queue);
  }

  #show(call: Call, { byRank, byAge, bySize }: WaitingQueue<Call>): void {
    byRank.add(call);
    byAge.add(call);
    bySize.add(call);
  }

  #hide(call: Call, { byRank, byAge, bySize }: WaitingQueue<Call>): boolean {
    byAge.remove(call);
    bySize.remove(call);
    return byRank.remove(call);
  }

  queueOf({ flow, target }: Call): WaitingQueue<Call> | undefined {
    return this.#queues.get(flow)?.get(target);
  }

  /**
   * The call that is next. It stays in the line.
   *
   * @param lookAt how the queue is gone through: in its order, from the smallest call on, or not at all
   */
  next(lookAt: (queue: WaitingQueue<Call>) => LookAt, nowMs: number): Call | undefined {
    const heads = new Map<string, Call>();
    for (const queue of this.queues()) {
      const how = lookAt(queue);
      if (how === 'skip') continue;
      const head = how === 'smallest' ? queue.bySize.first : this.#headOf(queue, nowMs);
      const best = heads.get(queue.target);
      if (head !== undefined && (best === undefined || this.#goesBefore(head, best, nowMs)))
        heads.set(queue.target, head);
    }
    let first: Call | undefined;
    for (const head of heads.values())
      if (first === undefined || this.#goesBefore(head, first, nowMs)) first = head;
    return first;
  }

  #headOf({ byRank, byAge }: WaitingQueue<Call>, nowMs: number): Call | undefined {
    const oldest = byAge.first;
    return oldest !== undefined && this.#isOverdue(oldest, nowMs) ? oldest : byRank.first;
  }

  #goesBefore(a: Call, b: Call, nowMs: number): boolean {
    if (a.flow !== b.flow) {
      const [servedA, servedB] =
        a.target === b.target
          ? [a.flow.served(a.target), b.flow.served(b.target)]
          : [a.flow.calls, b.flow.calls];
      if (servedA !== servedB) return servedA < servedB;
    }
    const [aIsOverdue, bIsOverdue] = [this.#isOverdue(a, nowMs), this.#isOverdue(b, nowMs)];
    if (aIsOverdue !== bIsOverdue) return aIsOverdue;
    return aIsOverdue ? isOlder(a, b) : isMoreUrgent(a, b);
  }

  #isOverdue(call: Call, nowMs: number): boolean {
    return nowMs - call.sinceMs >= this.#patienceMs;
  }
}

/** How one look goes through a queue. */
export type LookAt = 'in-order' | 'smallest' | 'skip';

function newQueue<Call extends Waiting>(flow: Flow, target: string): WaitingQueue<Call> {
  const least = { requests: Infinity, tokens: Infinity, images: Infinity };
  return {
    flow,
    target,
    byRank: new Heap<Call>(isMoreUrgent),
    byAge: new Heap<Call>(isOlder),
    bySize: new Heap<Call>(isSmaller),
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

function isSmaller(a: Waiting, b: Waiting): boolean {
  const [one, other] = [a.leastCost, b.leastCost];
  if (one.images !== other.images) return one.images < other.images;
  return one.tokens === other.tokens ? isMoreUrgent(a, b) : one.tokens < other.tokens;
}

function isOlder(a: Waiting, b: Waiting): boolean {
  return a.sinceMs === b.sinceMs ? a.arrival < b.arrival : a.sinceMs < b.sinceMs;
}
