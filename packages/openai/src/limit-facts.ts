import type { HeaderReader } from './retry-after.js';
import { durationMs } from './retry-after.js';

/** What an answer tells of the limits of its key's group. A dimension that it does not tell of is absent. */
export interface LimitFacts {
  readonly requests?: Allowance;
  readonly tokens?: Allowance;
  /** The limit that a 429 names. */
  readonly exceeded?: Exceeded;
}

/** How much of a limit is left. */
interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the whole limit is free again; absent where the answer does not say it. */
  readonly resetMs?: number;
}

/** A limit that a call would have gone over, with the numbers that the provider's message has. */
export interface Exceeded {
  readonly dimension: LimitDimension;
  readonly limit?: number;
  readonly used?: number;
  readonly requested?: number;
  /** Milliseconds until the call may fit. */
  readonly waitMs?: number;
}

/** What a provider limits: requests, tokens and images a minute, requests a day, calls at one time. */
type LimitDimension = 'requests' | 'tokens' | 'images' | 'requests-per-day' | 'concurrency';

/**
 * Reads `x-ratelimit-{limit,remaining,reset}-{requests,tokens}`. A dimension whose limit and remainder are not both
 * there, or make no sense together, is left out.
 */
export function limitFactsOf(headers: HeaderReader): LimitFacts {
  const requests = allowanceOf(headers, 'requests');
  const tokens = allowanceOf(headers, 'tokens');
  return { ...(requests && { requests }), ...(tokens && { tokens }) };
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
  const dimension = unit === undefined ? dimensionOfType(error) : dimensions[unit.toLowerCase()];
  if (dimension === undefined) return undefined;
  const [limit, used, requested] = ['limit', 'used', 'requested'].map((name) => numberAfter(name, message));
  const waitMs = waitToldIn(message);
  return {
    dimension,
    ...(limit !== undefined && { limit }),
    ...(used !== undefined && { used }),
    ...(requested !== undefined && { requested }),
    ...(waitMs !== undefined && { waitMs }),
  };
}

/** The wait that the message of a 429 asks for, in milliseconds: `Please try again in 1.2s.` */
export function waitToldIn(message: string): number | undefined {
  return durationMs(/try again in ((?:[\d.]+(?:ms|h|m|s))+)/i.exec(message)?.[1] ?? '');
}

/** By the provider's words for them. */
const dimensions: Readonly<Record<string, LimitDimension>> = {
  'requests per min': 'requests',
  'requests per minute': 'requests',
  'tokens per min': 'tokens',
  'tokens per minute': 'tokens',
  'images per min': 'images',
  'images per minute': 'images',
  'requests per day': 'requests-per-day',
  'concurrent requests': 'concurrency',
};

function dimensionOfType(error: object): LimitDimension | undefined {
  const type = 'type' in error ? error.type : undefined;
  return type === 'requests' || type === 'tokens' || type === 'images' ? type : undefined;
}

/** `Limit 30000`, `Limit: 30,000`. */
function numberAfter(name: string, message: string): number | undefined {
  const digits = new RegExp(`\\b${name}:? (\\d[\\d,]*)`, 'i').exec(message)?.[1]?.replaceAll(',', '');
  return digits === undefined ? undefined : Number(digits);
}

function allowanceOf(headers: HeaderReader, dimension: 'requests' | 'tokens'): Allowance | undefined {
  const limit = countIn(headers.get(`x-ratelimit-limit-${dimension}`));
  const remaining = countIn(headers.get(`x-ratelimit-remaining-${dimension}`));
  // Servers that are only compatible say "unlimited" by 0 or -1.
  if (limit === undefined || remaining === undefined || limit === 0 || remaining > limit) return undefined;
  const resetMs = durationMs(headers.get(`x-ratelimit-reset-${dimension}`)?.trim() ?? '');
  return { limit, remaining, ...(resetMs !== undefined && { resetMs }) };
}

function countIn(text: string | null): number | undefined {
  const count = /^\d+$/.test(text?.trim() ?? '') ? Number(text) : NaN;
  return Number.isSafeInteger(count) ? count : undefined;
}
