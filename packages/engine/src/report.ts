import type { AnyArtifact, ItemOf, ListArtifact, ValueOf } from './declare/artifact.js';
import type { Collected } from './declare/input.js';
import type { RunEvent, RunStatus } from './events.js';
import { summarise } from './observe/report.js';
import type { RunSummary, TaskReport } from './observe/report.js';
import type { RunResult } from './run/loop.js';
import type { RunValues } from './run/values.js';

/** What a run made, and how it went. */
export class RunReport {
  /** How it went: a fold over {@link events}. */
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
  /** What observers threw: it did not change the run. */
  readonly observerErrors: readonly unknown[];
  readonly #values: RunValues;

  constructor(result: RunResult) {
    this.summary = summarise(result.events);
    this.events = result.events;
    this.observerErrors = result.observerErrors;
    this.#values = result.values;
  }

  get runId(): string {
    return this.summary.runId;
  }

  get status(): RunStatus {
    return this.summary.status;
  }

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

  /** What succeeded and what failed of a list, in its order. */
  collected<L extends ListArtifact>(list: L): Collected<ItemOf<L>> {
    // As in `value`: every item was parsed by the list's schema.
    return this.#values.collected(list) as Collected<ItemOf<L>>;
  }
}
