import { sandboxErrors } from '../errors.js';
import type { Order } from '../order.js';
import { readLimits, type LimitChange, type LimitsOption, type ReadLimits } from './limits.js';

/** Limits that hold from a moment on, until the next ones do. */
export interface LimitPeriod {
  /** Milliseconds of the sandbox's clock. */
  readonly fromMs: number;
  /** Its place among all arrivals, ends and changes; what came before it was held to the limits before. */
  readonly order: number;
  /** As they were handed in. */
  readonly limits: LimitsOption;
}

/** A period whose limits were checked. */
export interface ReadPeriod extends LimitPeriod {
  readonly read: ReadLimits;
}

/** Which limits hold when: those of the start, those that were announced with it, and those that are set by call. */
export class LimitSchedule {
  readonly #periods: ReadPeriod[] = [];
  readonly #due: { readonly atMs: number; readonly read: ReadLimits }[];
  readonly #order: Order;
  /** What holds from the start. */
  readonly first: ReadPeriod;

  /** @throws SandboxError `invalid-option` */
  constructor(startMs: number, limits: LimitsOption, changes: readonly LimitChange[], order: Order) {
    this.#order = order;
    this.#due = changes
      .map(({ afterMs, limits: later }, index) => {
        if (!(afterMs >= 0)) throw sandboxErrors.notACount(`limitChanges[${index}].afterMs`, afterMs);
        return { atMs: startMs + afterMs, read: readLimits(later, `limitChanges[${index}].limits`) };
      })
      .toSorted((one, other) => one.atMs - other.atMs);
    this.first = this.#begin(startMs, readLimits(limits, 'limits'));
  }

  get periods(): readonly ReadPeriod[] {
    return this.#periods;
  }

  /** The next change that is due at `now`, which holds from here on; undefined when there is none. */
  next(now: number): ReadPeriod | undefined {
    const due = this.#due[0];
    if (due === undefined || due.atMs > now) return undefined;
    this.#due.shift();
    return this.#begin(due.atMs, due.read);
  }

  /** @throws SandboxError `invalid-option` */
  set(now: number, limits: LimitsOption): ReadPeriod {
    return this.#begin(now, readLimits(limits, 'limits'));
  }

  #begin(fromMs: number, read: ReadLimits): ReadPeriod {
    const period = { fromMs, order: this.#order.next(), limits: read.option, read };
    this.#periods.push(period);
    return period;
  }
}
