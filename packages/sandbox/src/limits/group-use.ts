import { BucketMeter } from './bucket-meter.js';
import { minutesADay, type Limits, type RateKind } from './limits.js';
import type { Meter } from './meter.js';
import { RollingMeter } from './rolling-meter.js';

/**
 * How rates are counted: in windows that end at every moment, or in buckets that are refilled continuously.
 */
export type LimitMode = 'rolling' | 'bucket';

/** One rate of a group and model. */
export interface Rate {
  readonly kind: RateKind;
  readonly meter: Meter;
  /** Undefined where it is not limited. */
  limit: number | undefined;
}

/** What one group uses of one model. */
export class GroupUse {
  readonly requests: Rate;
  readonly tokens: Rate;
  readonly images: Rate;
  /** Counted from when it is first limited: a day of calls is a lot to keep for nothing. */
  requestsPerDay: Rate | undefined;
  readonly #newMeter: (minutes: number) => Meter;

  constructor(mode: LimitMode, minuteMs: number) {
    this.#newMeter = (minutes) =>
      mode === 'bucket' ? new BucketMeter(minutes * minuteMs) : new RollingMeter(minutes * minuteMs);
    const rate = (kind: RateKind): Rate => ({ kind, meter: this.#newMeter(1), limit: undefined });
    this.requests = rate('requests');
    this.tokens = rate('tokens');
    this.images = rate('images');
  }

  setLimits(now: number, { rpm, tpm, ipm, rpd }: Limits): void {
    setLimit(now, this.requests, rpm);
    setLimit(now, this.tokens, tpm);
    setLimit(now, this.images, ipm);
    if (rpd !== undefined) {
      this.requestsPerDay ??= { kind: 'requests-per-day', meter: this.#newMeter(minutesADay), limit: rpd };
    }
    if (this.requestsPerDay) setLimit(now, this.requestsPerDay, rpd);
  }
}

function setLimit(now: number, rate: Rate, limit: number | undefined): void {
  rate.limit = limit;
  rate.meter.setLimit(now, limit);
}
