import type { Clock } from '../clock.js';
import { PhasegraphError, messageOf } from '../errors.js';
import type { RunEvent, RunEventBody, TaskEnd } from '../events.js';
import type { Plan } from '../plan/plan.js';
import type { Store } from '../store/port.js';
import { FloatList } from './float-list.js';
import { IntList } from './int-list.js';
import type { Observer } from './options.js';
import { notBegun } from './tasks.js';
import type { Tasks } from './tasks.js';
import type { RunValues } from './values.js';

/** The events that most of a log is made of: a few numbers each. All others are kept as they are read. */
const kind = { other: 0, created: 1, started: 2, succeeded: 3, emitted: 4 } as const;

/** No fewer than there are kinds; 32 bits are left for more events than memory holds. */
const kinds = 8;

/** Most tasks are created, start and succeed. */
const eventsATask = 3;

/** Whom the events go to. */
interface LogReaders {
  readonly observer: Observer | undefined;
  /** What is written to. */
  readonly store: Store | undefined;
  /** Where the events are kept: of a run that is inside of another they are not. */
  readonly keeper: Store | undefined;
  /** Hears of a store that cannot be written to. */
  readonly onWriteFailure: (error: unknown) => void;
}

/**
 * The events of a run, in order, as they go to observers and the store. What an
 * observer throws is kept for the report, what the store throws becomes an event, and may end the run.
 *
 * The log is columns of numbers. An event becomes an object when somebody reads it, and not before: a run of a
 * million tasks has three million events.
 */
export class EventLog {
  readonly observerErrors: unknown[] = [];
  readonly runId: string;
  readonly #plan: Plan;
  readonly #clock: Clock;
  readonly #beganAt: number;
  readonly #observer: Observer | undefined;
  readonly #store: Store | undefined;
  readonly #keeper: Store | undefined;
  readonly #onWriteFailure: (error: unknown) => void;
  /** A write has failed: it is told once, since every further one would say the same. */
  #hasFailed = false;
  readonly #tasks: Tasks;
  readonly #values: RunValues;

  /**
   * Kind and subject in one: the kind is the rest by `kinds`. The subject is the task; of `emitted`, the number of the
   * emission; of `other`, the place in `#bodies`.
   */
  readonly #events: IntList;
  readonly #times: FloatList;
  readonly #bodies: RunEventBody[] = [];
  readonly #emittedBy = new IntList();
  readonly #emittedList = new IntList();
  readonly #emittedItem = new IntList();
  #atMs = 0;
  #closed = false;
  #publishing = 0;
  /** Who follows the log and has read all of it. */
  readonly #waiting: (() => void)[] = [];

  constructor(
    plan: Plan,
    { runId, clock, tasks, values }: { runId: string; clock: Clock; tasks: Tasks; values: RunValues },
    { observer, store, keeper, onWriteFailure }: LogReaders,
  ) {
    this.runId = runId;
    this.#plan = plan;
    this.#clock = clock;
    this.#tasks = tasks;
    this.#values = values;
    this.#beganAt = clock.now();
    const capacity = 16 + eventsATask * plan.declared.length;
    this.#events = new IntList(capacity);
    this.#times = new FloatList(capacity);
    this.#observer = observer;
    this.#store = store;
    this.#keeper = keeper;
    this.#onWriteFailure = onWriteFailure;
  }

  /** The time of the step that is under way, in milliseconds of the run. */
  get atMs(): number {
    return this.#atMs;
  }

  /** Whether an observer is being told of an event. */
  get publishing(): boolean {
    return this.#publishing > 0;
  }

  get length(): number {
    return this.#events.length;
  }

  /** A new step begins: what is written from now on has this time, so that what follows from one event happens at once. */
  stamp(): void {
    this.#atMs = this.nowMs();
  }

  /** Milliseconds since the run began, by the clock. */
  nowMs(): number {
    return this.#clock.now() - this.#beganAt;
  }

  /** So many tasks exist now, from one on. */
  tasksCreated(first: number, count: number): void {
    this.#events.reserve(eventsATask * count);
    this.#times.reserve(eventsATask * count);
    for (let task = first; task < first + count; task++) this.#append(kind.created, task);
  }

