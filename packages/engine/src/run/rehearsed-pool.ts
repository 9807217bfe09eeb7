import type { Cost } from '../limits/cost.js';
import type { Ledger } from '../limits/ledger.js';
import { memoryLedger } from '../limits/memory-ledger.js';
import { limitsFor, windowsOf } from '../limits/target-limits.js';
import type { LimitsByTarget } from '../limits/target-limits.js';

/** The keys that calls go through, and what is allowed them. */
export interface RehearsedKeys {
  /** Of each limit group, by target. Default: nothing is limited. */
  readonly limits?: LimitsByTarget | undefined;
  /** How many keys each limit group has. */
  readonly groups: readonly number[];
  /** Calls of one key at one time. Default: any number. */
  readonly concurrency?: number | undefined;
}

/** What a task of a phase calls, on average. */
export interface ExpectedCalls extends Cost {
  /** What is called: a model's name. */
  readonly target: string;
}

/** What comes of asking for a start. */
export type RehearsedAdmission =
  | { readonly status: 'admitted'; readonly end: () => void }
  /** `Infinity`, where only the end of another call can make room. */
  | { readonly status: 'refused'; readonly retryAtMs: number };

/** The accounts of a pool, without its calls: lets in what its limits have room for. */
export class RehearsedPool {
  readonly #keys: RehearsedKeys;
  readonly #groups: readonly Group[];

  constructor(keys: RehearsedKeys) {
    this.#keys = keys;
    this.#groups = keys.groups.map((count) => ({ keys: count, inFlight: 0, targets: new Map() }));
  }

  ask({ target, ...cost }: ExpectedCalls, nowMs: number): RehearsedAdmission {
    let retryAtMs = Infinity;
    for (const group of this.#groups) {
      const account = this.#accountOf(group, target);
      if (group.inFlight >= group.keys * (this.#keys.concurrency ?? Infinity)) continue;
      if (account.inFlight >= account.most) continue;
      const fitsAtMs = account.ledger.fitsAtMs(cost, nowMs);
      // What no window ever holds is several calls in one, and those come one after another.
      if (fitsAtMs > nowMs && fitsAtMs < Infinity) {
        retryAtMs = Math.min(retryAtMs, fitsAtMs);
        continue;
      }
      book(account.ledger, cost, nowMs);
      group.inFlight++;
      account.inFlight++;
      return {
        status: 'admitted',
        end: () => {
          group.inFlight--;
          account.inFlight--;
        },
      };
    }
    return { status: 'refused', retryAtMs };
  }

  #accountOf(group: Group, target: string): Account {
    let account = group.targets.get(target);
    if (account === undefined) {
      const limits = limitsFor(this.#keys.limits ?? {}, target);
      const ledger = memoryLedger(windowsOf(limits, minuteMs), { minuteMs });
      const most = group.keys * (limits.concurrency ?? Infinity);
      group.targets.set(target, (account = { ledger, most, inFlight: 0 }));
    }
    return account;
  }
}

interface Group {
  readonly keys: number;
  inFlight: number;
  readonly targets: Map<string, Account>;
}

interface Account {
  readonly ledger: Ledger;
  readonly most: number;
  inFlight: number;
}

/** Counted as the provider does, from the moment of its start. */
function book(ledger: Ledger, cost: Cost, nowMs: number): void {
  const admission = ledger.reserve(cost, nowMs);
  if (admission.status === 'refused') return;
  ledger.start(admission.reservation, nowMs);
  ledger.arrived(admission.reservation, nowMs);
  ledger.settle(admission.reservation, cost);
}

const minuteMs = 60_000;
