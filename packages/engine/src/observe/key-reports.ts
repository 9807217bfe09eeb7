import type { CallReport, KeyChange, Usage } from '../declare/resource.js';
import { addCall } from './costs.js';
import type { Spent } from './costs.js';
import { addUsage, noUsage } from './usage-sum.js';
import type { UsageSum } from './usage-sum.js';

/** What a run made of one API key. */
export interface KeyReport {
  /** The name of the resource. */
  readonly resource: string;
  /** What the key is called; never its secret. */
  readonly keyId: string;
  /** Calls that gave something. */
  readonly answered: number;
  /** Calls that failed. */
  readonly failed: number;
  /** Calls that were cut off from this side. */
  readonly aborted: number;
  /** What its calls used, added up. */
  readonly usage: Required<Usage>;
  /** What its calls cost. */
  readonly cost: Spent;
  /** Why it took no further call, where it came to that; of one for some targets only, why for the last of them. */
  readonly retired?: string;
}

/** Folds calls and changes of keys into a report a key, in the order in which the keys were first heard of. */
export class KeyReports {
  readonly #reports = new Map<string, Tally>();

  call({ resource, keyId, outcome, usage, usd }: CallReport): void {
    // No key had to do with it in this run.
    if (outcome === 'replayed') return;
    const tally = this.#of(resource, keyId);
    tally[outcome]++;
    addUsage(tally.usage, usage);
    addCall(tally.cost, usd);
  }

  change(resource: string, change: KeyChange): void {
    for (const keyId of change.keyIds) {
      const tally = this.#of(resource, keyId);
      if (change.status === 'retired') tally.retired = reasonOf(change);
    }
  }

  all(): readonly KeyReport[] {
    return [...this.#reports.values()].map(({ retired, ...rest }) => ({
      ...rest,
      ...(retired !== undefined && { retired }),
    }));
  }

  #of(resource: string, keyId: string): Tally {
    const name = JSON.stringify([resource, keyId]);
    let tally = this.#reports.get(name);
    if (tally === undefined) {
      tally = {
        resource,
        keyId,
        answered: 0,
        failed: 0,
        aborted: 0,
        usage: noUsage(),
        cost: { usd: 0, unknownCalls: 0 },
        retired: undefined,
      };
      this.#reports.set(name, tally);
    }
    return tally;
  }
}

/** A change of keys in a sentence, for traces and views. */
export function sayKeyChange(change: KeyChange): string {
  const { keyIds, status } = change;
  const keys = `${keyIds.length === 1 ? 'key' : 'keys'} ${keyIds.map((id) => `"${id}"`).join(', ')}`;
  if (status === 'retired') return `${keys} retired: ${reasonOf(change)}`;
  return status === 'tripped'
    ? `${change.target} fails through ${keys}: ${change.reason}`
    : `${change.target} answers again through ${keys}`;
}

interface Tally {
  readonly resource: string;
  readonly keyId: string;
  answered: number;
  failed: number;
  aborted: number;
  readonly usage: UsageSum;
  readonly cost: { usd: number; unknownCalls: number };
  retired: string | undefined;
}

function reasonOf({ reason, target }: KeyChange & { status: 'retired' }): string {
  return target === undefined ? reason : `${reason} (for ${target} only)`;
}
