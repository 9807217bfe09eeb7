import type { AnyArtifact, ItemOf, ListArtifact, ValueOf } from './declare/artifact.js';
import type { Collected } from './declare/input.js';
import type { RunEvent, RunStatus } from './events.js';
import { summariseLog } from './observe/report.js';
import type { RunSummary, TaskReport } from './observe/report.js';
import type { EventLog } from './run/event-log.js';
import type { RunResult } from './run/loop.js';
import type { RunValues } from './run/values.js';

/** What a run made, and how it went. */
export class RunReport {
  /** How it ended. */
  readonly status: RunStatus;
  /** The id of the run, as events and store name it. */
  readonly runId: string;
  /** What observers threw: it did not change the run. */
  readonly observerErrors: readonly unknown[];
  readonly #log: EventLog;
  readonly #values: RunValues;
  #events: readonly RunEvent[] | undefined;
  #summary: RunSummary | undefined;

  /** @internal Made by a run. */
  constructor({ status, log, values }: RunResult) {
    this.status = status;
    this.runId = log.runId;
    this.observerErrors = log.observerErrors;
    this.#log = log;
    this.#values = values;
  }

  /** Everything that happened, in order; written out when it is first asked for. */
  get events(): readonly RunEvent[] {
    return (this.#events ??= Array.from({ length: this.#log.length }, (_, seq) => this.#log.at(seq)));
  }

  /** How it went, in numbers and names: a fold over {@link events}, which are not written out for it. */
  get summary(): RunSummary {
    return (this.#summary ??= summariseLog(this.#log));
  }

  /** How each task went, in the order in which they ended. */
  get tasks(): readonly TaskReport[] {
    return this.summary.tasks;
  }

  /** Whether the whole of an artifact was made. */
  has(artifact: AnyArtifact): boolean {
    return this.#values.has(artifact);
  }

  /**
   * The value of an artifact; of a list, all its items in order.
   *
   * @throws PhasegraphError `artifact-unavailable` when it was not made whole; its cause is the error that kept it
   */
  value<A extends AnyArtifact>(artifact: A): ValueOf<A> {
    // What a phase gave for the artifact was parsed by the artifact's own schema.
    return this.#values.value(artifact) as ValueOf<A>;
  }

  /**
   * What succeeded and what failed of a list, in its order. Of one that was collected early: what had when enough had
   * succeeded, as the phase that takes it got it.
   */
  collected<L extends ListArtifact>(list: L): Collected<ItemOf<L>> {
    // As in `value`: every item was parsed by the list's schema.
    return this.#values.collected(list) as Collected<ItemOf<L>>;
  }
}
