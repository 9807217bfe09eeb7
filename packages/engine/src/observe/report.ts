import type { BudgetReport } from '../declare/budget.js';
import type { Usage } from '../declare/resource.js';
import type { RunEvent, RunStatus, TaskEnd } from '../events.js';
import { unreachable } from '../errors.js';
import { Costs } from './costs.js';
import type { RunCost } from './costs.js';
import { KeyReports } from './key-reports.js';
import type { KeyReport } from './key-reports.js';
import { addUsage, noUsage } from './usage-sum.js';

/** A task as the report tells it. */
export interface TaskReport {
  /** The phase's name and, when mapped, the item's key: `copywriting[hero]`. */
  readonly task: string;
  /** The name of its phase. */
  readonly phase: string;
  /** The item's key in a mapped phase, else `undefined`. */
  readonly key: string | undefined;
  /** How it ended. */
  readonly end: TaskEnd;
  /** How many attempts were made; 0 for a task that never started. */
  readonly attempts: number;
  /** When its first attempt began, in milliseconds of the run; `undefined`, when none did. */
  readonly startedAtMs: number | undefined;
  /** When it ended, in milliseconds of the run. */
  readonly endedAtMs: number;
}

/** How a run went, in numbers and names. */
export interface RunSummary {
  /** The id of the run. */
  readonly runId: string;
  /** The name of the pipeline. */
  readonly pipeline: string;
  /** How the run ended. */
  readonly status: RunStatus;
  /**
   * From the start of the run to the end of its last task, in milliseconds. The run itself may end later, when it
   * waits for attempts that were told to stop: `run-ended` has that time.
   */
  readonly makespanMs: number;
  /** The time of all tasks added up, in milliseconds: what one after another would have taken. */
  readonly taskTimeMs: number;
  /** In the order in which they ended. */
  readonly tasks: readonly TaskReport[];
  /** Targets that were not made, but for those that a condition turned off. */
  readonly missing: readonly string[];
  /** Tasks with an attempt that was aborted (cancelled, overtaken or out of time) and did not end in the grace time. */
  readonly unresponsive: readonly string[];
  /** Items that came under a key that was there already, and whether their value was another. */
  readonly ignoredItems: readonly {
    /** The name of the list artifact. */
    readonly list: string;
    /** The item's key. */
    readonly key: string;
    /** Whether its value was another than the first one. */
    readonly changed: boolean;
  }[];
  /** The calls that went through resources. */
  readonly calls: {
    /** How many gave something. */
    readonly answered: number;
    /** How many failed. */
    readonly failed: number;
    /** How many were cut off from this side. */
    readonly aborted: number;
    /** How many were not made, since their answers were recorded. */
    readonly replayed: number;
  };
  /** What the calls used, added up. */
  readonly usage: Required<Usage>;
  /** What the calls cost, in all and by phase, and what reuse saved. */
  readonly cost: RunCost;
  /** What became of its budget; absent where it had none, or did not end. */
  readonly budget?: BudgetReport;
  /** The API keys that calls went through, or that calls found to be of no use. */
  readonly keys: readonly KeyReport[];
  /** What kept the store from recording or giving back, a message each. */
  readonly storeErrors: readonly string[];
}

/**
 * Folds a run's events into its summary. The events of an unfinished run (its process died) give one of what was
 * seen, with the status `cancelled`.
 */
export function summarise(events: Iterable<RunEvent>): RunSummary {
  const fold = new SummaryFold();
  const tasks: TaskReport[] = [];
  // Once through, since they may come from where they can be read but once.
  for (const event of events) {
    fold.add(event);
    if (event.type === 'task-ended') tasks.push(reportOf(event));
  }
  return { ...fold.totals(), tasks };
}

/** A log whose events need not all be written out for a summary. */
interface SummarisedLog {
  /** The time of the tasks that succeeded added up, in milliseconds. */
  succeededMs(): number;
  /** When the last task ended, in milliseconds of the run; `undefined`, when none did. */
  lastTaskEndedMs(): number | undefined;
  /** All events but those that every task has: that it was created, began, handed on an item, succeeded. */
  uncommon(): Iterable<RunEvent>;
  /** The same, and how tasks succeeded. */
  outcomes(): Iterable<RunEvent>;
}

