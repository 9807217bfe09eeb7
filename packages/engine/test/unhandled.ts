import { setImmediate } from 'node:timers/promises';
import { runInThisContext } from 'node:vm';

/** What was rejected while something went on and had no handler in time, which ends a process that nobody tests. */
export async function unhandledDuring(act: () => Promise<void>): Promise<readonly unknown[]> {
  const heard: unknown[] = [];
  const note = (error: unknown): void => void heard.push(error);
  hostProcess.on('unhandledRejection', note);
  try {
    await act();
    // It is told of when the turn ends.
    await setImmediate();
  } finally {
    hostProcess.off('unhandledRejection', note);
  }
  return heard;
}

/** Jest hands tests a copy of the process, which hears nothing. There is one outside, where that name is what it is in Node. */
const hostProcess = runInThisContext('process') as NodeJS.Process;
