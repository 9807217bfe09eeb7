import type { Budget, Call } from './rows.js';

/** What a contender is made with. */
export interface Setting {
  readonly baseURL: string;
  /** By key. */
  readonly keys: readonly { readonly secret: string; readonly group: string }[];
  /** What it is told of the limits of each group. */
  readonly configured: Budget;
  readonly minuteMs: number;
  /** What a call uses on average, for those who can only count calls. */
  readonly meanTokens: number;
}

/** Somebody who makes calls under limits. Settles when the call is answered, rejects when it is given up. */
export type Contender = (setting: Setting) => (call: Call) => Promise<unknown>;

/** Calls of a key in flight, for everybody. */
export const concurrency = 100;

/** How often a failed call is made again, for those who retry by themselves: often enough that hardly one is given up. */
export const retries = 20;
