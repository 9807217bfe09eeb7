import { resolve } from 'node:path';
import { defaultStore } from '../default-store.js';
import { pathFrom } from '../path-from.js';
import type { RunEnd } from './run-end.js';

/** How to go on with a run that was just made, in the middle of a sentence. */
export function howToGoOn({ recorded, store }: Pick<RunEnd, 'recorded' | 'store'>, cwd: string): string {
  // The same command would make all of it anew once more.
  return recorded === 'fresh' && store !== null
    ? `run ${resumeCommand(store, cwd)}`
    : 'run the same command again';
}

/**
 * The command that resumes a run.
 *
 * @param store its path, whole
 * @param runId absent for the last run
 */
export function resumeCommand(store: string, cwd: string, runId?: string): string {
  const named = store === resolve(cwd, defaultStore) ? [] : [`--store ${pathFrom(cwd, store)}`];
  return ['phasegraph resume', ...(runId === undefined ? [] : [runId]), ...named].join(' ');
}
