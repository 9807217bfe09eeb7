import type { BudgetReport } from './declare/budget.js';
import type { CallReport, KeyChange } from './declare/resource.js';
import { messageOf } from './errors.js';
import type { ErrorCode, PhasegraphError } from './errors.js';

/**
 * How a task ended. Every task ends exactly once.
 *
 * `degraded` succeeded through its fallback, `reused` took a recorded result. `skipped` needed something that is not
 * there, because of the phase `because`: it failed, or its condition does not hold, which is no failure.
 */
export type TaskEnd =
  | { readonly status: 'succeeded' }
  | {
      readonly status: 'degraded';
      /** What its last attempt failed with, and of a skipped task the failure that it goes back to. */
      readonly error: ErrorRecord;
    }
  | {
      readonly status: 'reused';
      /** What the calls for it cost when it was made, in US dollars; absent where that is not known. */
      readonly savedUsd?: number;
    }
  | { readonly status: 'failed'; readonly error: ErrorRecord }
  | {
      readonly status: 'skipped';
      /** The name of the phase that it goes back to. */
      readonly because: string;
      /** Whether that failed or its condition does not hold. */
      readonly reason: 'failure' | 'condition';
      readonly error: ErrorRecord;
    }
  | { readonly status: 'cancelled' };

/**
 * How a run ended: `succeeded` when every task did; `degraded` when some did by their fallback; `partial` when some
 * failed or were skipped and every target was made all the same; `failed` when a target is missing that no condition
 * turned off; `budget-exhausted` when calls did not fit its budget any more, whether a target is missing for it or not;
 * `cancelled` when it was stopped from outside; `store-failed` when its store could not be written to, such as on a full
 * disk: then nothing more is started, since it could not be kept.
 */
export type RunStatus =
  'succeeded' | 'degraded' | 'partial' | 'failed' | 'budget-exhausted' | 'cancelled' | 'store-failed';

/** An error as it stands in events: plain data, without secrets. */
export interface ErrorRecord {
  /** What went wrong, as a name to branch on. */
  readonly code: ErrorCode;
  /** For a person: what, where, what next. */
  readonly message: string;
  /** The phase that it happened in, if in one. */
  readonly phase?: string;
  /** The task that it happened in, by its id. */
  readonly task?: string;
  /** The key of the task's item, in a mapped phase. */
  readonly key?: string;
  /** The attempt that it happened in, counted from 1. */
  readonly attempt?: number;
  /** The messages of what caused it, the nearest first; of several causes at once each, before what caused the first. */
  readonly causes: readonly string[];
}

/** What each task of a phase takes from another phase. */
export type Take =
  | {
      /** The name of the phase that gives it. */
      readonly from: string;
      /**
       * How much of it: the `item` that the task is there for, as soon as it is given; what the task of the `same-item`
       * gave; or `all`, once every task of it has ended.
       */
      readonly part: 'item' | 'same-item' | 'all';
    }
  | {
      readonly from: string;
      /** As soon as so many have succeeded. */
      readonly part: 'enough';
      /** A share below 1, a count from 1 on. */
      readonly min: number;
    };

/** A phase as the run knows it from the start. */
export interface PhaseSummary {
  /** The name of the phase. */
  readonly name: string;
  /** Whether it runs once an item. */
  readonly mapped: boolean;
  /** The phases that it takes something from. */
  readonly after: readonly string[];
  /** What it takes from them: of one phase there may be several entries. */
  readonly takes: readonly Take[];
  /** Upward rank in milliseconds: the longest expected way from its start to the end of the run. */
  readonly rank: number;
  /** Expected duration of one task, in milliseconds. */
  readonly estimateMs: number;
  /** What its calls go through, by the fingerprints of its resources; absent for one that calls nothing. */
  readonly through?: string;
}

