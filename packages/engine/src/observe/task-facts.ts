import type { CallReport } from '../declare/resource.js';
import type { PhaseSummary, RunEvent, TaskEnd } from '../events.js';

/** A point in a run: of two at one time the one with the lower number came first. */
export interface Moment {
  readonly atMs: number;
  readonly seq: number;
}

/** A stretch of a run, in milliseconds of the run. */
export interface Stretch {
  /** Where it begins. */
  readonly fromMs: number;
  /** Where it ends. */
  readonly toMs: number;
}

/** What the events say of one task that ended. */
export interface TaskFacts {
  readonly task: string;
  readonly phase: string;
  readonly key: string | undefined;
  readonly created: Moment;
  /** Its first attempt; its end, when it made none. */
  readonly began: Moment;
  readonly ended: Moment;
  readonly end: TaskEnd;
  readonly attempts: number;
  /** From each failure that was tried again to when the next attempt was due. */
  readonly backoffs: readonly Stretch[];
  /** From when an attempt was due again to when it began. */
  readonly delays: readonly Stretch[];
  /** When calls of it waited for a limit of their resource: in order, without overlap. */
  readonly queues: readonly Stretch[];
}

/** An item that a task handed on. */
export interface Emission {
  readonly task: string;
  readonly key: string;
  readonly at: Moment;
}

/** What the events say of a run, task by task. */
export interface RunFacts {
  readonly phases: readonly PhaseSummary[];
  /** In the order in which they ended; tasks that never did are left out. */
  readonly tasks: readonly TaskFacts[];
  readonly emissions: readonly Emission[];
  /** When the last of its tasks ended; of an unfinished run, when the last event was written. */
  readonly endedAtMs: number;
}

/** Collects the events of a run by task. Events of another kind than those of tasks and items are passed over. */
export function factsOf(events: Iterable<RunEvent>): RunFacts {
  const open = new Map<string, OpenTask>();
  const tasks: TaskFacts[] = [];
  const emissions: Emission[] = [];
  let phases: readonly PhaseSummary[] = [];
  let endedAtMs = 0;
  for (const event of events) {
    const at = { atMs: event.atMs, seq: event.seq };
    endedAtMs = (event.type === 'run-ended' ? tasks.at(-1)?.ended.atMs : undefined) ?? event.atMs;
    if (event.type === 'run-started') phases = event.phases;
    if (event.type === 'item-emitted') emissions.push({ task: event.task, key: event.key, at });
    if (event.type === 'task-created') open.set(event.task, new OpenTask(at));
    // Of a run whose process died the first events are there, the last may not be: a task is known before it does.
    const task = 'task' in event && event.task !== undefined ? open.get(event.task) : undefined;
    if (task === undefined) continue;
    // One beside another waited for nothing.
    if (event.type === 'attempt-started' && event.hedge !== true) task.beginAttempt(at);
    if (event.type === 'attempt-failed') task.failAttempt(at, event.retryInMs);
    if (event.type === 'call-ended') task.endCall(at, event.call);
    if (event.type === 'task-ended') tasks.push(task.factsAtEnd(event, at));
  }
  return { phases, tasks, emissions, endedAtMs };
}

/** What is known of a task while it goes on. */
class OpenTask {
  readonly #created: Moment;
  #began: Moment | undefined;
  readonly #backoffs: Stretch[] = [];
  readonly #delays: Stretch[] = [];
  readonly #queues: Stretch[] = [];

  constructor(created: Moment) {
    this.#created = created;
  }

  beginAttempt(at: Moment): void {
    const due = this.#backoffs.at(-1)?.toMs;
    if (this.#began === undefined) this.#began = at;
    else if (due !== undefined) this.#delays.push({ fromMs: due, toMs: at.atMs });
  }

  failAttempt(at: Moment, retryInMs: number | undefined): void {
    if (retryInMs !== undefined) this.#backoffs.push({ fromMs: at.atMs, toMs: at.atMs + retryInMs });
  }

  endCall(at: Moment, { queuedMs, durationMs }: CallReport): void {
    const toMs = at.atMs - durationMs;
    this.#queues.push({ fromMs: toMs - queuedMs, toMs });
  }

  factsAtEnd(event: RunEvent & { readonly type: 'task-ended' }, at: Moment): TaskFacts {
    return {
      task: event.task,
      phase: event.phase,
      key: event.key,
      created: this.#created,
      began: this.#began ?? at,
      ended: at,
      end: event.end,
      attempts: event.attempts,
      // A run that is stopped does not wait for the backoffs that are under way.
      backoffs: this.#backoffs.map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, at.atMs) })),
      delays: this.#delays,
      queues: united(this.#queues),
    };
  }
}

/** The stretches in which at least one of these was, in order. */
function united(stretches: readonly Stretch[]): Stretch[] {
  const result: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1);
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else result.push({ fromMs, toMs });
  }
  return result;
}
