import { ApiError } from '../api-error.js';
import { durationText, retryHeaders } from './limit-headers.js';
import type { LimitKind } from './limits.js';

/** A limit that a call would have exceeded. */
export interface Excess {
  readonly kind: LimitKind;
  readonly limit: number;
  readonly used: number;
  readonly requested: number;
  /** Milliseconds until the call fits; undefined when no wait helps. */
  readonly waitMs: number | undefined;
}

/** Whose limit it is. */
export interface RefusedCall {
  readonly keyId: string;
  readonly group: string;
  readonly model: string;
}

/**
 * The 429 `rate_limit_exceeded` of a call that would have exceeded a limit, in the provider's words:
 * `Rate limit reached for gpt-5.4 in group org on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please
 * try again in 2s.`
 */
export function refusal(
  call: RefusedCall,
  excess: Excess,
  /** Those that every answer has; undefined where answers have none. */
  headers: Readonly<Record<string, string>> | undefined,
): ApiError {
  const { kind, limit, used, requested, waitMs } = excess;
  const whose = kind === 'concurrency' ? `with key ${call.keyId}` : `in group ${call.group}`;
  const place = `for ${call.model} ${whose} on ${units[kind]}`;
  const message =
    waitMs === undefined
      ? `Request too large ${place}: Limit ${limit}, Requested ${requested}. The request must be reduced in order to run.`
      : `Rate limit reached ${place}: Limit ${limit}, Used ${Math.ceil(used)}, Requested ${requested}. Please try again in ${durationText(waitMs)}.`;
  return new ApiError(429, {
    message,
    type: kind === 'tokens' || kind === 'images' ? kind : 'requests',
    code: 'rate_limit_exceeded',
    headers: headers && { ...headers, ...(waitMs !== undefined && retryHeaders(waitMs)) },
    verdict: `refused:${kind}`,
  });
}

/** As the provider's messages call them. */
const units: Readonly<Record<LimitKind, string>> = {
  requests: 'requests per min (RPM)',
  tokens: 'tokens per min (TPM)',
  images: 'images per min (IPM)',
  'requests-per-day': 'requests per day (RPD)',
  concurrency: 'concurrent requests',
};
