import { ApiError } from './api-error.js';
import type { Clock } from './clock.js';
import type { Key } from './keys.js';
import { durationText, limitHeaders, retryHeaders, type Allowance } from './limit-headers.js';
import { RollingWindow } from './rolling-window.js';

/** What is enforced; what is left out is not. Rates count for a group of keys, concurrency for each key. */
export interface Limits {
  /** Requests in any 60 seconds. */
  readonly rpm?: number;
  /** Tokens in any 60 seconds: the request's and `max_output_tokens` up front, the true usage once it is known. */
  readonly tpm?: number;
  /** Images in any 60 seconds. */
  readonly ipm?: number;
  /** Requests that one key may have in flight. */
  readonly concurrency?: number;
}

/** What a call asks of the limits. */
interface Demand {
  readonly key: Key;
  readonly model: string;
  /** Tokens that count before the answer is known. */
  readonly tokens: number;
  readonly images: number;
}

/** Decides which calls are let in; the seam at which the sandbox gets stricter. */
export interface Limiter {
  /** @throws ApiError 429 `rate_limit_exceeded`, with `retry-after` and the limit headers, when the call is refused */
  admit(demand: Demand): Admission;
}

/** A call that was let in. */
export interface Admission {
  /** The limit headers of its answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the call: frees its place and counts the tokens that it truly used (undefined: what was reserved stays). */
  settle(usedTokens?: number): void;
}

/** What the headers say where nothing is enforced. */
const GENEROUS = { requests: 30_000, tokens: 150_000_000 };

/** Enforces limits in a rolling window of 60 seconds. A refused call counts for nothing. */
export function rollingLimiter(limits: Limits, clock: Clock): Limiter {
  const groups = new Map<string, GroupUse>();
  const inFlight = new Map<string, number>();

  return {
    admit(demand) {
      const now = clock.now();
      const use = groups.get(demand.key.group) ?? {
        requests: new RollingWindow(),
        tokens: new RollingWindow(),
        images: new RollingWindow(),
      };
      groups.set(demand.key.group, use);
      const headers = (): Record<string, string> =>
        limitHeaders(
          allowance(use.requests, limits.rpm, GENEROUS.requests, now),
          allowance(use.tokens, limits.tpm, GENEROUS.tokens, now),
        );
      const flying = inFlight.get(demand.key.id) ?? 0;
      if (limits.concurrency !== undefined && flying >= limits.concurrency) {
        throw tooManyInFlight(demand, limits.concurrency, headers());
      }
      for (const rate of ratesOf(limits, use, demand)) {
        if (rate.window.total(now) + rate.asked > rate.limit)
          throw rateExceeded(rate, demand, now, headers());
      }
      use.requests.add(now, 1);
      const tokens = use.tokens.add(now, demand.tokens);
      if (demand.images > 0) use.images.add(now, demand.images);
      inFlight.set(demand.key.id, flying + 1);
      return {
        headers: headers(),
        settle(usedTokens) {
          inFlight.set(demand.key.id, (inFlight.get(demand.key.id) ?? 1) - 1);
          if (usedTokens !== undefined) use.tokens.correct(tokens, usedTokens);
        },
      };
    },
  };
}

interface GroupUse {
  readonly requests: RollingWindow;
  readonly tokens: RollingWindow;
  readonly images: RollingWindow;
}

interface Rate {
  readonly type: 'requests' | 'tokens' | 'images';
  readonly unit: string;
  readonly limit: number;
  readonly asked: number;
  readonly window: RollingWindow;
}

function ratesOf(limits: Limits, use: GroupUse, demand: Demand): Rate[] {
  return [
    {
      type: 'requests' as const,
      unit: 'requests per min (RPM)',
      limit: limits.rpm,
      asked: 1,
      window: use.requests,
    },
    {
      type: 'tokens' as const,
      unit: 'tokens per min (TPM)',
      limit: limits.tpm,
      asked: demand.tokens,
      window: use.tokens,
    },
    {
      type: 'images' as const,
      unit: 'images per min (IPM)',
      limit: limits.ipm,
      asked: demand.images,
      window: use.images,
    },
  ].flatMap(({ limit, ...rate }) => (limit === undefined ? [] : [{ ...rate, limit }]));
}

function allowance(
  window: RollingWindow,
  limit: number | undefined,
  generous: number,
  now: number,
): Allowance {
  if (limit === undefined) return { limit: generous, remaining: generous, resetMs: 0 };
  return { limit, remaining: Math.max(0, limit - window.total(now)), resetMs: window.emptyAfterMs(now) };
}

function rateExceeded(rate: Rate, demand: Demand, now: number, headers: Record<string, string>): ApiError {
  const used = rate.window.total(now);
  const numbers = `Limit ${rate.limit}, Used ${used}, Requested ${rate.asked}.`;
  const waitMs = rate.window.freeAfterMs(now, used + rate.asked - rate.limit);
  if (waitMs === undefined) {
    // More than the whole limit: no wait would help, so none is named.
    const message = `Request too large for ${demand.model} in group ${demand.key.group} on ${rate.unit}: Limit ${rate.limit}, Requested ${rate.asked}. The request must be reduced in order to run.`;
    return new ApiError(429, { message, type: rate.type, code: 'rate_limit_exceeded', headers });
  }
  return new ApiError(429, {
    message: `Rate limit reached for ${demand.model} in group ${demand.key.group} on ${rate.unit}: ${numbers} Please try again in ${durationText(waitMs)}.`,
    type: rate.type,
    code: 'rate_limit_exceeded',
    headers: { ...headers, ...retryHeaders(waitMs) },
  });
}

/** When a place gets free depends on the calls in flight; a tenth of a second is soon enough to ask again. */
const CONCURRENCY_RETRY_MS = 100;

function tooManyInFlight(demand: Demand, limit: number, headers: Record<string, string>): ApiError {
  return new ApiError(429, {
    message: `Rate limit reached for ${demand.model} with key ${demand.key.id} on concurrent requests: Limit ${limit}, Used ${limit}, Requested 1. Please try again in ${durationText(CONCURRENCY_RETRY_MS)}.`,
    type: 'requests',
    code: 'rate_limit_exceeded',
    headers: { ...headers, ...retryHeaders(CONCURRENCY_RETRY_MS) },
  });
}
