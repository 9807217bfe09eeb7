import { memoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/port.js';
import type { VirtualClock } from '../../src/testing/index.js';

/** A store in memory that loses what it has not committed, as one on a disk does when its process is killed. */
export interface ForgetfulStore extends Store {
  /** What is left for the next process: the commits until now, and no claim. */
  afterCrash(clock: VirtualClock): ForgetfulStore;
}

type Write = (store: Store) => void;

const commitAfterMs = 5;

/**
 * Keeps writes back for some milliseconds and commits them together, like the store in a file.
 *
 * @param committed what is there from before
 */
export function forgetfulStore(clock: VirtualClock, committed: readonly Write[] = []): ForgetfulStore {
  // What this process sees, its own uncommitted writes among it.
  const seen = memoryStore();
  for (const write of committed) write(seen);
  const kept = [...committed];
  let taken: Write[] = [];
  const waiting: (() => void)[] = [];
  const commit = (): void => {
    kept.push(...taken);
    taken = [];
    for (const resolve of waiting.splice(0)) resolve();
  };
  const add = (write: Write): void => {
    write(seen);
    taken.push(write);
    if (taken.length === 1) clock.setTimer(commitAfterMs, commit);
  };
  return {
    ...seen,
    saveResult: (result) => add((store) => store.saveResult(result)),
    saveCall: (call) => {
      add((store) => void store.saveCall(call));
      return new Promise((resolve) => waiting.push(resolve));
    },
    forgetCall: (key) => add((store) => store.forgetCall(key)),
    noteUse: (runId, used) => add((store) => store.noteUse(runId, used)),
    beginRun(run) {
      add((store) => store.beginRun(run));
      commit();
    },
    appendEvent: (runId, event) => add((store) => store.appendEvent(runId, event)),
    endRun(runId, status) {
      add((store) => store.endRun(runId, status));
      commit();
    },
    flush: async () => commit(),
    afterCrash: (next) => forgetfulStore(next, kept),
  };
}
