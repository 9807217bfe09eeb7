import { sayUsd, sayUsdUp } from '../say-usd.js';
import { PhasegraphError } from './phasegraph-error.js';
import type { ErrorPlace, TaskPlace } from './phasegraph-error.js';
import { messageOf } from './thrown.js';

/** Of calls that are not made, or not answered. */
export const callingErrors = {
  noUsableKey: (reasons: readonly string[]): RefusedCallError =>
    new RefusedCallError('no-usable-key', `No API key can be used: ${reasons.join('; ')}.`),

  callTooLarge: (pool: string, asked: string, limits: readonly string[]): RefusedCallError =>
    new RefusedCallError(
      'call-too-large',
      `A call through "${pool}" needs ${asked}, which no key's limits ever allow (${limits.join('; ')}); ` +
        'make the call smaller or raise the limit.',
    ),

  queueTimeout: (pool: string, timeoutMs: number, others: number): PhasegraphError =>
    new PhasegraphError(
      'queue-timeout',
      `A call waited ${timeoutMs} ms for a key of "${pool}", and ${others === 1 ? '1 other waits' : `${others} others wait`}; ` +
        'add keys, raise the limits or queueTimeoutMs, or ask for less.',
    ),

  providerUnavailable: (pool: string, target: string, reason: string, cause: unknown): RefusedCallError =>
    new RefusedCallError(
      'provider-unavailable',
      `Nothing that "${pool}" calls${target === '*' ? '' : ` for ${target}`} answers any more: the last call ${reason} ` +
        `(${messageOf(cause)}). Check that the server is up, and run again; what has been made is kept by a store.`,
      {},
      cause,
    ),

  budgetExhausted: (
    target: string,
    worstUsd: number,
    leftUsd: number,
    budgetUsd: number,
    cause?: unknown,
  ): RefusedCallError =>
    new RefusedCallError(
      'budget-exhausted',
      `A call to ${target} may cost ${sayUsd(worstUsd)}, and ${sayUsd(leftUsd)} of the run's budget of ` +
        `${sayUsd(budgetUsd)} is left. What a store has is not paid for again: a further run has a budget of its own, ` +
        `and needs at least ${sayUsdUp(worstUsd)}.`,
      {},
      cause,
    ),

  unknownPrice: (
    target: string,
    advice = 'Give the price in the options of what calls it, or run without a budget.',
  ): RefusedCallError =>
    new RefusedCallError(
      'unknown-price',
      `A call to ${target} has no known price, and the run has a budget, which it could break. ${advice}`,
    ),

  /** A run that makes no calls needs an answer that was never recorded. */
  notRecorded: (place: ErrorPlace, resource: string, named: string): RefusedCallError =>
    new RefusedCallError(
      'not-recorded',
      `"${place.task}" asks "${resource}" for ${named}, and no answer to that is recorded, while the run makes no calls; ` +
        'let a run on the same store make them once.',
      place,
    ),

  /** What an attempt failed by after one of its calls was refused, whose error it did not pass on. */
  refusedAt: (place: TaskPlace, { code, message }: PhasegraphError, cause: unknown): RefusedCallError =>
    new RefusedCallError(code, message, place, cause),
};

/** The call will not be made, now or later. */
class RefusedCallError extends PhasegraphError {
  /** For retry policies: another attempt would be refused as well. */
  readonly retryable = false;
}
