/** What is read of an answer's headers. */
export interface HeaderReader {
  get(name: string): string | null;
}

/**
 * The wait that an answer asks for, in milliseconds: `retry-after-ms`, else `retry-after` (seconds, or a date), else
 * the later of the spent dimensions' resets (`x-ratelimit-reset-requests: 6m0s`).
 *
 * @param wallTimeMs now, in milliseconds since 1970
 */
export function retryAfterOf(headers: HeaderReader, wallTimeMs: number): number | undefined {
  const ms = positive(Number(headers.get('retry-after-ms') ?? NaN));
  if (ms !== undefined) return ms;
  const after = headers.get('retry-after');
  if (after !== null && after.trim() !== '') {
    const seconds = Number(after);
    return positive(Number.isNaN(seconds) ? Date.parse(after) - wallTimeMs : seconds * 1000);
  }
  const resets = ['requests', 'tokens', 'images']
    .filter((dimension) => headers.get(`x-ratelimit-remaining-${dimension}`) === '0')
    .map((dimension) => durationMs(headers.get(`x-ratelimit-reset-${dimension}`) ?? ''))
    .filter((reset) => reset !== undefined);
  return resets.length === 0 ? undefined : Math.max(...resets);
}

/** Reads `1h2m3.5s`, `6m0s`, `20ms`; `undefined` for anything else. */
export function durationMs(text: string): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:([\d.]+)s)?(?:([\d.]+)ms)?$/.exec(text);
  if (match === null || text === '') return undefined;
  const [hours, minutes, seconds, ms] = match.slice(1).map((part) => Number(part ?? 0));
  const sum = (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000 + (ms ?? 0);
  // Microseconds are the finest that is written; what is finer comes from the fractions of seconds.
  return positive(Math.round(sum * 1000) / 1000);
}

function positive(ms: number): number | undefined {
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}
