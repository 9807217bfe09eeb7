import type { Clock } from '../clock.js';
import { errors } from '../errors.js';
import type { Gate, GateOptions } from './gate.js';
import { memoryLedger } from './ledger.js';
import type { Ledger, Limit } from './ledger.js';
import type { PoolKey } from './pool-key.js';

/** What a key is called, and with which others it shares its budget. Its secret is the client's business. */
export interface KeyOptions {
  /** Named in reports and errors: never the secret. */
  readonly id: string;
  /** Keys of one group share one budget. Default: a group of its own. */
  readonly group?: string | undefined;
}

/** The budget of each limit group, a minute. A dimension left out is unlimited. */
export interface MinuteLimits {
  /** Requests a minute. */
  readonly rpm?: number | undefined;
  /** Tokens a minute, input and output together. */
  readonly tpm?: number | undefined;
  /** Images a minute. */
  readonly ipm?: number | undefined;
}

/** What an error says about the key that the call went through: it is done for, needs a rest, or is not for this call. */
export type KeyVerdict =
  | {
      readonly kind: 'retire';
      /** For a person, without secrets: `refused with 401 (invalid_api_key)`. */
      readonly reason: string;
      /** Whether it concerns the key alone or all of its group. Default `key`. */
      readonly scope?: 'key' | 'group';
    }
  | {
      readonly kind: 'pause';
      /** Milliseconds. */
      readonly forMs: number;
      readonly scope?: 'key' | 'group';
    }
  /** The key may not make this call, such as one for a model that its account has no access to; it serves others. */
  | { readonly kind: 'decline' };

/** What a pool is made with. */
export interface KeyPoolOptions extends GateOptions {
  /** For errors and snapshots. */
  readonly name: string;
  /** At least one, each with an id of its own. */
  readonly keys: readonly KeyOptions[];
  /** The budget of each limit group. Default: no limit. */
  readonly limits?: MinuteLimits | undefined;
  /**
   * Says whether an error speaks against its key. If so the call goes back into the queue, at its old place, and the
   * caller sees nothing of it; if not (`undefined`) the error is the call's own.
   */
  readonly classify?: (error: unknown) => KeyVerdict | undefined;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: Bottleneck's, or one on `clock` when that is not the system's. Made for the same concurrency and spacing. */
  readonly gate?: Gate;
  /** The accounts of a group. Default: in memory, of `limits`. */
  readonly ledger?: (group: string) => Ledger;
}

/**
 * Reads and checks the options.
 *
 * @throws PhasegraphError `invalid-option`
 */
export function buildKeys(options: KeyPoolOptions): PoolKey[] {
  const { name, keys, limits = {}, concurrency, minTimeMs = 0 } = options;
  check(name, options);
  const ledgers = new Map<string, Ledger>();
  const ledgerOf = options.ledger ?? (() => memoryLedger(perMinute(limits)));
  return keys.map(({ id, group }) => {
    // A key of its own shares with nobody, not even with a group that happens to be called like it.
    const account = group === undefined ? `key:${id}` : `group:${group}`;
    let ledger = ledgers.get(account);
    if (ledger === undefined) ledgers.set(account, (ledger = ledgerOf(group ?? id)));
    return {
      id,
      group: account,
      ledger,
      concurrency: concurrency ?? Infinity,
      minTimeMs,
      state: { status: 'open' },
      inFlight: 0,
      lastStartMs: -Infinity,
      lastError: undefined,
    };
  });
}

function perMinute({ rpm, tpm, ipm }: MinuteLimits): Limit[] {
  const amounts = { requests: rpm, tokens: tpm, images: ipm };
  // Object.entries widens the keys of a literal to string.
  return (Object.entries(amounts) as [Limit['dimension'], number | undefined][]).flatMap(
    ([dimension, amount]) => (amount === undefined ? [] : [{ dimension, amount, windowMs: 60_000 }]),
  );
}

function check(name: string, { keys, limits = {}, concurrency, minTimeMs }: KeyPoolOptions): void {
  if (keys.length === 0) {
    throw errors.invalidOption(`The pool "${name}" has no key`, 'give it one at least');
  }
  const ids = keys.map(({ id }) => id);
  const twice = ids.find((id, index) => id === '' || ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw errors.invalidOption(
      `The pool "${name}" has ${twice === '' ? 'a key without an id' : `two keys with the id "${twice}"`}`,
      'give every key an id of its own',
    );
  }
  for (const [field, value] of Object.entries({ concurrency, ...limits })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      throw errors.invalidOption(`The pool "${name}" has ${field}: ${value}`, 'use a whole number from 1 on');
    }
  }
  if (minTimeMs !== undefined && !(Number.isFinite(minTimeMs) && minTimeMs >= 0)) {
    throw errors.invalidOption(
      `The pool "${name}" has minTimeMs: ${minTimeMs}`,
      'use a number of milliseconds, 0 or more',
    );
  }
}
