import type { RunShare } from '../declare/resource.js';

/** A run's standing in one pool. */
export class Flow {
  readonly weight: number;
  /** Counts the runs of a pool, in the order in which they first called. */
  readonly ordinal: number;
  /** How many calls it has been served, over its weight: of flows that call different targets the least served goes first. */
  calls = 0;
  readonly #served = new Map<string, number>();

  constructor(weight: number, ordinal: number) {
    this.weight = weight;
    this.ordinal = ordinal;
  }

  /** What it has been served of a target, in shares of its limits over its weight: the least served goes first. */
  served(target: string): number {
    return this.#served.get(target) ?? 0;
  }

  /** Counts what it was served, or less than nothing where that was too much. */
  serve(target: string, share: number): void {
    this.#served.set(target, this.served(target) + share / this.weight);
  }

  /** Time in which it asked for nothing is not saved up. */
  catchUp(target: string, served: number): void {
    if (this.served(target) < served) this.#served.set(target, served);
  }
}

/** The runs that share a pool. */
export class Flows {
  readonly #flows = new WeakMap<RunShare, Flow>();
  readonly #alone = new Flow(1, 0);
  #count = 1;

  /** The flow of a run; of calls that belong to none, one of their own. */
  of(share: RunShare | undefined): Flow {
    if (share === undefined) return this.#alone;
    let flow = this.#flows.get(share);
    if (flow === undefined) this.#flows.set(share, (flow = new Flow(share.weight, this.#count++)));
    return flow;
  }

  /** How many runs have called so far. */
  get count(): number {
    return this.#count;
  }
}
