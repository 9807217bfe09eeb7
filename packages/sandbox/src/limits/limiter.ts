import type { ApiError } from '../api-error.js';
import { CallsInFlight } from './calls-in-flight.js';
import { GroupUse, type LimitMode, type Rate } from './group-use.js';
import { limitHeaders, type Allowance } from './limit-headers.js';
import type { LimitSchedule, ReadPeriod } from './limit-schedule.js';
import type { LimitsOption } from './limits.js';
import { refusal, type Excess } from './refusal.js';

/** What a call asks of the limits. */
export interface Demand {
  readonly key: { readonly id: string; readonly group: string };
  readonly model: string;
  /** Tokens that count before the answer is known. */
  readonly tokens: number;
  readonly images: number;
}

/** A call that was let in. */
export interface Admission {
  /** The limit headers of its answer. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Ends the call: frees its place and counts the tokens that it truly used (undefined: what was reserved stays), where what
   * was reserved is given back.
   */
  settle(now: number, usedTokens?: number): void;
}

export interface LimiterOptions {
  readonly mode: LimitMode;
  readonly minuteMs: number;
  /** Whether refused requests count towards the requests of a minute. */
  readonly countRefused: boolean;
  /** Whether tokens that were reserved stay counted when fewer were used. */
  readonly keepsReserved: boolean;
  /** Whether answers say what is left. */
  readonly headers: boolean;
}

/** Decides which calls are let in. Times are milliseconds of one clock, and never go back. */
export class Limiter {
  readonly #schedule: LimitSchedule;
  readonly #options: LimiterOptions;
  readonly #groups = new Map<string, Map<string, GroupUse>>();
  readonly #inFlight = new CallsInFlight();
  #period: ReadPeriod;

  constructor(schedule: LimitSchedule, options: LimiterOptions) {
    this.#schedule = schedule;
    this.#period = schedule.first;
    this.#options = options;
  }

  /**
   * Puts the announced changes into force that are due. To be called before anything else happens at `now`, so that
   * buckets are refilled at the pace that held, and the order of events is that of their times.
   */
  catchUp(now: number): void {
    for (let due = this.#schedule.next(now); due; due = this.#schedule.next(now)) this.#change(due);
  }

  /** @throws SandboxError `invalid-option` */
  setLimits(now: number, limits: LimitsOption): void {
    this.catchUp(now);
    this.#change(this.#schedule.set(now, limits));
  }

  /** @throws ApiError 429 `rate_limit_exceeded`, with `retry-after` and the limit headers, when the call is refused */
  admit(now: number, demand: Demand): Admission {
    const { key, model, tokens, images } = demand;
    const use = this.#useOf(key.group, model);
    const excess = this.#rateExcess(now, use, demand) ?? this.#concurrencyExcess(demand);
    if (excess) throw this.#refuse(now, use, demand, excess);
    use.requests.meter.add(now, 1);
    use.requestsPerDay?.meter.add(now, 1);
    const counted = use.tokens.meter.add(now, tokens);
    if (images > 0) use.images.meter.add(now, images);
    this.#inFlight.begin(key.id, model);
    return {
      headers: this.#headers(now, use) ?? {},
      settle: (endedAt, usedTokens) => {
        this.#inFlight.end(key.id, model);
        if (usedTokens === undefined) return;
        const settled = this.#options.keepsReserved ? Math.max(tokens, usedTokens) : usedTokens;
        use.tokens.meter.correct(endedAt, counted, settled);
      },
    };
  }

  /** The limit that the call exceeds, the one with the longest wait; undefined when it fits. */
  #rateExcess(now: number, use: GroupUse, demand: Demand): Excess | undefined {
    let worst: Excess | undefined;
    for (const rate of ratesOf(use)) {
      const requested = askedOf(rate, demand);
      if (rate.limit === undefined || requested === 0) continue;
      const waitMs = rate.meter.fitsAfterMs(now, requested);
      if (waitMs === 0 || (worst && (worst.waitMs ?? Infinity) >= (waitMs ?? Infinity))) continue;
      worst = { kind: rate.kind, limit: rate.limit, used: rate.meter.used(now), requested, waitMs };
    }
    return worst;
  }

  #concurrencyExcess({ key, model }: Demand): Excess | undefined {
    const { read } = this.#period;
    const limit = read.of(model).concurrency;
    if (limit === undefined) return undefined;
    const used = this.#inFlight.count(key.id, model, read);
    if (used < limit) return undefined;
    return {
      kind: 'concurrency',
      limit,
      used,
      requested: 1,
      waitMs: limit === 0 ? undefined : PLACE_RETRY_MS,
    };
  }

  #refuse(now: number, use: GroupUse, demand: Demand, excess: Excess): ApiError {
    if (this.#options.countRefused) use.requests.meter.addRefused(now);
    // The refused request may have pushed the moment further away at which the next one fits.
    const again = use.requests.limit === undefined ? 0 : use.requests.meter.fitsAfterMs(now, 1);
    const waitMs =
      excess.waitMs === undefined || again === undefined ? undefined : Math.max(excess.waitMs, again);
    const { key, model } = demand;
    return refusal(
      { keyId: key.id, group: key.group, model },
      { ...excess, waitMs },
      this.#headers(now, use),
    );
  }

  #headers(now: number, use: GroupUse): Record<string, string> | undefined {
    if (!this.#options.headers) return undefined;
    return limitHeaders(
      allowance(now, use.requests) ?? GENEROUS.requests,
      allowance(now, use.tokens) ?? GENEROUS.tokens,
      allowance(now, use.images),
    );
  }

  #useOf(group: string, model: string): GroupUse {
    let ofGroup = this.#groups.get(group);
    if (!ofGroup) this.#groups.set(group, (ofGroup = new Map()));
    let use = ofGroup.get(model);
    if (!use) {
      use = new GroupUse(this.#options.mode, this.#options.minuteMs);
      // All of them: a day is counted from when it was first limited, whoever came since.
      for (const { fromMs, read } of this.#schedule.periods) use.setLimits(fromMs, read.of(model));
      ofGroup.set(model, use);
    }
    return use;
  }

  #change(period: ReadPeriod): void {
    this.#period = period;
    for (const ofGroup of this.#groups.values()) {
      for (const [model, use] of ofGroup) use.setLimits(period.fromMs, period.read.of(model));
    }
  }
}

/** When a place gets free depends on the calls in flight; a tenth of a second is soon enough to ask again. */
const PLACE_RETRY_MS = 100;

/** What the headers say where nothing is enforced. */
const GENEROUS = {
  requests: { limit: 30_000, remaining: 30_000, resetMs: 0 },
  tokens: { limit: 150_000_000, remaining: 150_000_000, resetMs: 0 },
} as const satisfies Record<string, Allowance>;

function ratesOf(use: GroupUse): readonly Rate[] {
  const { requests, tokens, images, requestsPerDay } = use;
  return requestsPerDay ? [requests, tokens, images, requestsPerDay] : [requests, tokens, images];
}

function askedOf({ kind }: Rate, demand: Demand): number {
  if (kind === 'tokens' || kind === 'images') return demand[kind];
  return 1;
}

function allowance(now: number, { meter, limit }: Rate): Allowance | undefined {
  if (limit === undefined) return undefined;
  const remaining = Math.max(0, Math.floor(limit - meter.used(now)));
  return { limit, remaining, resetMs: meter.emptyAfterMs(now) };
}