/** The same of a log: its tasks, of which there may be a million, are gathered when somebody asks for them. */
export function summariseLog(log: SummarisedLog): RunSummary {
  const fold = new SummaryFold();
  for (const event of log.uncommon()) fold.add(event);
  const totals = fold.totals();
  let tasks: readonly TaskReport[] | undefined;
  return {
    ...totals,
    makespanMs: log.lastTaskEndedMs() ?? totals.makespanMs,
    taskTimeMs: totals.taskTimeMs + log.succeededMs(),
    get tasks() {
      return (tasks ??= tasksIn(log.outcomes()));
    },
  };
}

function tasksIn(events: Iterable<RunEvent>): TaskReport[] {
  const tasks: TaskReport[] = [];
  for (const event of events) if (event.type === 'task-ended') tasks.push(reportOf(event));
  return tasks;
}

function reportOf(event: RunEvent & { readonly type: 'task-ended' }): TaskReport {
  const { task, phase, key, end, attempts, startedAtMs, atMs } = event;
  return { task, phase, key, end, attempts, startedAtMs, endedAtMs: atMs };
}

class SummaryFold {
  #runId = '';
  #pipeline = '';
  #status: RunStatus = 'cancelled';
  #lastMs = 0;
  #lastTaskEndedMs: number | undefined;
  #taskTimeMs = 0;
  #missing: readonly string[] = [];
  #unresponsive: readonly string[] = [];
  readonly #ignoredItems: { list: string; key: string; changed: boolean }[] = [];
  readonly #calls = { answered: 0, failed: 0, aborted: 0, replayed: 0 };
  readonly #usage = noUsage();
  readonly #costs = new Costs();
  readonly #keys = new KeyReports();
  readonly #storeErrors: string[] = [];
  #budget: BudgetReport | undefined;

  add(event: RunEvent): void {
    this.#lastMs = event.atMs;
    switch (event.type) {
      case 'run-started':
        this.#runId = event.runId;
        this.#pipeline = event.pipeline;
        return;
      case 'task-ended': {
        const { startedAtMs, atMs } = event;
        this.#lastTaskEndedMs = atMs;
        if (startedAtMs !== undefined) this.#taskTimeMs += atMs - startedAtMs;
        this.#costs.ended(event.phase, event.end);
        return;
      }
      case 'call-ended': {
        const { outcome, usage } = event.call;
        this.#calls[outcome]++;
        addUsage(this.#usage, usage);
        this.#costs.call(event.phase, event.call);
        this.#keys.call(event.call);
        return;
      }
      case 'reused-inside':
        this.#costs.reused(event.phase, event.savedUsd);
        return;
      case 'item-ignored': {
        const { list, key, changed } = event;
        this.#ignoredItems.push({ list, key, changed });
        return;
      }
      case 'key-changed':
        this.#keys.change(event.resource, event.change);
        return;
      case 'store-failed':
        this.#storeErrors.push(event.message);
        return;
      case 'run-ended':
        this.#status = event.status;
        this.#lastMs = this.#lastTaskEndedMs ?? event.atMs;
        this.#missing = event.missing;
        this.#unresponsive = event.unresponsive;
        this.#budget = event.budget;
        return;
      case 'task-created':
      case 'attempt-started':
      case 'attempt-failed':
      case 'item-emitted':
      case 'list-closed':
      case 'task-logged':
        return;
      default:
        return unreachable(event);
    }
  }

  totals(): Omit<RunSummary, 'tasks'> {
    return {
      runId: this.#runId,
      pipeline: this.#pipeline,
      status: this.#status,
      makespanMs: this.#lastMs,
      taskTimeMs: this.#taskTimeMs,
      missing: this.#missing,
      unresponsive: this.#unresponsive,
      ignoredItems: this.#ignoredItems,
      calls: this.#calls,
      usage: this.#usage,
      cost: this.#costs.all(),
      ...(this.#budget !== undefined && { budget: this.#budget }),
      keys: this.#keys.all(),
      storeErrors: this.#storeErrors,
    };
  }
}
