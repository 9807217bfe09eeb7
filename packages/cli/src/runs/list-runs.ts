import { exitCodes } from '../exit-code.js';
import type { Ports } from '../ports.js';
import { abilitiesOf } from '../terminal.js';
import { themeFor } from '../view/theme.js';
import { runListLines } from './run-lines.js';
import { viewOfRun } from './run-view.js';
import { withStore } from './with-store.js';
import type { StoreOption } from './with-store.js';

/**
 * Prints the runs that a store remembers, the latest first.
 *
 * @throws InputError, PhasegraphError
 */
export function listRuns(
  { json = false, limit, ...where }: StoreOption & { readonly json?: boolean; readonly limit: number },
  { stdout, stderr, env, cwd }: Ports,
): number {
  const runs = withStore(where, { cwd, stderr }, (store) =>
    store.listRuns(limit).map((run) => viewOfRun(store, run)),
  );
  const lines = json
    ? [JSON.stringify(runs)]
    : runs.length === 0
      ? ['The store has no run yet.']
      : runListLines(runs, themeFor(abilitiesOf(stdout, env)));
  for (const line of lines) stdout.write(`${line}\n`);
  return exitCodes.done;
}
