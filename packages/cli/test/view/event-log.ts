import type { ErrorRecord, KeyChange, PhaseSummary, RunEvent, RunEventBody } from '@phasegraph/engine';

/** Writes down events as a run would: numbered, each with its time. */
export class EventLog {
  readonly events: RunEvent[] = [];

  at(atMs: number, ...bodies: RunEventBody[]): this {
    for (const body of bodies) this.events.push({ ...body, seq: this.events.length, atMs });
    return this;
  }

  /** What has happened until then, that moment included. */
  until(atMs: number): RunEvent[] {
    return this.events.filter((event) => event.atMs <= atMs);
  }
}

/** A phase that takes something from `after`. */
export function phase(name: string, after: readonly string[] = [], mapped = false): PhaseSummary {
  return { name, after, takes: after.map((from) => ({ from, part: 'all' })), mapped, rank: 1, estimateMs: 1 };
}

export function runStarted(...phases: PhaseSummary[]): RunEventBody {
  return { type: 'run-started', runId: 'run-1', pipeline: 'test', targets: [], phases, wallTimeMs: 0 };
}

/** A call of a task found out something about keys. */
export function keyChanged(change: KeyChange): RunEventBody {
  return { type: 'key-changed', task: 'plan', phase: 'plan', resource: 'model', change };
}

/** The events that a task can have. */
export interface Task {
  readonly created: RunEventBody;
  readonly succeeded: RunEventBody;
  readonly reused: RunEventBody;
  started(attempt?: number): RunEventBody;
  backedOff(retryInMs: number, message: string): RunEventBody;
  degraded(message: string): RunEventBody;
  failed(message: string): RunEventBody;
  skipped(because: string): RunEventBody;
  turnedOff(because: string): RunEventBody;
  cancelled(attempts: number): RunEventBody;
}

/** The events of a task by its id: `copy[hero]`. */
export function task(id: string): Task {
  const name = id.replace(/\[.*/u, '');
  const key = name === id ? undefined : id.slice(name.length + 1, -1);
  const place = { task: id, phase: name };
  const ended = { type: 'task-ended' as const, ...place, ...(key !== undefined && { key }), attempts: 1 };
  const error = (message: string): ErrorRecord => ({ code: 'phase-failed', message, ...place, causes: [] });
  return {
    created: { type: 'task-created', ...place, ...(key !== undefined && { key }) },
    started: (attempt = 1) => ({ type: 'attempt-started', ...place, attempt }),
    backedOff: (retryInMs, message) => ({
      type: 'attempt-failed',
      ...place,
      attempt: 1,
      error: error(message),
      retryInMs,
    }),
    succeeded: { ...ended, end: { status: 'succeeded' } },
    reused: { ...ended, attempts: 0, end: { status: 'reused' } },
    degraded: (message) => ({ ...ended, end: { status: 'degraded', error: error(message) } }),
    failed: (message) => ({ ...ended, end: { status: 'failed', error: error(message) } }),
    skipped: (because) => ({
      ...ended,
      attempts: 0,
      end: { status: 'skipped', because, reason: 'failure', error: error(`"${because}" failed`) },
    }),
    turnedOff: (because) => ({
      ...ended,
      attempts: 0,
      end: { status: 'skipped', because, reason: 'condition', error: error(`"${because}" is off`) },
    }),
    cancelled: (attempts) => ({ ...ended, attempts, end: { status: 'cancelled' } }),
  };
}
