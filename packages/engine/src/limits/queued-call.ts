import type { KeyChange } from '../declare/resource.js';
import type { Watcher } from './abort-watch.js';
import type { Lease } from './key-pool.js';
import type { MatchableCall } from './match-calls.js';

/** A call of a pool, from its coming to its end. */
export interface QueuedCall extends MatchableCall, Watcher {
  readonly sort: string;
  sinceMs: number;
  /** How often it was started in vain. */
  moves: number;
  /** Since when it waits for its next start. */
  queuedAtMs: number;
  /** Gives the function that settles the caller's promise. */
  run(lease: Lease): Promise<() => void>;
  reject(error: unknown): void;
  /** It was started in vain, and waits again. */
  requeued(): void;
  tell(change: KeyChange | undefined): void;
}
