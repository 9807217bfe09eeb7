import type { RunEvent } from './events.js';
import { RunReport } from './report.js';
import type { RunningPlan } from './run/start.js';

/** A run that is under way. Iterating over it gives its events, from the first one on, as they happen. */
export class RunHandle implements AsyncIterable<RunEvent> {
  readonly #running: RunningPlan;
  /** Settles when the run has ended. What a phase does never rejects it. */
  readonly result: Promise<RunReport>;

  /** @internal Made by `pipeline.start()`. */
  constructor(running: RunningPlan) {
    this.#running = running;
    this.result = running.result.then((result) => new RunReport(result));
  }

  /** The id of the run, as events, report and store name it. */
  get runId(): string {
    return this.#running.log.runId;
  }

  /**
   * Starts nothing more until {@link resume}; what runs goes on. Backoffs and timeouts go on too. From within an observer
   * or before the first wait of a phase it comes too late for what starts in the same moment.
   */
  pause(): void {
    this.#running.pause();
  }

  /** Goes on after {@link pause}. Without a pause it changes nothing. */
  resume(): void {
    this.#running.resume();
  }

  /** Starts nothing more and aborts what runs; the run ends when that has ended, or after the grace time. */
  cancel(reason?: unknown): void {
    this.#running.cancel(reason);
  }

  /** The events, from the first one on; ends after `run-ended`. Each iteration begins anew. */
  [Symbol.asyncIterator](): AsyncGenerator<RunEvent, void, undefined> {
    return this.#running.log.follow();
  }
}
