import type { Clock } from '../clock.js';
import type { CallRecord, CallRecords, RecordedAnswer } from '../declare/resource.js';
import { errors, messageOf } from '../errors.js';
import type { TaskPlace } from '../errors.js';
import { hashValue } from '../store/hash-value.js';
import type { Store } from '../store/port.js';
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
}

/** How many answers a task has had to one request, in this run. */
interface Asked {
  answers: number;
}

/**
 * Finds and records the answers of a run's calls. An answer's key is a hash of the request, of the task that it is for,
 * and of how many answers that task has had to the same request before: a second attempt asks anew, and the next run is
 * answered as this one was, call for call.
 */
export class CallLedger {
  readonly #store: Store;
  readonly #log: EventLog;
  readonly #clock: Clock;
  /** By task and request. */
  readonly #asked = new Map<number, Map<string, Asked>>();

  constructor(store: Store, { log, clock }: { readonly log: EventLog; readonly clock: Clock }) {
    this.#store = store;
    this.#log = log;
    this.#clock = clock;
  }

  recordsOf(caller: Caller): CallRecords {
    return { of: (request, named) => this.#recordOf(caller, request, named) };
  }

  /** The task has ended, and asks nothing more. */
  forget(task: number): void {
    this.#asked.delete(task);
  }

  #recordOf(caller: Caller, request: unknown, named: string): CallRecord {
    const { place, resource, fingerprint, use } = caller;
    const { phase, key } = place;
    // Counts up when keys are made in another way, so that none of the old ones is taken for a new one.
    const asking = hashValue({ call: 1, request, resource, fingerprint, phase, key });
    const asked = this.#askedBy(caller.task, asking);
    /** The first answer that was of no use: the next one that is recorded takes its place. */
    let useless: number | undefined;
    return {
      next: () => {
        const number = asked.answers + 1;
        const found = use === 'fresh' ? undefined : this.#find(place, keyOf(asking, number));
        if (found !== undefined) {
          asked.answers = number;
          useless ??= number;
          this.#noteUse(place, keyOf(asking, number));
          return found;
        }
        if (use === 'cassette') throw errors.notRecorded(place, resource, named);
        return undefined;
      },
      save: (answer) => {
        const number = useless ?? ++asked.answers;
        useless = undefined;
        const saving = this.#save(place, keyOf(asking, number), answer);
        this.#noteUse(place, keyOf(asking, number));
        // What was answered before to the same request, and more often, is not of this run.
        if (use === 'fresh') this.#log.record((store) => store.forgetCall(keyOf(asking, number + 1)));
        // A client that does not wait for it must not end the process when it fails.
        saving.catch(() => undefined);
        return saving;
      },
    };
  }

  #askedBy(task: number, asking: string): Asked {
    const requests = this.#asked.get(task) ?? new Map<string, Asked>();
    this.#asked.set(task, requests);
    const asked = requests.get(asking) ?? { answers: 0 };
    requests.set(asking, asked);
    return asked;
  }

  #find(place: TaskPlace, key: string): RecordedAnswer | undefined {
    try {
      return this.#store.findCall(key);
    } catch (error) {
      this.#log.write({ type: 'store-failed', task: place.task, message: messageOf(error) });
      return undefined;
    }
  }

  #noteUse({ task }: TaskPlace, key: string): void {
    this.#log.record((store) => store.noteUse(this.#log.runId, key), task);
  }

  async #save({ phase, task }: TaskPlace, key: string, answer: RecordedAnswer): Promise<void> {
    try {
      await this.#store.saveCall({ ...answer, key, phase, recordedAtMs: this.#clock.wallTime() });
    } catch (error) {
      this.#log.stamp();
      if (this.#log.writeFailed(error, task)) throw error;
    }
  }
}

function keyOf(asking: string, number: number): string {
  return hashValue([asking, number]);
}
