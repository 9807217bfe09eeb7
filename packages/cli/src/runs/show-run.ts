import { exitCodes } from '../exit-code.js';
import type { Ports } from '../ports.js';
import { abilitiesOf } from '../terminal.js';
import { themeFor } from '../view/theme.js';
import { wrapLine } from '../wrap-line.js';
import { findRun } from './find-run.js';
import { runLines } from './run-lines.js';
import { viewOfRun } from './run-view.js';
import { allRuns, withStore } from './with-store.js';
import type { StoreOption } from './with-store.js';

/**
 * Prints one run: what was reused, what was paid, how it ended.
 *
 * @param typed the beginning of its id; `undefined` for the last run
 * @throws InputError, PhasegraphError
 */
export function showRun(
  typed: string | undefined,
  { json = false, ...where }: StoreOption & { readonly json?: boolean },
  { stdout, stderr, env, cwd }: Ports,
): number {
  const { run, path } = withStore(where, { cwd, stderr }, (store, path) => ({
    run: viewOfRun(store, findRun(allRuns(store), typed)),
    path,
  }));
  const theme = themeFor(abilitiesOf(stdout, env));
  const lines = json
    ? [JSON.stringify(run)]
    : runLines(run, { theme, store: path, cwd }).flatMap((line) =>
        stdout.columns === undefined ? [line] : wrapLine(line, stdout.columns),
      );
  for (const line of lines) stdout.write(`${line}\n`);
  return exitCodes.done;
}
