import type { KeyVerdict } from '@phasegraph/engine';
import { ModelError } from './errors.js';

/** What a call's error says about its key, for the pool; `undefined` when it is the call's own affair. */
export function keyVerdict(error: unknown): KeyVerdict | undefined {
  if (!(error instanceof ModelError)) return undefined;
  switch (error.code) {
    case 'unauthorized':
      return { kind: 'retire', reason: `was refused with ${answerOf(error)}` };
    case 'billing':
      // Credit and spending limits are the account's, so they are over for every key of it.
      return { kind: 'retire', reason: `is out of credit: ${answerOf(error)}`, scope: 'group' };
    case 'rate-limited':
      return { kind: 'pause', forMs: error.retryAfterMs ?? defaultPauseMs };
    default:
      return undefined;
  }
}

/** For a 429 that names no time. */
const defaultPauseMs = 5_000;

function answerOf({ status, providerCode }: ModelError): string {
  return [status, providerCode && `(${providerCode})`].filter(Boolean).join(' ') || 'no status';
}
