import type { RecordedRun } from '@phasegraph/engine';
import { InputError } from '../failure.js';

/**
 * The run that was meant: the last one, or the one whose id begins so.
 *
 * @param runs the latest first
 * @throws InputError when there is none, or more than one
 */
export function findRun(runs: readonly RecordedRun[], typed: string | undefined): RecordedRun {
  const [latest] = runs;
  if (latest === undefined)
    throw new InputError('unknown-run', 'The store has no run yet. Begin one with generate.');
  if (typed === undefined) return latest;
  const exact = runs.find(({ runId }) => runId === typed);
  if (exact !== undefined) return exact;
  const [found, other] = runs.filter(({ runId }) => runId.startsWith(typed));
  if (found === undefined)
    throw new InputError(
      'unknown-run',
      `No run has the id ${typed}. "phasegraph runs" lists those that there are.`,
    );
  if (other !== undefined) {
    throw new InputError(
      'ambiguous-run',
      `Several runs have an id that begins with ${typed}: ${found.runId}, ${other.runId}. Write more of it.`,
    );
  }
  return found;
}
