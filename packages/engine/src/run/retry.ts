import type { Random } from '../clock.js';
import type { RetryPolicy } from '../declare/phase.js';

/** A policy could not say whether an error is worth another attempt. */
export interface PolicyFailure {
  /** What it threw. */
  readonly thrown: unknown;
}

/**
 * How long to wait before the next attempt, in milliseconds; `undefined`, when there is none, nor when the policy throws.
 *
 * Exponential backoff with full jitter (Brooker: Exponential Backoff And Jitter, AWS Architecture Blog, 2015): a
 * random part of a bound that doubles. An error may carry `retryable: false`, which ends it, and `retryAfterMs`, the
 * least that the server asks for, of which no more is waited than {@link longestAskedMs}.
 */
export function backoffMs(
  error: unknown,
  attempt: number,
  policy: Required<Omit<RetryPolicy, 'on'>> & Pick<RetryPolicy, 'on'>,
  random: Random,
): number | PolicyFailure | undefined {
  if (attempt >= policy.attempts) return undefined;
  try {
    if (!isWorthAnother(error, policy.on)) return undefined;
  } catch (thrown) {
    // It has not said yes.
    return { thrown };
  }
  // No power beyond what a number holds: nothing times infinity is no number, and no time to wait.
  const bound = Math.min(policy.maxMs, policy.baseMs * 2 ** Math.min(attempt - 1, 1_000));
  const asked = property(error, 'retryAfterMs');
  return Math.max(
    random() * bound,
    typeof asked === 'number' && asked > 0 ? Math.min(asked, longestAskedMs) : 0,
  );
}

/** Ten minutes, in milliseconds: a server that asks for a day must not hold a task, and its run, for that long. */
const longestAskedMs = 10 * 60_000;

function isWorthAnother(error: unknown, on: RetryPolicy['on']): boolean {
  return on === undefined ? property(error, 'retryable') !== false : on(error);
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
