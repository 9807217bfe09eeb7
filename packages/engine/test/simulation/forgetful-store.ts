import { memoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/port.js';
import type { RecordedCall } from '../../src/store/records.js';
import { StoredBytes } from '../../src/stored-bytes.js';
import type { BytesSource } from '../../src/stored-bytes.js';
import type { VirtualClock } from '../../src/testing/index.js';

/** A store in memory that loses what it has not committed, as one on a disk does when its process is killed. */
export interface ForgetfulStore extends Store {
  /** What is committed, in order: what a crash now would leave, and each of its beginnings what one before would have left. */
  readonly committed: readonly Committed[];
  /** What is left for the next process: the commits until now, and no claim. */
  afterCrash(clock: VirtualClock): ForgetfulStore;
}

/** A write that outlives its process. */
export type Committed = { readonly apply: (store: Store) => void } & (
  { readonly what: 'call'; readonly call: RecordedCall } | { readonly what: 'result' | 'bytes' | 'other' }
);

const commitAfterMs = 5;

/**
 * Keeps writes back for some milliseconds and commits them together, like the store in a file.
 *
 * @param before what is there from before
 */
export function forgetfulStore(clock: VirtualClock, before: readonly Committed[] = []): ForgetfulStore {
  // What this process sees, its own uncommitted writes among it.
  const seen = memoryStore();
  for (const { apply } of before) apply(seen);
  const committed = [...before];
  /** The bytes of what was kept and is committed: nothing else can be read back after a crash. */
  const safe = new Map<string, Uint8Array>();
  const source: BytesSource = { read: (sha256) => safe.get(sha256)?.slice() };
  let taken: Committed[] = [];
  const waiting: (() => void)[] = [];
  const commit = (): void => {
    committed.push(...taken);
    taken = [];
    for (const resolve of waiting.splice(0)) resolve();
  };
  const add = (write: Committed): void => {
    write.apply(seen);
    taken.push(write);
    if (taken.length === 1) clock.setTimer(commitAfterMs, commit);
  };
  const addOther = (apply: Committed['apply']): void => add({ what: 'other', apply });
  const untilCommitted = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  return {
    ...seen,
    committed,
    saveResult: (result) => add({ what: 'result', apply: (store) => store.saveResult(result) }),
    saveCall: (call) => {
      add({ what: 'call', call, apply: (store) => void store.saveCall(call) });
      return untilCommitted();
    },
    forgetCall: (key) => addOther((store) => store.forgetCall(key)),
    async keep(bytes) {
      const { sha256, size } = await seen.keep(bytes);
      add({ what: 'bytes', apply: (store) => void store.keep(bytes) });
      await untilCommitted();
      safe.set(sha256, bytes);
      return new StoredBytes(sha256, size, source);
    },
    noteUse: (runId, used) => addOther((store) => store.noteUse(runId, used)),
    beginRun(run) {
      addOther((store) => store.beginRun(run));
      commit();
    },
    appendEvent: (runId, event) => addOther((store) => store.appendEvent(runId, event)),
    endRun(runId, status) {
      addOther((store) => store.endRun(runId, status));
      commit();
    },
    flush: async () => commit(),
    afterCrash: (next) => forgetfulStore(next, committed),
  };
}
