import type { Moment, RunFacts, TaskFacts } from './task-facts.js';
import { emissionFor, groupByPhase, lastBefore, producersOf, relatedTo } from './task-groups.js';
import type { TaskGroup } from './task-groups.js';

/** The moment at which what a task takes from a phase was all there. */
export interface Arrival {
  /** The task that gave the last of it. */
  readonly from: TaskFacts;
  readonly at: Moment;
  /** Whether it was an item, handed on while `from` went on. */
  readonly emitted: boolean;
  /** Whether every task of the phase had to end for it. */
  readonly whole: boolean;
}

/**
 * When each task had what it takes from each phase before it.
 *
 * The events tell which phases a phase comes after, not what it takes from them: one item, the item of the same
 * key, or everything. The run itself tells, for nothing starts before its inputs exist: a phase of which some task
 * began before the task that emitted its item had ended takes items as they come; one that began before the whole
 * phase had ended goes key by key; every other one is taken to need all of it. Where that is wrong nothing was
 * late because of it.
 */
export function arrivalsOf(facts: RunFacts): Map<TaskFacts, Arrival[]> {
  const groups = groupByPhase(facts);
  const after = new Map(facts.phases.map((phase) => [phase.name, phase.after]));
  const relations = new Map<TaskGroup, Relation[]>();
  for (const [name, group] of groups) {
    const producers = producersOf(name, after, groups);
    relations.set(
      group,
      producers.map((producer) => ({
        producer,
        grain: grainOf(group.tasks, producer),
        sharesItems: group.tasks.some((task) => relatedTo(task, producer) !== undefined),
      })),
    );
  }
  const arrivals = new Map<TaskFacts, Arrival[]>();
  for (const group of groups.values()) {
    const sources = sourcesOf(group, relations);
    for (const task of group.tasks) {
      const found = sources.map(({ producer, grain }) => arrivalOf(task, producer, grain));
      // It may be skipped the moment it is made, for what failed long before: then its item is what came last.
      if (!hadInputs(task)) found.push(...[...groups.values()].map((each) => itemOf(task, each)));
      arrivals.set(
        task,
        found.filter((arrival) => arrival !== undefined),
      );
    }
  }
  return arrivals;
}

/** How much of a phase another one waits for. */
type Grain = 'item' | 'key' | 'whole';

/** How a phase waits for another one. */
interface Relation {
  readonly producer: TaskGroup;
  readonly grain: Grain;
  /** Whether they have items in common: it may be mapped over what the producer gives. */
  readonly sharesItems: boolean;
}

/**
 * What a phase waits for, those phases included that it waits for because another one is whole only when they are:
 * of a mapped phase nobody knows the last task before the list that it is mapped over is closed.
 */
function sourcesOf(group: TaskGroup, relations: ReadonlyMap<TaskGroup, readonly Relation[]>): Relation[] {
  const own = relations.get(group) ?? [];
  const found = new Map(own.map((relation) => [relation.producer, relation]));
  const next = own.filter(({ grain }) => grain === 'whole');
  for (let relation = next.pop(); relation !== undefined; relation = next.pop()) {
    for (const { producer, sharesItems } of relations.get(relation.producer) ?? []) {
      if (!sharesItems || found.has(producer)) continue;
      const implied: Relation = { producer, grain: 'whole', sharesItems };
      found.set(producer, implied);
      next.push(implied);
    }
  }
  return [...found.values()];
}

function grainOf(tasks: readonly TaskFacts[], producer: TaskGroup): Grain {
  const started = tasks.filter(hadInputs);
  const last = producer.tasks.at(-1)?.ended.seq ?? 0;
  if (started.every((task) => task.began.seq > last)) return 'whole';
  const early = started.some((task) => {
    const source = emissionFor(task, producer);
    return source !== undefined && task.began.seq < source.from.ended.seq;
  });
  return early ? 'item' : 'key';
}

function arrivalOf(task: TaskFacts, producer: TaskGroup, grain: Grain): Arrival | undefined {
  if (!hadInputs(task)) {
    // What failed it, or what let it be known only now: a list of which one item failed may have to be closed first.
    const from = lastBefore(
      producer.tasks,
      task.ended,
      (other) => !gaveOutputs(other) || other.ended.atMs === task.ended.atMs,
    );
    return from && { from, at: from.ended, emitted: false, whole: false };
  }
  const item = grain === 'item' ? itemOf(task, producer) : undefined;
  if (item !== undefined) return item;
  const own = grain === 'whole' ? undefined : relatedTo(task, producer);
  // A join may open before all have ended: what had by then is what it waited for.
  const from =
    own !== undefined && own.ended.seq < task.began.seq
      ? own
      : lastBefore(producer.tasks, task.began, () => true);
  return from && { from, at: from.ended, emitted: false, whole: grain === 'whole' };
}

function itemOf(task: TaskFacts, producer: TaskGroup): Arrival | undefined {
  const source = emissionFor(task, producer);
  return source && { from: source.from, at: source.emission.at, emitted: true, whole: false };
}

/** Whether all that the task takes was there at some time. */
export function hadInputs({ end, attempts }: TaskFacts): boolean {
  return attempts > 0 || (end.status !== 'skipped' && end.status !== 'cancelled');
}

function gaveOutputs({ end }: TaskFacts): boolean {
  return end.status === 'succeeded' || end.status === 'degraded' || end.status === 'reused';
}
