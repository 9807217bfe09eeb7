import type { Clock } from '../clock.js';
import { errors } from '../errors.js';
import type { Gate, GateOptions } from './gate.js';
import type { PoolKey } from './lane.js';
import type { Ledger } from './ledger.js';
import type { LedgerOptions } from './memory-ledger.js';
import { checkLimits } from './target-limits.js';
import type { LimitsByTarget } from './target-limits.js';

/** What a key is called, and with which others it shares its budget. Its secret is the client's business. */
export interface KeyOptions {
  /** Named in reports and errors: never the secret. */
  readonly id: string;
  /** Keys of one group share one budget. Default: a group of its own. */
  readonly group?: string | undefined;
  /** The only targets that it is used for. Default: all. */
  readonly targets?: readonly string[] | undefined;
}

/** What an error says about the key that the call went through. */
export type KeyVerdict =
  /** It is done for, for the runs that have called so far; for calls that belong to none, for good. */
  | {
      readonly kind: 'retire';
      /** For a person, without secrets: `was refused with 401 (invalid_api_key)`. */
      readonly reason: string;
      /**
       * Whether it concerns the key, all of its group, the key's way to the called target, or the group's, whose budget for
       * it is one. Default `key`.
       */
      readonly scope?: 'key' | 'group' | 'target' | 'account';
    }
  /** It needs a rest from the called target; of more than `longestWaitMs`, it is done for as above. */
  | {
      readonly kind: 'pause';
      /** Milliseconds. 0 for as long as the pool thinks right. */
      readonly forMs: number;
      /** Whether it concerns the key or all of its group, whose budget is one. Default `key`. */
      readonly scope?: 'key' | 'group';
    }
  /** Its server failed. */
  | {
      readonly kind: 'trip';
      /** For a person, without secrets: `answered 503`. */
      readonly reason: string;
      /** Whether the call is made again at once, as one that nobody answered; else only once the circuit is open. */
      readonly isUnanswered: boolean;
    };

/** What a pool is made with. */
export interface KeyPoolOptions extends GateOptions, LedgerOptions {
  /** For errors and snapshots. */
  readonly name: string;
  /** At least one, each with an id of its own. */
  readonly keys: readonly KeyOptions[];
  /** By target, for each limit group; `*` for all others. Default: no limit but those that answers tell of. */
  readonly limits?: LimitsByTarget | undefined;
  /**
   * Says whether an error speaks against its key. If so the call goes back into the queue, at its old place, and the
   * caller sees nothing of it; if not (`undefined`) the error is the call's own.
   */
  readonly classify?: (error: unknown) => KeyVerdict | undefined;
  /** How long a call may wait for a key, in milliseconds; then it fails with `queue-timeout`. Default: for ever. */
  readonly queueTimeoutMs?: number | undefined;
  /**
   * The longest that is waited for a limit to have room, or for what a provider asks for, in milliseconds: a key that is
   * free again only later is done for. Default: ten minutes.
   */
  readonly longestWaitMs?: number | undefined;
  /** How long a call waits before it goes before those of higher rank, in milliseconds. Default 120,000. */
  readonly patienceMs?: number | undefined;
  /**
   * How long servers that all fail are waited for, in milliseconds; after that every call fails at once, with
   * `provider-unavailable`, until one is found up again. Default 15,000.
   */
  readonly outageMs?: number | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Default: Bottleneck's, or one on `clock` when that is not the system's. Made for the same concurrency and spacing. */
  readonly gate?: Gate | undefined;
  /** The accounts of a group for a target. Default: in memory, of `limits`. */
  readonly ledger?: ((group: string, target: string) => Ledger) | undefined;
}

/** As of {@link KeyPoolOptions.outageMs}. */
export const defaultOutageMs = 15_000;

/** The options' numbers, with the defaults of those that are left out. */
export interface PoolTimes {
  readonly queueTimeoutMs: number;
  readonly patienceMs: number;
  readonly outageMs: number;
  readonly longestWaitMs: number;
}

/**
 * Reads and checks the options.
 *
 * @throws PhasegraphError `invalid-option`
 */
export function readOptions(options: KeyPoolOptions): PoolTimes & { readonly keys: readonly PoolKey[] } {
  const { keys, concurrency = Infinity, minTimeMs = 0 } = options;
  check(options);
  const {
    queueTimeoutMs = Infinity,
    patienceMs = 120_000,
    outageMs = defaultOutageMs,
    minuteMs = 60_000,
  } = options;
  const { longestWaitMs = 10 * minuteMs } = options;
  return {
    longestWaitMs,
    queueTimeoutMs,
    patienceMs,
    outageMs,
    keys: keys.map(({ id, group, targets }) => ({
      id,
      // A key of its own shares with nobody, not even with a group that happens to be called like it.
      group: group === undefined ? `key:${id}` : `group:${group}`,
      targets: targets && new Set(targets),
      concurrency,
      minTimeMs,
      retired: undefined,
      inFlight: 0,
      lastStartMs: -Infinity,
      calls: 0,
      throttled: 0,
      failed: 0,
      lastError: undefined,
    })),
  };
}

/** What a group is called by people: its own name, or that of its only key. */
export function nameOfGroup(group: string): string {
  return group.slice(group.indexOf(':') + 1);
}

function check(options: KeyPoolOptions): void {
  const { name, keys, limits = {}, concurrency } = options;
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
  checkLimits(name, limits);
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency >= 1)) {
    throw errors.invalidOption(
      `The pool "${name}" has concurrency: ${concurrency}`,
      'use a whole number from 1 on',
    );
  }
  const { minTimeMs, queueTimeoutMs, patienceMs, outageMs, longestWaitMs, arrivalJitterMs, minuteMs } =
    options;
  const times = {
    minTimeMs,
    queueTimeoutMs,
    patienceMs,
    outageMs,
    longestWaitMs,
    arrivalJitterMs,
    minuteMs,
  };
  for (const [field, value] of Object.entries(times)) {
    if (value !== undefined && !(Number.isFinite(value) && value >= 0)) {
      throw errors.invalidOption(
        `The pool "${name}" has ${field}: ${value}`,
        'use a number of milliseconds, 0 or more',
      );
    }
  }
  if (minuteMs === 0) {
    throw errors.invalidOption(`The pool "${name}" has minuteMs: 0`, 'a minute takes some time');
  }
}
