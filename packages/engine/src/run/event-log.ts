import type { Clock } from '../clock.js';
import { messageOf } from '../errors.js';
import type { RunEvent, RunEventBody } from '../events.js';
import type { Store } from '../store/port.js';
import type { Observer } from './options.js';

/**
 * The events of a run, in order, as they go to observers and the store. Neither can change the run: what an
 * observer throws is kept for the report, what the store throws becomes an event.
 */
export class EventLog {
  readonly events: RunEvent[] = [];
  readonly observerErrors: unknown[] = [];
  readonly runId: string;
  readonly #clock: Clock;
  readonly #beganAt: number;
  readonly #observer: Observer | undefined;
  readonly #store: Store | undefined;
  #atMs = 0;

  constructor(runId: string, clock: Clock, observer: Observer | undefined, store: Store | undefined) {
    this.runId = runId;
    this.#clock = clock;
    this.#beganAt = clock.now();
    this.#observer = observer;
    this.#store = store;
  }

  /** The time of the step that is under way, in milliseconds of the run. */
  get atMs(): number {
    return this.#atMs;
  }

  /** A new step begins: what is written from now on has this time, so that what follows from one event happens at once. */
  stamp(): void {
    this.#atMs = this.#clock.now() - this.#beganAt;
  }

  write(body: RunEventBody): void {
    const event: RunEvent = { ...body, seq: this.events.length, atMs: this.#atMs };
    this.events.push(event);
    try {
      this.#observer?.(event);
    } catch (error) {
      this.observerErrors.push(error);
    }
    // A failing store reports itself in an event; that one is not offered to it, or the two would never end.
    if (event.type !== 'store-failed') this.record((store) => store.appendEvent(this.runId, event));
  }

  /** Writes to the store, when there is one. The run goes on when it cannot be written to. */
  record(save: (store: Store) => void, task?: string): void {
    if (this.#store === undefined) return;
    try {
      save(this.#store);
    } catch (error) {
      this.write({ type: 'store-failed', ...(task !== undefined && { task }), message: messageOf(error) });
    }
  }
}
