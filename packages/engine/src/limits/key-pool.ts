import type { KeyChange, RunShare } from '../declare/resource.js';
import type { Cost } from './cost.js';
import type { LimitFact } from './ledger.js';
import type { PoolSnapshot } from './snapshot.js';

/** A started call's hold on a key. */
export interface Lease {
  /** The id of the key, for reports. */
  readonly keyId: string;
  /** Milliseconds that this start of the call waited: for a limit, and in the gate. */
  readonly queuedMs: number;
  /** The server has begun to answer, and with no error: it is up, and the call has been counted. */
  heard(): void;
  /** Tells what the answer says of the limits; to be called as soon as that is known, before the call is settled. */
  learn(facts: readonly LimitFact[]): void;
  /**
   * Replaces the estimate by what the call used; a dimension that is left out, or is no number, stands as estimated.
   *
   * @param tokensCounted when the provider counts the tokens: as the call arrives, or now. Default `on-arrival`.
   */
  settle(
    actual: { readonly [D in keyof Cost]?: number | undefined },
    tokensCounted?: 'on-arrival' | 'now',
  ): void;
}

/** Whom a call is for. */
export interface CallOptions {
  /** Of waiting calls the highest goes first, of equals the one that came first. */
  readonly rank: number;
  /** While the call waits, takes it out of the queue; in flight it is the function's to mind. */
  readonly signal: AbortSignal;
  /** What is called, a model say: limits go by it. Default `*`. */
  readonly target?: string;
  /** What sort of call it is, a phase's name say: how long it takes is compared with others of its sort. Default: the target. */
  readonly sort?: string;
  /**
   * What it takes at the least, where the cost holds a margin on top of it: a limit that has no room for the margin is
   * used to the full instead. Default: the cost.
   */
  readonly leastCost?: Cost;
  /**
   * The run that it belongs to, one object for all of its calls: runs share the pool by their weights, and a key that is
   * retired is so for the runs that had called by then. Default: none, with all others that belong to none.
   */
  readonly share?: RunShare;
  /** The call starts now, on this key; once more when it was moved to another one. */
  readonly onStart?: (lease: Lease) => void;
  /** The call was started in vain and waits again. */
  readonly onRequeue?: () => void;
  /** Is told what this call found out about its key. What it throws is the call's own error. */
  readonly onKeyChange?: (change: KeyChange) => void;
}

/** A pool of API keys: starts each call on the first key that can take it, within every limit. */
export interface KeyPool {
  /**
   * Runs the function once a key can start it, and gives its outcome. When the error that it throws speaks against
   * the key (see {@link KeyPoolOptions.classify}), it runs again on another one.
   *
   * @throws PhasegraphError `call-too-large`, `no-usable-key`, `provider-unavailable`, `queue-timeout`; `invalid-option` for a
   *   cost or a rank that is no number; the signal's reason when aborted before its start
   */
  call<T>(cost: Cost, options: CallOptions, run: (lease: Lease) => Promise<T>): Promise<T>;
  /** How the keys are at this moment. */
  snapshot(): PoolSnapshot;
}
