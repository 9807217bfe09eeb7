import { website } from '@phasegraph/phases';
import type { RecordedRun } from '@phasegraph/engine';
import { InputError } from '../failure.js';
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
 * @throws InputError for a run that is under way, too; and what {@link generate} throws
 */
export async function resume(
  typed: string | undefined,
  { json = false, store, budget }: ResumeOptions,
  ports: GuardedPorts,
): Promise<number> {
  const run = withStore({ store }, ports, (opened) => {
    const runs = allRuns(opened);
    // Other programs may keep runs of other pipelines there: those are found by their id, and refused.
    return findRun(
      typed === undefined ? runs.filter(({ pipeline }) => pipeline === website.name) : runs,
      typed,
    );
  });
  if (run.status === undefined) checkLife(run, ports);
  return generate({ ...optionsOfRequest(run), store, json, ...(budget !== undefined && { budget }) }, ports);
}

/**
 * Two runs of one request would write the same site. Where it cannot be told, it is said: what the other one is making just
 * then is waited for, and not paid for twice.
 */
function checkLife({ runId, life }: RecordedRun, { stderr }: GuardedPorts): void {
  if (life === 'alive') {
    throw new InputError(
      'run-under-way',
      `The run ${runId} is under way in another process. Wait for its end, or stop it with Ctrl-C, and resume it then.`,
    );
  }
  if (life === 'unknown')
    stderr.write(
      `phasegraph: The run ${runId} may still be under way on another machine; this one writes the same site.\n`,
    );
}
