import type { RunEvent, TaskEnd } from '../events.js';
import { arrivalsOf } from './arrivals.js';
import type { Arrival, Needs } from './arrivals.js';
import { slackOf } from './slack.js';
import { factsOf } from './task-facts.js';
import type { RunFacts, Stretch, TaskFacts } from './task-facts.js';

/**
 * Why a task was not further at a time: `input`, something that it takes was not there; `slot`, the run or the phase
 * had as many tasks as it may; `retry`, the backoff after a failed attempt; `limit`, calls waited for a limit of
 * their API keys. From and to in milliseconds of the run.
 */
export type Wait =
  | (Stretch & {
      readonly for: 'input';
      /**
       * The task whose output or item came last; of a skipped task, what told that they never will; of one that was
       * cancelled before all were there, one that had not given its part.
       */
      readonly task: string;
    })
  | (Stretch & {
      /** What kept it, when no input did. */
      readonly for: 'slot' | 'retry' | 'limit';
    });

/** What a task waited for, and what its waiting meant to the run. */
export interface TaskExplanation {
  /** The phase's name and, when mapped, the item's key: `copywriting[hero]`. */
  readonly task: string;
  /** The name of its phase. */
  readonly phase: string;
  /** The item's key in a mapped phase, else `undefined`. */
  readonly key: string | undefined;
  /** How it ended. */
  readonly status: TaskEnd['status'];
  /** When the last of its inputs was there, in milliseconds of the run; `undefined` when they never all were. */
  readonly readyAtMs: number | undefined;
  /** When its first attempt began; `undefined` when it made none. */
  readonly startedAtMs: number | undefined;
  /** When it ended, in milliseconds of the run. */
  readonly endedAtMs: number;
  /** In order; of no length when it could go on all the time. Waits of concurrent calls overlap nothing else. */
  readonly waits: readonly Wait[];
  /**
   * How much later it could have ended without the run ending later, in milliseconds; 0 on the critical path, but
   * for what caps and limits held up there.
   */
  readonly slackMs: number;
}

/** One task of the critical path. Each step begins when the one before it handed on. */
export interface PathStep extends Stretch {
  /** The id of the task. */
  readonly task: string;
  /** The name of its phase. */
  readonly phase: string;
  /** What it handed on with: its end, or an item while it went on. */
  readonly by: 'end' | 'item';
  /** The time in it that was spent waiting, in milliseconds. */
  readonly slotMs: number;
  /** The part of it between attempts, in milliseconds. */
  readonly retryMs: number;
  /** The part of it in which calls waited for a limit, in milliseconds. */
  readonly limitMs: number;
}

/** How a run spent its time. */
export interface RunExplanation {
  /** From the start of the run to the end of its last task, in milliseconds. */
  readonly makespanMs: number;
  /** The time of all tasks added up, in milliseconds: what one after another would have taken. */
  readonly taskTimeMs: number;
  /** In the order in which they ended. */
  readonly tasks: readonly TaskExplanation[];
  /** From the start of the run to the end of its last task: each task waited for the one before it longer than for any other. */
  readonly criticalPath: readonly PathStep[];
}

/**
 * Tells from a run's events alone what each task waited for, and which chain of tasks the run took as long as.
 * Tasks that never ended, since the process died, are left out.
 */
export function explain(events: Iterable<RunEvent>): RunExplanation {
  const facts = factsOf(events);
  const needs = arrivalsOf(facts);
  const slack = slackOf(facts.tasks, needs, facts.endedAtMs);
  const inputs = new Map(facts.tasks.map((task) => [task, inputsOf(needs.get(task))]));
  return {
    makespanMs: facts.endedAtMs,
    taskTimeMs: facts.tasks.reduce((sum, { began, ended }) => sum + (ended.atMs - began.atMs), 0),
    tasks: facts.tasks.map((task) => ({
      task: task.task,
      phase: task.phase,
      key: task.key,
      status: task.end.status,
      readyAtMs: readyAt(task, inputs.get(task)),
      startedAtMs: task.attempts === 0 ? undefined : task.began.atMs,
      endedAtMs: task.ended.atMs,
      waits: waitsOf(task, inputs.get(task)),
      slackMs: slack.get(task) ?? 0,
    })),
    criticalPath: walkBack(facts, inputs),
  };
}

