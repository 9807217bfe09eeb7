/** What is left of one limit. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the whole limit is free again. */
  readonly resetMs: number;
}

/** The provider's `x-ratelimit-*` headers for requests and tokens, and for images where they are limited. */
export function limitHeaders(
  requests: Allowance,
  tokens: Allowance,
  images: Allowance | undefined,
): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': String(requests.limit),
    'x-ratelimit-remaining-requests': String(requests.remaining),
    'x-ratelimit-reset-requests': durationText(requests.resetMs),
    'x-ratelimit-limit-tokens': String(tokens.limit),
    'x-ratelimit-remaining-tokens': String(tokens.remaining),
    'x-ratelimit-reset-tokens': durationText(tokens.resetMs),
    ...(images && {
      'x-ratelimit-limit-images': String(images.limit),
      'x-ratelimit-remaining-images': String(images.remaining),
      'x-ratelimit-reset-images': durationText(images.resetMs),
    }),
  };
}

/** The headers that say when to come back. */
export function retryHeaders(retryAfterMs: number): Record<string, string> {
  return {
    'retry-after': String(Math.ceil(retryAfterMs / 1000)),
    'retry-after-ms': String(Math.ceil(retryAfterMs)),
  };
}

/** A duration as the provider writes it: `15ms`, `1.2s`, `6m0s`, `1h0m0s`. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.ceil(ms));
  if (whole === 0) return '0s';
  if (whole < 1000) return `${whole}ms`;
  const seconds = `${(whole % 60_000) / 1000}s`;
  const minutes = Math.floor(whole / 60_000);
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
