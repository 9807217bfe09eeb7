import { unreachable } from '../errors.js';
import { gaveOutputs, sourcesOf } from './sources.js';
import type { Source } from './sources.js';
import type { Moment, RunFacts, TaskFacts } from './task-facts.js';
import { emissionFor, groupByPhase, lastBefore } from './task-groups.js';
import type { TaskGroup } from './task-groups.js';

/** The moment at which what a task takes from a phase was all there. */
export interface Arrival {
  /** The task that gave the last of it. */
  readonly from: TaskFacts;
  readonly at: Moment;
  /** Whether it was an item, handed on while `from` went on. */
  readonly emitted: boolean;
  /** Which tasks of the phase it took: `from` alone, all of them, or those that gave something by then. */
  readonly of: 'task' | 'phase' | 'quorum';
}

/** What a task takes, as far as it was there. */
export interface Needs {
  readonly arrivals: readonly Arrival[];
  /** Whether all of it was there at some time. */
  readonly met: boolean;
  /** Of a task that was cancelled before all of it was there: one that had not given its part. */
  readonly missing: TaskFacts | undefined;
}

/** When each task had what it takes from each phase before it. */
export function arrivalsOf(facts: RunFacts): Map<TaskFacts, Needs> {
  const groups = groupByPhase(facts);
  const takes = new Map(facts.phases.map((phase) => [phase.name, phase.takes]));
  const needs = new Map<TaskFacts, Needs>();
  for (const [name, group] of groups) {
    const sources = sourcesOf(name, takes, groups);
    for (const task of group.tasks) needs.set(task, needsOf(task, sources));
  }
  return needs;
}

function needsOf(task: TaskFacts, sources: readonly Source[]): Needs {
  if (hadAll(task)) return { arrivals: arrivalsFrom(sources, task), met: true, missing: undefined };
  if (task.end.status === 'cancelled') {
    const absent = sources.find((source) => !hadCome(task, source));
    const present = sources.filter((source) => hadCome(task, source));
    return {
      arrivals: arrivalsFrom(present, task),
      met: absent === undefined,
      missing: absent && (ownOf(task, absent) ?? absent.producer.tasks.at(-1)),
    };
  }
  // It may be skipped the moment it is made, for what failed long before: then its item is what came last.
  const arrivals = sources.map((source) =>
    source.part === 'item' ? itemOf(task, source.producer) : refusalOf(task, source.producer),
  );
  return { arrivals: arrivals.filter((arrival) => arrival !== undefined), met: false, missing: undefined };
}

function arrivalsFrom(sources: readonly Source[], task: TaskFacts): Arrival[] {
  return sources.map((source) => arrivalOf(task, source)).filter((arrival) => arrival !== undefined);
}

function arrivalOf(task: TaskFacts, source: Source): Arrival | undefined {
  switch (source.part) {
    case 'item':
      return itemOf(task, source.producer);
    case 'same-item':
      return endOf(ownOf(task, source), 'task');
    case 'all':
      return endOf(source.last, 'phase');
    case 'enough':
      return endOf(source.stoodWith, 'quorum');
    default:
      return unreachable(source);
  }
}

/** Whether a task that was cancelled before it began had its part of a phase. */
function hadCome(task: TaskFacts, source: Source): boolean {
  const endedInTime = (other: TaskFacts | undefined): boolean =>
    (other?.ended.seq ?? Infinity) < task.ended.seq;
  switch (source.part) {
    case 'item':
      return true;
    case 'same-item': {
      const own = ownOf(task, source);
      return own !== undefined && endedInTime(own) && gaveOutputs(own);
    }
    case 'all':
      return source.came && endedInTime(source.last);
    case 'enough':
      return endedInTime(source.stoodWith);
    default:
      return unreachable(source);
  }
}

/** The task of the same item, if it is that which is taken. */
function ownOf(task: TaskFacts, { part, producer }: Source): TaskFacts | undefined {
  return part === 'same-item' ? producer.byKey.get(task.key) : undefined;
}

function endOf(from: TaskFacts | undefined, of: Arrival['of']): Arrival | undefined {
  return from && { from, at: from.ended, emitted: false, of };
}

/** The item that made a task: one that was given at the end was not handed on before. */
function itemOf(task: TaskFacts, producer: TaskGroup): Arrival | undefined {
  const source = emissionFor(task, producer);
  if (source === undefined) return undefined;
  const { from, emission } = source;
  return { from, at: emission.at, emitted: emission.at.atMs < from.ended.atMs, of: 'task' };
}

/** What failed a task that could not begin, or what let it be known only now: its list may have to be closed first. */
function refusalOf(task: TaskFacts, producer: TaskGroup): Arrival | undefined {
  const from = lastBefore(
    producer.tasks,
    task.ended,
    (other) => !gaveOutputs(other) || other.ended.atMs === task.ended.atMs,
  );
  return endOf(from, 'task');
}

/** Whether all that it takes was there: it began, or only its condition or a recorded result kept it from that. */
function hadAll({ phase, end, attempts }: TaskFacts): boolean {
  if (attempts > 0) return true;
  if (end.status === 'failed') return end.error.code !== 'quorum-not-met';
  if (end.status === 'skipped') return end.because === phase;
  return end.status !== 'cancelled';
}