/** What happened, without when. */
export type RunEventBody =
  | {
      readonly type: 'run-started';
      /** The id of the run. */
      readonly runId: string;
      /** The name of the pipeline. */
      readonly pipeline: string;
      /** The names of the wanted artifacts. */
      readonly targets: readonly string[];
      /** The phases of the plan, in topological order. */
      readonly phases: readonly PhaseSummary[];
      /** Milliseconds since 1970; `atMs` of events counts from here. */
      readonly wallTimeMs: number;
    }
  /** The task exists; what it still waits for has not all been made. */
  | { readonly type: 'task-created'; readonly task: string; readonly phase: string; readonly key?: string }
  /** An attempt begins; the first one is the task's start. */
  | {
      readonly type: 'attempt-started';
      /** The task's id: `copywriting[hero]`. */
      readonly task: string;
      /** The name of the task's phase. */
      readonly phase: string;
      /** Counts from 1. */
      readonly attempt: number;
      /** Whether it runs beside another that is slow. */
      readonly hedge?: boolean;
    }
  | {
      readonly type: 'attempt-failed';
      readonly task: string;
      readonly phase: string;
      readonly attempt: number;
      /** What it failed with. */
      readonly error: ErrorRecord;
      /** The backoff before the next attempt; absent when there is none. */
      readonly retryInMs?: number;
    }
  | { readonly type: 'item-emitted'; readonly task: string; readonly list: string; readonly key: string }
  /** The item's key was there already: what follows from the first one stands, whether the values are the same or not. */
  | {
      readonly type: 'item-ignored';
      readonly task: string;
      /** The name of the list artifact. */
      readonly list: string;
      /** The item's key. */
      readonly key: string;
      /** Whether its value was another than the first one. */
      readonly changed: boolean;
    }
  /** No further item of the list will come. */
  | {
      readonly type: 'list-closed';
      readonly list: string;
      /** How many there are. */
      readonly items: number;
      /** The phase that gives them; absent for a list that the run was given. */
      readonly phase?: string;
    }
  | {
      readonly type: 'call-ended';
      readonly task: string;
      readonly phase: string;
      /** How it went. */
      readonly call: CallReport;
    }
  /** A call found out something about the API keys of a resource: from now on they are used otherwise. */
  | {
      readonly type: 'key-changed';
      /** The task whose call it was. */
      readonly task: string;
      readonly phase: string;
      /** The name of the resource. */
      readonly resource: string;
      /** What became of which keys. */
      readonly change: KeyChange;
    }
  | {
      readonly type: 'task-logged';
      readonly task: string;
      readonly phase: string;
      /** The line, as the phase wrote it. */
      readonly message: string;
    }
  | {
      readonly type: 'task-ended';
      readonly task: string;
      readonly phase: string;
      /** The item's key in a mapped phase. */
      readonly key?: string;
      /** How it ended. */
      readonly end: TaskEnd;
      /** When its first attempt began; absent when none did. */
      readonly startedAtMs?: number;
      /** How many attempts were made; 0 for a task that never started. */
      readonly attempts: number;
    }
  /** The task is a pipeline, and a task in there was reused. */
  | {
      readonly type: 'reused-inside';
      readonly task: string;
      readonly phase: string;
      /** What the calls for it cost when it was made, in US dollars; absent where that is not known. */
      readonly savedUsd?: number;
    }
  /** A recorded result or its recording could not be used; the run goes on without. */
  | {
      readonly type: 'store-failed';
      /** The task whose result it was, if it was one's. */
      readonly task?: string;
      /** For a person: what went wrong, and with what. */
      readonly message: string;
    }
  | {
      readonly type: 'run-ended';
      /** How the run ended. */
      readonly status: RunStatus;
      /** Targets that were not made, but for those that a condition turned off. */
      readonly missing: readonly string[];
      /** Tasks with an attempt that was aborted (cancelled, overtaken or out of time) and did not end in the grace time. */
      readonly unresponsive: readonly string[];
      /** What became of its budget; absent where it had none. */
      readonly budget?: BudgetReport;
    };

/** One entry of a run's event stream, a closed union. Everything observable is made of these. */
export type RunEvent = RunEventBody & {
  /** Counts from 0 in a run, without gaps. */
  readonly seq: number;
  /**
   * Milliseconds since the run began. What happens in one step of the scheduler has one time, but for a step so long
   * that the event loop turns in it.
   */
  readonly atMs: number;
};

/** An error as plain data. */
export function recordOf(error: PhasegraphError): ErrorRecord {
  const { code, message, phase, task, key, attempt } = error;
  return {
    code,
    message,
    ...(phase !== undefined && { phase }),
    ...(task !== undefined && { task }),
    ...(key !== undefined && { key }),
    ...(attempt !== undefined && { attempt }),
    causes: causesOf(error),
  };
}

const mostCauses = 10;

function sayCause(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : messageOf(cause);
}

/** Follows `cause`, at most ten deep: a chain that somebody closed into a ring must not hang the run. */
function causesOf(error: Error): string[] {
  const causes: string[] = [];
  let cause = error.cause;
  try {
    while (cause !== undefined && causes.length < mostCauses) {
      causes.push(sayCause(cause));
      if (!(cause instanceof AggregateError)) cause = cause instanceof Error ? cause.cause : undefined;
      else {
        const [first, ...others] = cause.errors as readonly unknown[];
        causes.push(...[first, ...others].slice(0, mostCauses - causes.length).map(sayCause));
        cause = first instanceof Error ? first.cause : undefined;
      }
    }
  } catch {
    // Thrown by what was thrown.
    causes.push(messageOf(cause));
  }
  return causes;
}
