import type { Emission, Moment, RunFacts, TaskFacts } from './task-facts.js';

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
  const relations = new Map<Group, Relation[]>();
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

/** The tasks of a phase, and what they handed on. */
interface Group {
  /** In the order in which they ended. */
  readonly tasks: TaskFacts[];
  readonly byKey: Map<string | undefined, TaskFacts>;
  /** Of each key, in order: two lists of one phase may have a key in common. */
  readonly emissions: Map<string, { readonly from: TaskFacts; readonly emission: Emission }[]>;
}

/** How much of a phase another one waits for. */
type Grain = 'item' | 'key' | 'whole';

/** How a phase waits for another one. */
interface Relation {
  readonly producer: Group;
  readonly grain: Grain;
  /** Whether they have items in common: it may be mapped over what the producer gives. */
  readonly sharesItems: boolean;
}

/**
 * What a phase waits for, those phases included that it waits for because another one is whole only when they are:
 * of a mapped phase nobody knows the last task before the list that it is mapped over is closed.
 */
function sourcesOf(group: Group, relations: ReadonlyMap<Group, readonly Relation[]>): Relation[] {
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

function groupByPhase(facts: RunFacts): Map<string, Group> {
  const groups = new Map<string, Group>();
  const byId = new Map<string, TaskFacts>();
  for (const task of facts.tasks) {
    const group: Group = groups.get(task.phase) ?? { tasks: [], byKey: new Map(), emissions: new Map() };
    groups.set(task.phase, group);
    group.tasks.push(task);
    group.byKey.set(task.key, task);
    byId.set(task.task, task);
  }
  for (const emission of facts.emissions) {
    const from = byId.get(emission.task);
    const group = from && groups.get(from.phase);
    if (from === undefined || group === undefined) continue;
    const ofKey = group.emissions.get(emission.key);
    if (ofKey === undefined) group.emissions.set(emission.key, [{ from, emission }]);
    else ofKey.push({ from, emission });
  }
  return groups;
}

/** The phases that `name` takes from; in place of one that had no items, those that it comes after. */
function producersOf(
  name: string,
  after: ReadonlyMap<string, readonly string[]>,
  groups: ReadonlyMap<string, Group>,
): Group[] {
  const found = new Set<Group>();
  const seen = new Set([name]);
  const next = [...(after.get(name) ?? [])];
  for (let phase = next.pop(); phase !== undefined; phase = next.pop()) {
    if (seen.has(phase)) continue;
    seen.add(phase);
    const group = groups.get(phase);
    if (group === undefined) next.push(...(after.get(phase) ?? []));
    else found.add(group);
  }
  return [...found];
}

function grainOf(tasks: readonly TaskFacts[], producer: Group): Grain {
  const started = tasks.filter(hadInputs);
  const last = producer.tasks.at(-1)?.ended.seq ?? 0;
  if (started.every((task) => task.began.seq > last)) return 'whole';
  const early = started.some((task) => {
    const source = emissionFor(task, producer);
    return source !== undefined && task.began.seq < source.from.ended.seq;
  });
  return early ? 'item' : 'key';
}

function arrivalOf(task: TaskFacts, producer: Group, grain: Grain): Arrival | undefined {
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

function itemOf(task: TaskFacts, producer: Group): Arrival | undefined {
  const source = emissionFor(task, producer);
  return source && { from: source.from, at: source.emission.at, emitted: true, whole: false };
}

/** The emission that made the task: the last one of its key before it was there. */
function emissionFor(
  task: TaskFacts,
  producer: Group,
): { readonly from: TaskFacts; readonly emission: Emission } | undefined {
  if (task.key === undefined) return undefined;
  return producer.emissions.get(task.key)?.findLast(({ emission }) => emission.at.seq < task.created.seq);
}

/** The task of the producer that has to do with the same item, if it goes item by item at all. */
function relatedTo(task: TaskFacts, producer: Group): TaskFacts | undefined {
  if (task.key === undefined) return undefined;
  return producer.byKey.get(task.key) ?? emissionFor(task, producer)?.from;
}

/** The last of the tasks that ended before a moment. */
function lastBefore(
  tasks: readonly TaskFacts[],
  moment: Moment,
  fits: (task: TaskFacts) => boolean,
): TaskFacts | undefined {
  return tasks.findLast((task) => task.ended.seq < moment.seq && fits(task));
}

/** Whether all that the task takes was there at some time. */
export function hadInputs({ end, attempts }: TaskFacts): boolean {
  return attempts > 0 || (end.status !== 'skipped' && end.status !== 'cancelled');
}

function gaveOutputs({ end }: TaskFacts): boolean {
  return end.status === 'succeeded' || end.status === 'degraded' || end.status === 'reused';
}
