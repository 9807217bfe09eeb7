import type { KeyVerdict } from '@phasegraph/engine';
import { ModelError } from './errors.js';

/** What a call's error says about its key, for the pool; `undefined` when it is the call's own affair. */
export function keyVerdict(error: unknown): KeyVerdict | undefined {
  if (!(error instanceof ModelError)) return undefined;
  switch (error.code) {
    case 'unauthorized':
      return { kind: 'retire', reason: `was refused with ${answerOf(error)}` };
    case 'forbidden':
      // A model that the account has no access to: the key is good for everything else.
      return {
        kind: 'retire',
        reason: `was refused with ${answerOf(error)}`,
        scope: error.about === 'model' ? 'target' : 'key',
      };
    case 'billing':
      // Credit and spending limits are the account's, so they are over for every key of it.
      return { kind: 'retire', reason: `is out of credit: ${answerOf(error)}`, scope: 'group' };
    case 'rate-limited':
      return throttledBy(error);
    case 'server':
      return { kind: 'trip', reason: `was answered ${answerOf(error)}`, isUnanswered: false };
    case 'connection':
      // Half an answer may have been paid for: whether it is asked for again is the task's affair.
      return error.about === 'answer'
        ? { kind: 'trip', reason: 'got half an answer', isUnanswered: false }
        : { kind: 'trip', reason: 'got no answer', isUnanswered: true };
    case 'refusal':
    case 'content-filter':
    case 'incomplete':
    case 'empty-answer':
    case 'unreadable-answer':
    case 'invalid-answer':
    case 'bad-request':
    case 'not-served':
    case 'aborted':
    case 'schema-unsupported':
      return undefined;
    default:
      return error.code satisfies never;
  }
}

function throttledBy(error: ModelError): KeyVerdict {
  // Calls at one time are counted by key, and one of them ends soon.
  if (error.about === 'concurrency') return { kind: 'pause', forMs: pauseOf(error, crowdedPauseMs) };
  // The budget is the group's: its other keys would be turned away as well. One of a day closes their way to the model.
  return { kind: 'pause', forMs: pauseOf(error, defaultPauseMs), scope: 'group' };
}

/**
 * What the server asks for, but no less than the shortest: some ask for hardly any, time after time. One that asks for none at
 * all names no time; the pool waits longer each time then.
 */
function pauseOf({ retryAfterMs }: ModelError, unaskedMs: number): number {
  return retryAfterMs === 0 ? 0 : Math.max(shortestPauseMs, retryAfterMs ?? unaskedMs);
}

const shortestPauseMs = 250;

/** For a 429 that names no time. */
const defaultPauseMs = 5_000;

/** For one that is about calls at one time, and names none either. */
const crowdedPauseMs = 250;

function answerOf({ status, providerCode }: ModelError): string {
  return [status, providerCode && `(${providerCode})`].filter(Boolean).join(' ') || 'no status';
}
