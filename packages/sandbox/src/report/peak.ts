import type { LimitKind } from '../limits/limits.js';
import type { Use } from './audit-rates.js';

/** How full something came to be, at the call that brought it nearest to its limit or furthest over it. */
export interface Peak {
  /** What is limited. */
  readonly kind: LimitKind;
  /** Whose it is. */
  readonly group: string;
  /** Absent for places in flight that are counted over all models. */
  readonly model?: string;
  /** For places in flight. */
  readonly keyId?: string;
  /** What the window, the bucket or the key held, that call with it. */
  readonly used: number;
  /** The limit that was in force then; null for none. */
  readonly limit: number | null;
  /** When that was, in milliseconds of the sandbox's clock. */
  readonly atMs: number;
  /** How many calls were let in above the limit in force. */
  readonly breaches: number;
}

/** The share of a limit that rounding may add to a bucket that was refilled for long. */
const ROUNDING = 1e-8;

/** Looks at uses one after another and keeps the fullest. */
export class PeakOf {
  readonly #whose: Pick<Peak, 'kind' | 'group' | 'model' | 'keyId'>;
  #fullest: Use | undefined;
  #breaches = 0;

  constructor(whose: Pick<Peak, 'kind' | 'group' | 'model' | 'keyId'>) {
    this.#whose = whose;
  }

  see(use: Use): void {
    if (use.limit !== undefined && use.used > use.limit * (1 + ROUNDING)) this.#breaches++;
    if (!this.#fullest || isFuller(use, this.#fullest)) this.#fullest = use;
  }

  /** Empty when nothing was seen. */
  get found(): Peak[] {
    if (!this.#fullest) return [];
    const { used, limit, atMs } = this.#fullest;
    return [{ ...this.#whose, used, limit: limit ?? null, atMs, breaches: this.#breaches }];
  }
}

function isFuller(one: Use, other: Use): boolean {
  const [share, otherShare] = [shareOf(one), shareOf(other)];
  return share === otherShare ? one.used > other.used : share > otherShare;
}

/** Nothing is ever full without a limit. */
function shareOf({ used, limit }: Use): number {
  return limit === undefined ? 0 : used / limit;
}