/** What a task takes, seen as one. */
interface TaskInputs {
  /** The part that came last. */
  readonly last: Arrival | undefined;
  readonly met: boolean;
  readonly missing: TaskFacts | undefined;
}

function inputsOf(
  { arrivals, met, missing }: Needs = { arrivals: [], met: true, missing: undefined },
): TaskInputs {
  let last: Arrival | undefined;
  for (const arrival of arrivals) if (last === undefined || arrival.at.seq > last.at.seq) last = arrival;
  return { last, met, missing };
}

function readyAt(task: TaskFacts, inputs: TaskInputs | undefined): number | undefined {
  if (inputs?.met === false) return undefined;
  return Math.max(task.created.atMs, inputs?.last?.at.atMs ?? 0);
}

function waitsOf(task: TaskFacts, inputs: TaskInputs | undefined): Wait[] {
  const ready = readyAt(task, inputs) ?? task.ended.atMs;
  const input = inputs?.missing ?? inputs?.last?.from;
  const waits: Wait[] = [
    ...(input === undefined
      ? []
      : [{ for: 'input' as const, fromMs: task.created.atMs, toMs: ready, task: input.task }]),
    { for: 'slot', fromMs: ready, toMs: task.began.atMs },
    ...task.backoffs.map((stretch) => ({ for: 'retry' as const, ...stretch })),
    ...task.delays.map((stretch) => ({ for: 'slot' as const, ...stretch })),
    ...task.queues.map((stretch) => ({ for: 'limit' as const, ...stretch })),
  ];
  return waits.filter(({ fromMs, toMs }) => toMs > fromMs).toSorted((a, b) => a.fromMs - b.fromMs);
}

/** From the task that ended last over the input of each that came last, to the start. */
function walkBack({ tasks, endedAtMs }: RunFacts, inputs: ReadonlyMap<TaskFacts, TaskInputs>): PathStep[] {
  const path: PathStep[] = [];
  let task = lastOf(tasks, endedAtMs);
  let handedOn: Arrival | undefined;
  while (task !== undefined) {
    path.push(stepOf(task, inputs.get(task), handedOn));
    handedOn = inputs.get(task)?.last;
    task = handedOn?.from;
  }
  return path.toReversed();
}

/** The task with which the run ended: of some at one time, rather one that came to something, or began at least. */
function lastOf(tasks: readonly TaskFacts[], endedAtMs: number): TaskFacts | undefined {
  const cameToSomething = ({ end }: TaskFacts): boolean =>
    end.status !== 'skipped' && end.status !== 'cancelled';
  const atTheEnd = tasks.filter(({ ended }) => ended.atMs === endedAtMs);
  // Of a run whose process died the last event need not be the end of a task.
  const last = atTheEnd.length > 0 ? atTheEnd : tasks;
  return last.findLast(cameToSomething) ?? last.findLast(({ attempts }) => attempts > 0) ?? last.at(-1);
}

function stepOf(task: TaskFacts, inputs: TaskInputs | undefined, handedOn: Arrival | undefined): PathStep {
  const fromMs = inputs?.last?.at.atMs ?? task.created.atMs;
  const toMs = handedOn?.at.atMs ?? task.ended.atMs;
  const spent = (kind: Wait['for']): number =>
    waitsOf(task, inputs)
      .filter((wait) => wait.for === kind)
      .reduce((sum, wait) => sum + Math.max(0, Math.min(wait.toMs, toMs) - Math.max(wait.fromMs, fromMs)), 0);
  return {
    task: task.task,
    phase: task.phase,
    fromMs,
    toMs,
    by: handedOn?.emitted === true ? 'item' : 'end',
    slotMs: spent('slot'),
    retryMs: spent('retry'),
    limitMs: spent('limit'),
  };
}
