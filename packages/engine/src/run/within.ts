import type { PhasegraphError } from '../errors.js';
import type { Askings } from './askings.js';
import type { AnsweredBy } from './attempt.js';
import type { Claims } from './claims.js';

/**
 * Where a run stands that is inside of another, as a phase of it. It is a part of that run: it has its id, and the store
 * knows nothing of it but what it makes.
 */
export interface Within {
  /** The id of the outermost run. */
  readonly runId: string;
  /** The ids of the tasks that it is inside of, the outermost first. */
  readonly path: readonly string[];
  /** How the requests of the attempt that it is inside of are answered. */
  readonly note: (by: AnsweredBy) => void;
  /** The store cannot be written to, which ends the outer run. */
  readonly failStore: (error: unknown) => void;
  /** A task of it went without a call that the budget refused. */
  readonly unpaid: (refusal: PhasegraphError) => void;
  /** What it shares with the outer run, where there is a store. */
  readonly shared?: { readonly claims: Claims; readonly askings: Askings } | undefined;
}
