import { unreachable } from '../errors.js';
import type { Take } from '../events.js';
import type { TaskFacts } from './task-facts.js';
import type { TaskGroup } from './task-groups.js';

/** What each task of a phase takes of the tasks of a phase before it. */
export type Source =
  | {
      /** An item that one of them gave, or what the one of the same item gave. */
      readonly part: 'item' | 'same-item';
      readonly producer: TaskGroup;
    }
  | {
      readonly part: 'all';
      readonly producer: TaskGroup;
      /** The one that ended last. */
      readonly last: TaskFacts | undefined;
      /** Whether all ended by themselves; when the run was stopped before, not all came. */
      readonly came: boolean;
    }
  | {
      readonly part: 'enough';
      readonly producer: TaskGroup;
      /** The one with which enough of them had given. */
      readonly stoodWith: TaskFacts;
    };

/**
 * What the tasks of a phase take: what it declares, and what that comes to. Of a mapped phase nobody knows the last
 * task before the list that it runs on is closed, which is when all that gives items to it has ended.
 *
 * @param takes by phase
 */
export function sourcesOf(
  name: string,
  takes: ReadonlyMap<string, readonly Take[]>,
  groups: ReadonlyMap<string, TaskGroup>,
): Source[] {
  const sources: Source[] = [];
  const whole = new Set<string>();
  for (const take of takes.get(name) ?? []) {
    const producer = groups.get(take.from);
    const givers = giversOf(take.from, takes);
    switch (take.part) {
      case 'item':
        // It is what made the task, as it is of those that take the same item of others.
        break;
      case 'same-item':
        if (producer !== undefined) sources.push({ part: take.part, producer });
        break;
      case 'all':
        for (const phase of [take.from, ...givers]) whole.add(phase);
        break;
      case 'enough': {
        const stoodWith = producer && firstEnough(producer, take.min, lostAmong(givers, groups));
        if (producer !== undefined && stoodWith !== undefined)
          sources.push({ part: take.part, producer, stoodWith });
        // That there is too little is known when all have ended; a share, and none is one, when the list is closed.
        else if (take.min > 0) whole.add(take.from);
        if (stoodWith === undefined || take.min < 1) for (const phase of givers) whole.add(phase);
        break;
      }
      default:
        unreachable(take);
    }
  }
  for (const phase of whole) {
    const producer = groups.get(phase);
    if (producer !== undefined) sources.push(allOf(producer));
  }
  const maker = groups.get(giversOf(name, takes)[0] ?? '');
  if (maker !== undefined) sources.push({ part: 'item', producer: maker });
  return sources;
}

function allOf(producer: TaskGroup): Source {
  const { tasks } = producer;
  const came = tasks.every(({ end }) => end.status !== 'cancelled');
  return { part: 'all', producer, last: tasks.at(-1), came };
}

/** The phase that gives the items on which a mapped phase runs, the one that gives that its own, and so on. */
function giversOf(name: string, takes: ReadonlyMap<string, readonly Take[]>): string[] {
  const givers: string[] = [];
  const ofItem = (phase: string): Take | undefined =>
    takes.get(phase)?.find(({ part }) => part === 'item' || part === 'same-item');
  // Who takes the same item of several takes it, by each of them, of one list.
  for (let take = ofItem(name); take !== undefined; take = ofItem(take.from))
    if (take.part === 'item') givers.push(take.from);
  return givers;
}

/**
 * The task with which enough had given, if nothing at all was not enough. A share is one of all but those that a
 * condition turned off.
 *
 * @param lost how many more count that never came
 */
function firstEnough({ tasks }: TaskGroup, min: number, lost: number): TaskFacts | undefined {
  if (min === 0) return undefined;
  let given = 0;
  let counted = tasks.length + lost;
  for (const task of tasks) {
    if (gaveOutputs(task)) given++;
    else if (isTurnedOff(task)) counted--;
    if (min >= 1 ? given >= min : counted === 0 || given / counted >= min) return task;
  }
  return undefined;
}

/** How many tasks that were to give items gave none: each counts as an item that failed. */
function lostAmong(givers: readonly string[], groups: ReadonlyMap<string, TaskGroup>): number {
  return givers
    .flatMap((phase) => groups.get(phase)?.tasks ?? [])
    .filter((task) => !gaveOutputs(task) && !isTurnedOff(task)).length;
}

/** Whether a task gave what it promises. */
export function gaveOutputs({ end }: TaskFacts): boolean {
  return end.status === 'succeeded' || end.status === 'degraded' || end.status === 'reused';
}

function isTurnedOff({ end }: TaskFacts): boolean {
  return end.status === 'skipped' && end.reason === 'condition';
}
