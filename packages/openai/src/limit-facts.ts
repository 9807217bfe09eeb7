import type { LimitFact } from '@phasegraph/engine';
import { durationMs } from './retry-after.js';
import type { HeaderReader } from './retry-after.js';

/** What a 429 says that there was too much of. */
export type Exceeded = LimitFact | { readonly dimension: 'concurrency' };

/**
 * Reads `x-ratelimit-{limit,remaining,reset}-{requests,tokens,images}`. A dimension whose limit and remainder are not both
 * there, or make no sense together, is left out.
 */
export function limitFactsOf(headers: HeaderReader): LimitFact[] {
  return (['requests', 'tokens', 'images'] as const).flatMap(
    (dimension) => allowanceOf(headers, dimension) ?? [],
  );
}

/**
 * Reads which limit a 429 is about: from the provider's message, else from the type of its error.
 *
 * @param error the `error` of the answer's body: `{ type: 'tokens', message: 'Rate limit reached for ... on tokens per
 *   min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 1.2s.' }`
 * @returns `undefined` when it names none, or one of no known dimension (tokens a day)
 */
export function exceededOf(error: unknown): Exceeded | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  const unit = /\bon ((?:tokens|requests|images) per \w+|concurrent requests)/i.exec(message)?.[1];
  const which = unit === undefined ? ofType(error) : units[unit.toLowerCase()];
  if (which === undefined || which.dimension === 'concurrency') return which;
  const limit = numberAfter('limit', message);
  const used = numberAfter('used', message);
  if (limit === undefined || limit === 0) return { ...which, exceeded: true };
  return {
    ...which,
    exceeded: true,
    limit,
    ...(used !== undefined && { remaining: Math.max(0, limit - used) }),
  };
}

/** The wait that the message of a 429 asks for, in milliseconds: `Please try again in 1.2s.` */
export function waitToldIn(message: string): number | undefined {
  return durationMs(/try again in ((?:[\d.]+(?:ms|h|m|s))+)/i.exec(message)?.[1] ?? '');
}

/** By the provider's words for them. */
const units: Readonly<Record<string, Exceeded>> = {
  'requests per min': { dimension: 'requests', per: 'minute' },
  'requests per minute': { dimension: 'requests', per: 'minute' },
  'tokens per min': { dimension: 'tokens', per: 'minute' },
  'tokens per minute': { dimension: 'tokens', per: 'minute' },
  'images per min': { dimension: 'images', per: 'minute' },
  'images per minute': { dimension: 'images', per: 'minute' },
  'requests per day': { dimension: 'requests', per: 'day' },
  'concurrent requests': { dimension: 'concurrency' },
};

function ofType(error: object): LimitFact | undefined {
  const type = 'type' in error ? error.type : undefined;
  return type === 'requests' || type === 'tokens' || type === 'images' ? { dimension: type } : undefined;
}

/** `Limit 30000`, `Limit: 30,000`. */
function numberAfter(name: string, message: string): number | undefined {
  const digits = new RegExp(`\\b${name}:? (\\d[\\d,]*)`, 'i').exec(message)?.[1]?.replaceAll(',', '');
  return digits === undefined ? undefined : Number(digits);
}

function allowanceOf(headers: HeaderReader, dimension: LimitFact['dimension']): LimitFact | undefined {
  const limit = countIn(headers.get(`x-ratelimit-limit-${dimension}`));
  const remaining = countIn(headers.get(`x-ratelimit-remaining-${dimension}`));
  // Servers that are only compatible say "unlimited" by 0 or -1.
  if (limit === undefined || remaining === undefined || limit === 0 || remaining > limit) return undefined;
  const resetMs = durationMs(headers.get(`x-ratelimit-reset-${dimension}`)?.trim() ?? '');
  return { dimension, limit, remaining, ...(resetMs !== undefined && { resetMs }) };
}

function countIn(text: string | null): number | undefined {
  const count = /^\d+$/.test(text?.trim() ?? '') ? Number(text) : NaN;
  return Number.isSafeInteger(count) ? count : undefined;
}