  /** The attempt that `tasks.attempts` counts last begins. */
  attemptStarted(task: number): void {
    if (this.#tasks.attempts.at(task) === 1) this.#append(kind.started, task);
    else this.write(this.#startedBody(task, this.#tasks.attempts.at(task)));
  }

  taskEnded(task: number, end: TaskEnd): void {
    if (end.status === 'succeeded') this.#append(kind.succeeded, task);
    else this.write(this.#endedBody(task, end));
  }

  itemEmitted(task: number, list: number, item: number): void {
    const emission = this.#emittedBy.length;
    this.#emittedBy.push(task);
    this.#emittedList.push(list);
    this.#emittedItem.push(item);
    this.#append(kind.emitted, emission);
  }

  /** A list has all of its items. */
  listClosed(list: number): void {
    const items = this.#values.itemCount(list);
    this.write({ type: 'list-closed', list: this.#listName(list), items, ...this.#giverOf(list) });
  }

  /** A task says something. */
  taskLogged(task: number, message: string): void {
    const [id, phase] = [this.#tasks.idOf(task), this.#tasks.phaseName(task)];
    this.write({ type: 'task-logged', task: id, phase, message });
  }

  write(body: RunEventBody): void {
    // Whoever reads an event must not be able to write into the log.
    this.#append(kind.other, this.#bodies.push(frozen(body)) - 1);
  }

  /** Writes to the store, when there is one. */
  record(save: (store: Store) => void, task?: string): void {
    if (this.#store === undefined) return;
    try {
      save(this.#store);
    } catch (error) {
      this.writeFailed(error, task);
    }
  }

  /** Waits until what was written to the store is on the disk, or cannot be. */
  async durable(): Promise<void> {
    try {
      await this.#store?.flush();
    } catch (error) {
      this.writeFailed(error);
    }
  }

  /**
   * Something could not be written to the store. Of a value that cannot be recorded the run goes on without the record.
   *
   * @returns whether nothing can be written any more, as far as is known
   */
  writeFailed(error: unknown, task?: string): boolean {
    const isLeftOut = error instanceof PhasegraphError && error.code === 'unrecordable-value';
    if (isLeftOut || !this.#hasFailed)
      this.write({ type: 'store-failed', ...(task !== undefined && { task }), message: messageOf(error) });
    if (isLeftOut) return false;
    this.failStore(error);
    return true;
  }

  /** A run inside of a task has something to say of the store, which it shares with this one. */
  storeFailedInside(task: number, message: string): void {
    if (!this.#hasFailed) this.write({ type: 'store-failed', task: this.#tasks.idOf(task), message });
  }

  /** Nothing can be written to the store any more, and that has been told. */
  failStore(error: unknown): void {
    this.#hasFailed = true;
    this.#onWriteFailure(error);
  }

  /** The run has ended: nothing more will be written. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Every event from the first on, as they are written, to the last of the run. Each caller has its own pace. */
  async *follow(): AsyncGenerator<RunEvent, void, undefined> {
    for (let seq = 0; ; seq++) {
      while (seq >= this.length) {
        if (this.#closed) return;
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
      yield this.at(seq);
    }
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** The event at a place, below `length`. */
  at(seq: number): RunEvent {
    return { ...this.#bodyAt(seq), seq, atMs: this.#times.at(seq) };
  }

  /** The events that say what came of something: all but those that a task was created, began or handed on an item. */
  *outcomes(): Generator<RunEvent, void, undefined> {
    for (let seq = 0; seq < this.length; seq++) {
      const what = this.#kindAt(seq);
      if (what === kind.succeeded || what === kind.other) yield this.at(seq);
    }
  }

  /** All events but those that every task has: that it was created, began, handed on an item, succeeded. */
  *uncommon(): Generator<RunEvent, void, undefined> {
    for (let seq = 0; seq < this.length; seq++) if (this.#kindAt(seq) === kind.other) yield this.at(seq);
  }

  /** The time of the tasks that succeeded added up, in milliseconds. */
  succeededMs(): number {
    let sum = 0;
    for (let seq = 0; seq < this.length; seq++) {
      if (this.#kindAt(seq) !== kind.succeeded) continue;
      const startedAtMs = this.#tasks.startedAtMs.at(this.#subjectAt(seq));
      if (startedAtMs !== notBegun) sum += this.#times.at(seq) - startedAtMs;
    }
    return sum;
  }

  /** When the last task ended, in milliseconds of the run; `undefined`, when none did. */
  lastTaskEndedMs(): number | undefined {
    for (let seq = this.length - 1; seq >= 0; seq--) {
      const what = this.#kindAt(seq);
      const ended = what === kind.other && this.#bodies[this.#subjectAt(seq)]?.type === 'task-ended';
      if (ended || what === kind.succeeded) return this.#times.at(seq);
    }
    return undefined;
  }

  #append(what: number, subject: number): void {
    // What a phase or a client still has to say after the end is not part of the run.
    if (this.#closed) return;
    const seq = this.#events.length;
    this.#events.push(subject * kinds + what);
    this.#times.push(this.#atMs);
    if (this.#waiting.length > 0) this.#wake();
    if (this.#observer === undefined && this.#keeper === undefined) return;
    this.#publish(this.at(seq));
  }

  #publish(event: RunEvent): void {
    this.#publishing++;
    try {
      // An observer may be an async function: nobody waits for it, and its failure is kept all the same.
      const seen: unknown = this.#observer?.(event);
      if (seen instanceof Promise) seen.catch((error: unknown) => this.observerErrors.push(error));
    } catch (error) {
      this.observerErrors.push(error);
    } finally {
      this.#publishing--;
    }
    // A failing store reports itself in an event; that one is not offered to it, or the two would never end.
    if (event.type === 'store-failed' || this.#keeper === undefined) return;
    this.record((store) => store.appendEvent(this.runId, event));
  }

  #kindAt(seq: number): number {
    return this.#events.at(seq) % kinds;
  }

  #subjectAt(seq: number): number {
    return Math.floor(this.#events.at(seq) / kinds);
  }

  #bodyAt(seq: number): RunEventBody {
    const subject = this.#subjectAt(seq);
    switch (this.#kindAt(seq)) {
      case kind.created: {
        const key = this.#tasks.keyOf(subject);
        const task = this.#tasks.idOf(subject);
        return {
          type: 'task-created',
          task,
          phase: this.#tasks.phaseName(subject),
          ...(key !== undefined && { key }),
        };
      }
      case kind.started:
        return this.#startedBody(subject, 1);
      case kind.succeeded:
        return this.#endedBody(subject, { status: 'succeeded' });
      case kind.emitted: {
        const list = this.#emittedList.at(subject);
        return {
          type: 'item-emitted',
          task: this.#tasks.idOf(this.#emittedBy.at(subject)),
          list: this.#listName(list),
          key: this.#values.keyOf(list, this.#emittedItem.at(subject)),
        };
      }
      default: {
        const body = this.#bodies[subject];
        if (body === undefined) throw new RangeError(`There is no event ${seq}.`);
        return body;
      }
    }
  }

  #listName(list: number): string {
    return this.#plan.lists[list]?.artifact.name ?? '';
  }

  /** The phase that gives the items of a list, if one does. */
  #giverOf(list: number): { readonly phase?: string } {
    const emitter = this.#plan.lists[list]?.emitter;
    const phase = emitter === undefined ? undefined : this.#plan.declared[emitter];
    return phase === undefined ? {} : { phase: phase.name };
  }

  #startedBody(task: number, attempt: number): RunEventBody {
    return {
      type: 'attempt-started',
      task: this.#tasks.idOf(task),
      phase: this.#tasks.phaseName(task),
      attempt,
    };
  }

  #endedBody(task: number, end: TaskEnd): RunEventBody {
    const key = this.#tasks.keyOf(task);
    const startedAtMs = this.#tasks.startedAtMs.at(task);
    return {
      type: 'task-ended',
      task: this.#tasks.idOf(task),
      phase: this.#tasks.phaseName(task),
      ...(key !== undefined && { key }),
      end,
      ...(startedAtMs !== notBegun && { startedAtMs }),
      attempts: this.#tasks.attempts.at(task),
    };
  }
}

/** Freezes plain data as deep as it goes, but for what is only made when it is asked for. */
function frozen<T extends object>(data: T): T {
  for (const name of Object.keys(data)) {
    const value: unknown = Object.getOwnPropertyDescriptor(data, name)?.value;
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) frozen(value);
  }
  return Object.freeze(data);
}
