import type { RunShare } from '../declare/resource.js';

/** A run's standing in one pool. */
export interface Flow {
  readonly weight: number;
  /** Counts the runs of a pool, in the order in which they first called. */
  readonly ordinal: number;
  /** What it has been served, in shares of the limits over its weight: the least served goes first. */
  served: number;
}

/** The runs that share a pool. */
export class Flows {
  readonly #flows = new WeakMap<RunShare, Flow>();
  readonly #alone: Flow = { weight: 1, ordinal: 0, served: 0 };
  #count = 1;

  /** The flow of a run; of calls that belong to none, one of their own. */
  of(share: RunShare | undefined): Flow {
    if (share === undefined) return this.#alone;
    let flow = this.#flows.get(share);
    if (flow === undefined) {
      flow = { weight: share.weight, ordinal: this.#count++, served: 0 };
      this.#flows.set(share, flow);
    }
    return flow;
  }

  /** How many runs have called so far. */
  get count(): number {
    return this.#count;
  }
}
