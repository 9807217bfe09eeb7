import type { KeyChange } from '../../src/declare/resource.js';
import { keyPool } from '../../src/limits/pool.js';
import type { CallOptions, Lease } from '../../src/limits/key-pool.js';
import type { KeyPoolOptions, KeyVerdict } from '../../src/limits/pool-options.js';
import { virtualClock } from '../../src/testing/virtual-clock.js';

export const small = { requests: 1, tokens: 1, images: 0 };
export const tokens = (count: number): CallBehaviour => ({ cost: { ...small, tokens: count } });
export const never = new AbortController().signal;

/** What the test's provider answers; the pool's client reads the verdict off it. */
export class ProviderError extends Error {
  readonly code: string;
  readonly verdict: KeyVerdict | undefined;

  constructor(code: string, verdict?: KeyVerdict) {
    super(`answered ${code}`);
    this.code = code;
    this.verdict = verdict;
  }
}

export const revoked = () => new ProviderError('revoked', { kind: 'retire', reason: 'was refused' });
export const failingOn = (id: string | undefined, error: Error) => (lease: Lease) => {
  if (id === undefined || lease.keyId === id) throw error;
};
export const throttled = (forMs: number, scope: 'key' | 'group' = 'key') =>
  new ProviderError('throttled', { kind: 'pause', forMs, scope });
/** Its server failed; `unanswered` ones are made again at once. */
export const tripped = (how: 'answered' | 'unanswered' = 'answered') =>
  new ProviderError('server', { kind: 'trip', reason: 'answered 503', isUnanswered: how === 'unanswered' });

/** What a promise comes to, be it an error: one that is looked at later must not count as unhandled. */
export const endOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: unknown) => error);

/**
 * A pool in virtual time, the ids of the calls in the order of their starts with the key that each got, and what was told
 * of keys.
 */
export function rig(options: Partial<KeyPoolOptions> = {}) {
  const clock = virtualClock();
  const pool = keyPool({
    name: 'model',
    keys: [{ id: 'a' }],
    classify: (error) => (error instanceof ProviderError ? error.verdict : undefined),
    ...options,
    clock,
  });
  const starts: string[] = [];
  const changes: KeyChange[] = [];
  const onKeyChange = (change: KeyChange): void => void changes.push(change);
  return {
    clock,
    pool,
    starts,
    changes,
    /** A call that takes so long, `behave` first. */
    call(name: string, ms: number, { behave, cost = small, ...rest }: CallBehaviour = {}): Promise<string> {
      return pool.call(cost, { rank: 0, signal: never, onKeyChange, ...rest }, async (lease) => {
        starts.push(`${name}@${lease.keyId}`);
        await behave?.(lease);
        await clock.sleep(ms);
        return name;
      });
    },
  };
}

export interface CallBehaviour extends Partial<CallOptions> {
  readonly cost?: typeof small;
  readonly behave?: (lease: Lease) => unknown;
}
