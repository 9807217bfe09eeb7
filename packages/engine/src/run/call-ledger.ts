import type { Clock } from '../clock.js';
import type { CallRecord, CallRecords, RecordedAnswer } from '../declare/resource.js';
import { PhasegraphError, errors, messageOf } from '../errors.js';
import type { TaskPlace } from '../errors.js';
import { hashValue } from '../store/hash-value.js';
import type { CallStore, ReadOptions } from '../store/port.js';
import { Askings, keyOf } from './askings.js';
import type { Asking } from './askings.js';
import type { AnsweredBy } from './attempt.js';
import type { EventLog } from './event-log.js';
import type { RecordedUse } from './options.js';

/** Whose calls they are, and what they go through. */
export interface Caller {
  readonly task: number;
  readonly place: TaskPlace;
  /** The resource's name, and what it adds to fingerprints. */
  readonly resource: string;
  readonly fingerprint: string | undefined;
  /** What becomes of the records that are there. */
  readonly use: RecordedUse;
  /** Hears how a request is answered, before it is. */
  readonly note: (by: AnsweredBy) => void;
  /** Its attempt waits, and is not slow, until the returned function is called. */
  readonly wait: () => () => void;
}

interface LedgerMeans {
  readonly log: EventLog;
  readonly clock: Clock;
  /** How the store is read. */
  readonly reading: ReadOptions;
  /** What was recorded before counts as not there; in milliseconds since 1970. */
  readonly sinceMs: number;
  /** The ids of the tasks that the run is inside of, the outermost first. */
  readonly path: readonly string[];
  /** What the task that they are all inside of has asked; absent in a run that is inside of none. */
  readonly askings?: Askings | undefined;
}

/**
 * Finds and records the answers of a run's calls. An answer's key is a hash of the request and of the task that it is for,
 * and the number of the call among those of the task with the same request, in the order in which they were asked: a
 * second attempt asks anew, and the next run is answered as this one was, call for call.
 */
export class CallLedger {
  readonly #store: CallStore;
  readonly #means: LedgerMeans;
  /** By task. */
  readonly #askings = new Map<number, Askings>();
  /** Of phases whose requests cannot be recorded: what was said of it. */
  readonly #told = new Set<string>();

  constructor(store: CallStore, means: LedgerMeans) {
    this.#store = store;
    this.#means = means;
  }

  recordsOf(caller: Caller): CallRecords {
    return { of: (request, named) => this.#recordOf(caller, request, named) };
  }

  /** What a task has asked, with what is asked inside of it. */
  askingsOf(task: number): Askings {
    const { askings } = this.#means;
    if (askings !== undefined) return askings;
    let own = this.#askings.get(task);
    if (own === undefined) this.#askings.set(task, (own = new Askings()));
    return own;
  }

  /** The task has ended, and asks nothing more. */
  forget(task: number): void {
    this.#askings.delete(task);
  }

  #recordOf(caller: Caller, request: unknown, named: string): CallRecord {
    const { place, resource, use, note, wait } = caller;
    const hash = this.#hashOf(caller, request);
    if (hash === undefined) return this.#unrecordable(caller, named);
    const asking = this.#askingOf(caller, hash);
    /** The place of the call among those that were made; it is taken when it is asked, so that answers keep that order. */
    let number: number | undefined;
    /** The first answer that was of no use: the next one that is recorded takes its place. */
    let useless: string | undefined;
    const save = async (answer: RecordedAnswer): Promise<void> => {
      // A run on a cassette changes nothing on it.
      if (use === 'cassette') return;
      const key = useless ?? keyOf(hash, number ?? ++asking.last);
      useless = undefined;
      number = undefined;
      // Before what takes its place: what an older run was answered, and more often, is not of this one.
      for (const stale of asking.stale.splice(0)) this.#means.log.record((store) => store.forgetCall(stale));
      const saving = this.#save(place, key, answer);
      this.#noteUse(place, key);
      // A commit may be held up for long, and what was paid for is not to be cut off by that.
      const waited = wait();
      await saving.finally(waited);
    };
    return {
      next: () => {
        const found = this.#nextOf(asking, place);
        if (found !== undefined) {
          useless ??= found.key;
          note('records');
          return found.answer;
        }
        if (use === 'cassette') throw errors.notRecorded(place, resource, named);
        number ??= ++asking.last;
        note('calls');
        return undefined;
      },
      save: (answer) => {
        const saved = save(answer);
        // The run has been told. A client that waits for it later leaves no handler, which would end the process.
        saved.catch(() => undefined);
        return saved;
      },
    };
  }

  /** What a request is recorded under; `undefined`, when it holds something that cannot be. */
  #hashOf({ place, resource, fingerprint }: Caller, request: unknown): string | undefined {
    const { path, log } = this.#means;
    const { phase, key } = place;
    try {
      // Counts up when keys are made in another way, so that none of the old ones is taken for a new one.
      return hashValue({ call: 1, request, resource, fingerprint, path, phase, key });
    } catch (error) {
      if (!(error instanceof PhasegraphError && error.code === 'unrecordable-value')) throw error;
      if (!this.#told.has(phase))
        log.write({ type: 'store-failed', task: place.task, message: error.message });
      this.#told.add(phase);
      return undefined;
    }
  }

  /** Of a request that cannot be recorded: it is asked as in a run without a store. */
  #unrecordable({ place, resource, use, note }: Caller, named: string): CallRecord {
    return {
      next: () => {
        if (use === 'cassette') throw errors.notRecorded(place, resource, named);
        note('calls');
        return undefined;
      },
      save: () => Promise.resolve(),
    };
  }

  #askingOf({ task, place, use }: Caller, hash: string): Asking {
    return this.askingsOf(task).of(hash, () => {
      const keys = this.#read(place, () => this.#store.callKeys(hash)) ?? [];
      if (use === 'fresh') return { taken: [], stale: keys };
      const taken = keys.filter((key) => this.#counts(place, key));
      return { taken, stale: keys.filter((key) => !taken.includes(key)) };
    });
  }

  /** Whether an answer is young enough. One that is damaged is left to whoever comes to it. */
  #counts(place: TaskPlace, key: string): boolean {
    const { sinceMs } = this.#means;
    if (sinceMs === -Infinity) return true;
    const found = this.#read(place, () => this.#store.findCall(key, this.#means.reading));
    return found === undefined || found.recordedAtMs >= sinceMs;
  }

  #nextOf(
    asking: Asking,
    place: TaskPlace,
  ): { readonly key: string; readonly answer: RecordedAnswer } | undefined {
    for (let key = asking.left.shift(); key !== undefined; key = asking.left.shift()) {
      const recorded = key;
      const answer = this.#read(place, () => this.#store.findCall(recorded, this.#means.reading));
      if (answer === undefined) continue;
      this.#noteUse(place, recorded);
      return { key: recorded, answer };
    }
    return undefined;
  }

  /** What cannot be read is as good as not there, and the run says so. */
  #read<T>({ task }: TaskPlace, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#means.log.write({ type: 'store-failed', task, message: messageOf(error) });
      return undefined;
    }
  }

  #noteUse({ task }: TaskPlace, key: string): void {
    const { log } = this.#means;
    log.record((store) => store.noteUse(log.runId, key), task);
  }

  async #save({ phase, task }: TaskPlace, key: string, answer: RecordedAnswer): Promise<void> {
    const { log, clock } = this.#means;
    try {
      await this.#store.saveCall({ ...answer, key, phase, recordedAtMs: clock.wallTime() });
    } catch (error) {
      log.stamp();
      if (log.writeFailed(error, task)) throw error;
    }
  }
}
