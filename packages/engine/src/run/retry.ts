import type { Random } from '../clock.js';
import type { RetryPolicy } from '../declare/phase.js';

/**
 * How long to wait before the next attempt, in milliseconds; `undefined`, when there is none.
 *
 * Exponential backoff with full jitter (Brooker: Exponential Backoff And Jitter, AWS Architecture Blog, 2015): a
 * random part of a bound that doubles. An error may carry `retryable: false`, which ends it, and `retryAfterMs`, the
 * least that the server asks for.
 */
export function backoffMs(
  error: unknown,
  attempt: number,
  policy: Required<Omit<RetryPolicy, 'on'>> & Pick<RetryPolicy, 'on'>,
  random: Random,
): number | undefined {
  if (attempt >= policy.attempts || !isWorthAnother(error, policy.on)) return undefined;
  // No power beyond what a number holds: nothing times infinity is no number, and no time to wait.
  const bound = Math.min(policy.maxMs, policy.baseMs * 2 ** Math.min(attempt - 1, 1_000));
  const asked = property(error, 'retryAfterMs');
  return Math.max(random() * bound, typeof asked === 'number' && asked > 0 ? asked : 0);
}

/** A policy that throws has not said yes. */
function isWorthAnother(error: unknown, on: RetryPolicy['on']): boolean {
  if (on === undefined) return property(error, 'retryable') !== false;
  try {
    return on(error);
  } catch {
    return false;
  }
}

function property(error: unknown, name: 'retryable' | 'retryAfterMs'): unknown {
  try {
    return typeof error === 'object' && error !== null && name in error
      ? Reflect.get(error, name)
      : undefined;
  } catch {
    // An error that throws when it is read has not said anything.
    return undefined;
  }
}
