import { countOf } from '../count-of.js';
import { exitCodes } from '../exit-code.js';
import { formatBytes } from '../format-bytes.js';
import { pathFrom } from '../path-from.js';
import type { Ports } from '../ports.js';
import { allRuns, withStore } from './with-store.js';
import type { StoreOption } from './with-store.js';

/**
 * Forgets all runs but the last `keep`, and what only they used; says what that freed.
 *
 * @throws InputError, PhasegraphError
 */
export function forgetOldRuns(
  { keep, json = false, ...where }: StoreOption & { readonly keep: number; readonly json?: boolean },
  { stdout, stderr, clock, cwd }: Ports,
): number {
  withStore(where, { cwd, stderr }, (store, path) => {
    const freed = store.gc({ keep, nowMs: clock.wallTime() });
    const left = allRuns(store).length;
    if (json) return stdout.write(`${JSON.stringify({ ...freed, left })}\n`);
    return stdout.write(
      `Forgot ${countOf(freed.runs, 'run')}, with ${countOf(freed.results, 'result')} and ` +
        `${countOf(freed.calls, 'answer')} that no other one used; ` +
        `freed ${countOf(freed.files, 'file')}, ${formatBytes(freed.bytes)}. ` +
        `${countOf(left, 'run')} left in ${pathFrom(cwd, path)}.\n` +
        sayKept(freed.underWay),
    );
  });
  return exitCodes.done;
}

/** Why more is left than was to be. */
function sayKept(underWay: readonly string[]): string {
  const [first] = underWay;
  if (first === undefined) return '';
  const [are, have] =
    underWay.length === 1
      ? [`1 run may still be under way, ${first}`, 'it has']
      : [`${underWay.length} runs may still be under way, ${underWay.join(', ')}`, 'they have'];
  return `${are}: until ${have} ended, all results and answers are kept.\n`;
}
