import { AdaptiveConcurrency } from './adaptive-concurrency.js';
import { Circuit } from './circuit.js';
import type { Account, Lane, PoolKey } from './lane.js';
import { LatencyTrend } from './latency-trend.js';
import type { Ledger } from './ledger.js';
import { memoryLedger } from './memory-ledger.js';
import { defaultOutageMs, nameOfGroup } from './pool-options.js';
import type { KeyPoolOptions } from './pool-options.js';
import { limitsFor, windowsOf } from './target-limits.js';

/** All ways to one target. */
export interface Route {
  readonly target: string;
  /** One a key, in the keys' order. */
  readonly lanes: readonly Lane[];
  /** None of its servers answers; `undefined` while one does. */
  outage: Outage | undefined;
  /** What the last call failed with, and in words. */
  lastFailure: { readonly reason: string; readonly error: unknown; readonly isUnanswered: boolean };
}

/** A time in which no server answers. */
interface Outage {
  sinceMs: number;
  /** It was counted anew because the same server answered calls of another target. */
  isExtended: boolean;
}

/** The routes to the targets that were called so far. */
export class Routes implements Iterable<Route> {
  readonly #keys: readonly PoolKey[];
  readonly #options: KeyPoolOptions;
  readonly #byTarget = new Map<string, Route>();

  constructor(keys: readonly PoolKey[], options: KeyPoolOptions) {
    this.#keys = keys;
    this.#options = options;
  }

  /** The route to a target; made when it is first called. */
  to(target: string): Route {
    let route = this.#byTarget.get(target);
    if (route === undefined) this.#byTarget.set(target, (route = this.#open(target)));
    return route;
  }

  [Symbol.iterator](): Iterator<Route> {
    return this.#byTarget.values();
  }

  #open(target: string): Route {
    const { concurrency = Infinity } = limitsFor(this.#options.limits ?? {}, target);
    const accounts = new Map<string, Account>();
    const lanes = this.#keys.map((key): Lane => {
      let account = accounts.get(key.group);
      if (account === undefined) {
        account = { ledger: this.#ledgerOf(key.group, target), pausedUntilMs: -Infinity };
        accounts.set(key.group, account);
      }
      return {
        key,
        target,
        account,
        // So that a server which comes back is asked before it is given up.
        circuit: new Circuit(Math.max(1000, (this.#options.outageMs ?? defaultOutageMs) / 5)),
        concurrency: new AdaptiveConcurrency(concurrency),
        latency: new LatencyTrend(),
        retired: undefined,
        inFlight: 0,
        pausedUntilMs: -Infinity,
      };
    });
    return {
      target,
      lanes,
      outage: undefined,
      lastFailure: { reason: '', error: undefined, isUnanswered: false },
    };
  }

  #ledgerOf(group: string, target: string): Ledger {
    const { ledger, limits = {}, minuteMs = 60_000 } = this.#options;
    if (ledger !== undefined) return ledger(nameOfGroup(group), target);
    return memoryLedger(windowsOf(limitsFor(limits, target), minuteMs), this.#options);
  }
}
