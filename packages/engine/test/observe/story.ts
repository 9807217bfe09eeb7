import type { CallReport } from '../../src/declare/resource.js';
import type { ErrorRecord, RunEvent, RunEventBody, Take, TaskEnd } from '../../src/events.js';

/**
 * Tells a run as a list of events: `story({ a: [], 'b*': ['a'] }, at(0, created('a'), started('a')), ...)`.
 * The phases with what they take all of, or of `each list` the item, of `same draft` what the task of the same item
 * gave; a name with `*` is a mapped phase. The last time is the run's end.
 */
export function story(phases: Readonly<Record<string, readonly string[]>>, ...times: Told[]): RunEvent[] {
  const summaries = Object.entries(phases).map(([name, after]) => ({
    name: name.replace('*', ''),
    mapped: name.endsWith('*'),
    after: after.map((take) => takeOf(take).from),
    takes: after.map(takeOf),
    rank: 1,
    estimateMs: 1,
  }));
  const attempts = new Map<string, { count: number; startedAtMs: number }>();
  const body = times.flatMap(({ atMs, bodies }) => bodies.map((make) => ({ atMs, ...make(atMs, attempts) })));
  const whole = [
    {
      atMs: 0,
      type: 'run-started' as const,
      runId: 'r1',
      pipeline: 'tale',
      targets: [],
      phases: summaries,
      wallTimeMs: 1_700_000_000_000,
    },
    ...body,
    {
      atMs: times.at(-1)?.atMs ?? 0,
      type: 'run-ended' as const,
      status: 'succeeded' as const,
      missing: [],
      unresponsive: [],
    },
  ];
  return whole.map((event, seq) => ({ ...event, seq }));
}

function takeOf(text: string): Take {
  const [from = text, part] = text.split(' ').toReversed();
  return { from, part: part === 'each' ? 'item' : part === 'same' ? 'same-item' : 'all' };
}

/** What happens at one time. */
export interface Told {
  readonly atMs: number;
  readonly bodies: readonly Teller[];
}

type Attempts = Map<string, { count: number; startedAtMs: number }>;
type Teller = (atMs: number, attempts: Attempts) => RunEventBody;

export const at = (atMs: number, ...bodies: Teller[]): Told => ({ atMs, bodies });

/** `b[x]` is the task of the mapped phase b with the key x. */
const split = (task: string): { phase: string; key?: string } => {
  const [, phase = task, key] = /^([^[]*)\[(.*)\]$/.exec(task) ?? [];
  return { phase, ...(key !== undefined && { key }) };
};

export const created =
  (task: string): Teller =>
  () => ({ type: 'task-created', task, ...split(task) });

export const started =
  (task: string): Teller =>
  (atMs, attempts) => {
    const before = attempts.get(task) ?? { count: 0, startedAtMs: atMs };
    const attempt = before.count + 1;
    attempts.set(task, { ...before, count: attempt });
    return { type: 'attempt-started', task, phase: split(task).phase, attempt };
  };

/** An attempt beside the one that is slow. */
export const hedge =
  (task: string): Teller =>
  (atMs, attempts) => ({ ...started(task)(atMs, attempts), hedge: true });

/** The last attempt failed, or another one of those beside each other. */
export const failed =
  (task: string, retryInMs?: number, attempt?: number): Teller =>
  (_, attempts) => ({
    type: 'attempt-failed',
    task,
    phase: split(task).phase,
    attempt: attempt ?? attempts.get(task)?.count ?? 0,
    error,
    ...(retryInMs !== undefined && { retryInMs }),
  });

export const emitted =
  (task: string, key: string, list = 'items'): Teller =>
  () => ({ type: 'item-emitted', task, list, key });

export const logged =
  (task: string, message: string): Teller =>
  () => ({ type: 'task-logged', task, phase: split(task).phase, message });

export const called =
  (task: string, call: Partial<CallReport> = {}): Teller =>
  () => ({
    type: 'call-ended',
    task,
    phase: split(task).phase,
    call: {
      resource: 'model',
      keyId: 'key-1',
      target: 'gpt-large',
      queuedMs: 0,
      durationMs: 1,
      outcome: 'answered',
      ...call,
    },
  });

export const ended =
  (task: string, status: TaskEnd['status'] = 'succeeded'): Teller =>
  (_, attempts) => {
    const { count = 0, startedAtMs } = attempts.get(task) ?? {};
    return {
      type: 'task-ended',
      task,
      ...split(task),
      end: endOf(status),
      ...(startedAtMs !== undefined && { startedAtMs }),
      attempts: count,
    };
  };

const error: ErrorRecord = { code: 'phase-failed', message: 'It failed.', causes: [] };

function endOf(status: TaskEnd['status']): TaskEnd {
  if (status === 'skipped') return { status, because: 'a', reason: 'failure', error };
  if (status === 'failed' || status === 'degraded') return { status, error };
  return { status };
}
