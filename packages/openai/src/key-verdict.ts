import type { KeyVerdict } from '@phasegraph/engine';
import { ModelError } from './errors.js';

/** What a call's error says about its key, for the pool; `undefined` when it is the call's own affair. */
export function keyVerdict(error: unknown): KeyVerdict | undefined {
  if (!(error instanceof ModelError)) return undefined;
  if (error.code === 'unauthorized') return { kind: 'retire', reason: `was refused with ${answerOf(error)}` };
  // A model or an endpoint that the account has no access to: the key is good for everything else.
  if (error.code === 'forbidden') return { kind: 'decline' };
  // Credit and spending limits are the account's, so they are over for every key of it.
  if (error.code === 'billing') {
    return { kind: 'retire', reason: `is out of credit: ${answerOf(error)}`, scope: 'group' };
  }
  if (error.code !== 'rate-limited') return undefined;
  const forMs = error.retryAfterMs ?? defaultPauseMs;
  if (forMs > longestPauseMs) {
    const reason = `is to wait for ${Math.round(forMs / 60_000)} minutes, by ${answerOf(error)}`;
    return { kind: 'retire', reason, scope: 'group' };
  }
  // The budget is the group's: its other keys would be turned away as well.
  return { kind: 'pause', forMs, scope: 'group' };
}

/** A run does not wait longer than this for a key; a day's limit is as good as none left. */
const longestPauseMs = 10 * 60_000;

/** For a 429 that names no time. */
const defaultPauseMs = 5_000;

function answerOf({ status, providerCode }: ModelError): string {
  return [status, providerCode && `(${providerCode})`].filter(Boolean).join(' ') || 'no status';
}
