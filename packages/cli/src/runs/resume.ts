import { generate } from '../generate/generate.js';
import { optionsOfRequest } from '../generate/request.js';
import type { GuardedPorts } from '../secrets.js';
import { findRun } from './find-run.js';
import { allRuns, withStore } from './with-store.js';
import type { StoreOption } from './with-store.js';

/** What `phasegraph resume` was asked for, beside the run. */
export interface ResumeOptions extends StoreOption {
  readonly json?: boolean;
  /** In US dollars, in place of what the run was to cost at most. */
  readonly budget?: number;
}

/**
 * Asks again for what a recorded run was asked for, with the brief that it was given: what is in the store is reused, and
 * the rest is made.
 *
 * @param typed the beginning of the run's id; `undefined` for the last one
 * @throws InputError, and what {@link generate} throws
 */
export async function resume(
  typed: string | undefined,
  { json = false, store, budget }: ResumeOptions,
  ports: GuardedPorts,
): Promise<number> {
  const run = withStore({ store }, ports.cwd, (opened) => findRun(allRuns(opened), typed));
  return generate({ ...optionsOfRequest(run), store, json, ...(budget !== undefined && { budget }) }, ports);
}
