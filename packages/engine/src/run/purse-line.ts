import type { PhasegraphError } from '../errors.js';
import { Heap } from '../limits/heap.js';

/** A call that waits for room in a budget. */
export interface Waiting {
  readonly account: Account;
  readonly target: string;
  /** What it costs at most, in units. */
  readonly worst: number;
  /** Higher goes first. */
  readonly rank: number;
  /** Of equal ranks the lower goes first; unique. */
  readonly arrival: number;
  /** Why it is made again, when it was let in before. */
  readonly cause: unknown;
  letIn(): void;
  refuse(error: PhasegraphError): void;
}

/** The calls of one attempt: what is kept for those under way, and those that wait. */
export class Account {
  readonly rooms: Set<Room> = new Set();
  /** What is kept for answers of the attempt that wait for it: its further calls cannot have that. */
  stuck = 0;
  readonly byPlace: Heap<Waiting> = new Heap(standsBefore);
  readonly fromBehind: Heap<Waiting> = new Heap(standsBehind);
  readonly byWorst: Heap<Waiting> = new Heap(costsMore);
}

/** What is kept for a call under way. */
export interface Room {
  readonly worst: number;
  /** How many answers wait for the phase, of which the call's may be one. */
  waitsForPhase: number;
}

/**
 * The calls that wait for room in a budget: first the inner ones, for which an answer under way waits, then the others; of
 * either the highest rank first, of equals the one that came first.
 *
 * When an answer begins or ceases to wait, all calls of its attempt change their place, and what they need. That they do
 * at once: each attempt keeps its own in order, and only the heads of its orders stand in those of the whole line.
 */
export class PurseLine {
  readonly #byPlace = new Heap<Waiting>(standsBefore);
  /** The inner ones first here too. */
  readonly #fromBehind = new Heap<Waiting>((a, b) =>
    isInner(a) === isInner(b) ? standsBehind(a, b) : isInner(a),
  );
  readonly #byNeed = new Heap<Waiting>((a, b) => needOf(a) > needOf(b));
  #stuck = 0;

  /** The one before which none goes. */
  get first(): Waiting | undefined {
    return this.#byPlace.first;
  }

  /** The last of the inner ones. */
  get lastInner(): Waiting | undefined {
    const last = this.#fromBehind.first;
    return last !== undefined && isInner(last) ? last : undefined;
  }

  /** What is stuck in the attempts that the inner ones belong to. */
  get stuck(): number {
    return this.#stuck;
  }

  add(waiting: Waiting): void {
    const { account } = waiting;
    this.#hide(account);
    account.byPlace.add(waiting);
    account.fromBehind.add(waiting);
    account.byWorst.add(waiting);
    this.#show(account);
  }

  /** Whether it was in there. */
  remove(waiting: Waiting): boolean {
    const { account } = waiting;
    this.#hide(account);
    account.fromBehind.remove(waiting);
    account.byWorst.remove(waiting);
    const wasInside = account.byPlace.remove(waiting);
    this.#show(account);
    return wasInside;
  }

  /** Takes out all that need more than there is, by themselves and beside what is stuck; in their order. */
  takeBeyond(most: number): Waiting[] {
    const beyond: Waiting[] = [];
    let largest = this.#byNeed.first;
    while (largest !== undefined && needOf(largest) > most) {
      this.remove(largest);
      beyond.push(largest);
      largest = this.#byNeed.first;
    }
    return beyond.toSorted((a, b) => (standsBefore(a, b) ? -1 : 1));
  }

  /** So much is stuck from now on. */
  setStuck(account: Account, stuck: number): void {
    this.#hide(account);
    account.stuck = stuck;
    this.#show(account);
  }

  /** Puts the heads of its orders into those of the line. */
  #show(account: Account): void {
    const [first, last, largest] = [account.byPlace.first, account.fromBehind.first, account.byWorst.first];
    if (first === undefined || last === undefined || largest === undefined) return;
    this.#byPlace.add(first);
    this.#fromBehind.add(last);
    this.#byNeed.add(largest);
    this.#stuck += account.stuck;
  }

  /** Takes them out, before anything of the account changes that the orders go by. */
  #hide(account: Account): void {
    const [first, last, largest] = [account.byPlace.first, account.fromBehind.first, account.byWorst.first];
    if (first === undefined || last === undefined || largest === undefined) return;
    this.#byPlace.remove(first);
    this.#fromBehind.remove(last);
    this.#byNeed.remove(largest);
    this.#stuck -= account.stuck;
  }
}

/** Whether one goes before another. */
export function standsBefore(a: Waiting, b: Waiting): boolean {
  if (isInner(a) !== isInner(b)) return isInner(a);
  return a.rank === b.rank ? a.arrival < b.arrival : a.rank > b.rank;
}

function standsBehind(a: Waiting, b: Waiting): boolean {
  return standsBefore(b, a);
}

function costsMore(a: Waiting, b: Waiting): boolean {
  return a.worst > b.worst;
}

function isInner({ account }: Waiting): boolean {
  return account.stuck > 0;
}

function needOf({ account, worst }: Waiting): number {
  return account.stuck + worst;
}
