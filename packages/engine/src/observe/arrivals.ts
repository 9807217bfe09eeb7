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

/**
 * When each task had what it takes from each phase before it.
 *
 * The events tell which phases a phase comes after, not what it takes from them: one item, the item of the same
 * key, or everything. The run itself tells, for nothing starts before its inputs exist: a phase of which some task
 * began before the task that emitted its item had ended takes items as they come; one that began before the whole
 * phase had ended goes key by key; every other one is taken to need all of it. Where that is wrong nothing was
 * late because of it. A phase of which some tasks had been cancelled when one began is not needed any more: enough
 * of it was there when the first of them was.
 */
export function arrivalsOf(facts: RunFacts): Map<TaskFacts, Needs> {
  const groups = groupByPhase(facts);
  const after = new Map(facts.phases.map((phase) => [phase.name, phase.after]));
  const relations = new Map<TaskGroup, Relation[]>();
  for (const [name, group] of groups) {
    const producers = producersOf(name, after, groups);
    relations.set(
      group,
      producers.map((producer) => {
        const sharesItems = group.tasks.some((task) => relatedTo(task, producer) !== undefined);
        const cut = cutOf(producer);
        return { producer, grain: grainOf(group.tasks, producer, { sharesItems, cut }), sharesItems, cut };
      }),
    );
  }
  const givers = [...groups.values()].filter(givesItems);
  const needs = new Map<TaskFacts, Needs>();
  for (const group of groups.values()) {
    const sources = sourcesOf(group, relations);
    for (const task of group.tasks) needs.set(task, needsOf(task, sources, givers));
  }
  return needs;
}

/** @param givers all that gave items, one of which may have made the task */
function needsOf(task: TaskFacts, sources: readonly Relation[], givers: readonly TaskGroup[]): Needs {
  if (began(task)) {
    const found = sources.map((source) => arrivalOf(task, source));
    return { arrivals: found.filter((arrival) => arrival !== undefined), met: true, missing: undefined };
  }
  // It may be skipped the moment it is made, for what failed long before, and cancelled while nothing else is there:
  // then its item is what came last.
  const items = givers.map((giver) => itemOf(task, giver));
  if (task.end.status === 'cancelled') {
    const absent = sources.find((source) => !hadCome(task, source));
    const came = sources.map((source) => (hadCome(task, source) ? arrivalOf(task, source) : undefined));
    const found = [...came, ...items];
    return {
      arrivals: found.filter((arrival) => arrival !== undefined),
      met: absent === undefined,
      missing: absent && (relatedTo(task, absent.producer) ?? absent.producer.tasks.at(-1)),
    };
  }
  const found = [...sources.map(({ producer }) => refusalOf(task, producer)), ...items];
  return { arrivals: found.filter((arrival) => arrival !== undefined), met: false, missing: undefined };
}

/**
 * How much of a phase another one waits for: an item, what goes with its own, everything, or as much as is enough;
 * and of a phase that gives items to one of which some is enough, everything if that was there in time.
 */
type Grain = 'item' | 'key' | 'whole' | 'enough' | 'closed';

/** How a phase waits for another one. */
interface Relation {
  readonly producer: TaskGroup;
  readonly grain: Grain;
  /** Whether they have items in common: it may be mapped over what the producer gives. */
  readonly sharesItems: boolean;
  /** When tasks of the producer were first cancelled; of one that is `closed`, or when those it gave items to were. */
  readonly cut: Moment | undefined;
}

/**
 * What a phase waits for, those phases included that it waits for because another one is whole only when they are:
 * of a mapped phase nobody knows the last task before the list that it is mapped over is closed.
 */
function sourcesOf(group: TaskGroup, relations: ReadonlyMap<TaskGroup, readonly Relation[]>): Relation[] {
  const own = relations.get(group) ?? [];
  const found = new Map(own.map((relation) => [relation.producer, relation]));
  const next = own.filter(({ grain }) => grain === 'whole' || grain === 'enough');
  for (let relation = next.pop(); relation !== undefined; relation = next.pop()) {
    for (const { producer, sharesItems } of relations.get(relation.producer) ?? []) {
      if (!sharesItems || found.has(producer)) continue;
      const grain = relation.grain === 'whole' ? 'whole' : 'closed';
      const cut = grain === 'whole' ? cutOf(producer) : earlier(relation.cut, cutOf(producer));
      const implied: Relation = { producer, grain, sharesItems, cut };
      found.set(producer, implied);
      next.push(implied);
    }
  }
  // Those in between, which give no items themselves, close nothing: what is skipped does not wait for them.
  return [...found.values()].filter((relation) => own.includes(relation) || givesItems(relation.producer));
}

function grainOf(
  tasks: readonly TaskFacts[],
  producer: TaskGroup,
  { sharesItems, cut }: Pick<Relation, 'sharesItems' | 'cut'>,
): Grain {
  const some = tasks.filter(began);
  const takesItems = some.some((task) => {
    const source = emissionFor(task, producer);
    return source !== undefined && task.began.seq < source.from.ended.seq;
  });
  if (takesItems) return 'item';
  if (cut !== undefined && some.some((task) => cut.atMs <= task.began.atMs)) return 'enough';
  const last = producer.tasks.at(-1)?.ended.seq ?? 0;
  if (some.every((task) => task.began.seq > last)) return 'whole';
  // Whoever went key by key had what goes with its own; a cancelled task that does not end shows no cut in time.
  const hadOwn = (task: TaskFacts): boolean => (relatedTo(task, producer)?.ended.seq ?? 0) < task.began.seq;
  return sharesItems && some.every(hadOwn) ? 'key' : 'enough';
}

/** When the first of the tasks was cancelled. */
function cutOf({ tasks }: TaskGroup): Moment | undefined {
  return tasks.find(({ end }) => end.status === 'cancelled')?.ended;
}

function earlier(one: Moment | undefined, other: Moment | undefined): Moment | undefined {
  return (one?.seq ?? Infinity) < (other?.seq ?? Infinity) ? one : other;
}

function arrivalOf(task: TaskFacts, { producer, grain, cut }: Relation): Arrival | undefined {
  const item = grain === 'item' ? itemOf(task, producer) : undefined;
  if (item !== undefined) return item;
  // A join may open before all have ended: what had by then is what it waited for.
  const goesByItem = grain === 'item' || grain === 'key';
  const moment = goesByItem ? task.began : (earlier(cut, task.began) ?? task.began);
  const needsAll = grain === 'whole' || grain === 'closed';
  if (needsAll && !endedBefore(producer, moment)) return undefined;
  const own = grain === 'key' ? relatedTo(task, producer) : undefined;
  const from =
    own !== undefined && own.ended.seq < task.began.seq
      ? own
      : lastBefore(producer.tasks, moment, (other) => grain !== 'enough' || helped(other));
  if (from === undefined) return undefined;
  const of = goesByItem ? 'task' : needsAll ? 'phase' : 'quorum';
  return { from, at: from.ended, emitted: false, of };
}

/** Whether it brought a list nearer to enough: it gave something, or a condition made the list smaller. */
function helped(task: TaskFacts): boolean {
  return gaveOutputs(task) || (task.end.status === 'skipped' && task.end.reason === 'condition');
}

/** Whether a task that was cancelled before it began had its part of a phase. */
function hadCome(task: TaskFacts, { producer, grain, cut }: Relation): boolean {
  if (grain === 'closed') return true;
  if (grain === 'enough') return (cut?.seq ?? Infinity) < task.ended.seq;
  if (grain === 'item' && itemOf(task, producer) !== undefined) return true;
  const own = grain === 'whole' ? undefined : relatedTo(task, producer);
  if (own !== undefined) return own.ended.seq < task.ended.seq && gaveOutputs(own);
  return endedBefore(producer, task.ended) && cut === undefined;
}

function givesItems({ emissions }: TaskGroup): boolean {
  return emissions.size > 0;
}

function endedBefore({ tasks }: TaskGroup, moment: Moment): boolean {
  return (tasks.at(-1)?.ended.seq ?? 0) < moment.seq;
}

/** What failed a task that was skipped, or what let it be known only now: its list may have to be closed first. */
function refusalOf(task: TaskFacts, producer: TaskGroup): Arrival | undefined {
  const from = lastBefore(
    producer.tasks,
    task.ended,
    (other) => !gaveOutputs(other) || other.ended.atMs === task.ended.atMs,
  );
  return from && { from, at: from.ended, emitted: false, of: 'task' };
}

function itemOf(task: TaskFacts, producer: TaskGroup): Arrival | undefined {
  const source = emissionFor(task, producer);
  return source && { from: source.from, at: source.emission.at, emitted: true, of: 'task' };
}

/** Whether it began, or would have, had its result not been recorded: all that it takes was there. */
function began({ end, attempts }: TaskFacts): boolean {
  return attempts > 0 || (end.status !== 'skipped' && end.status !== 'cancelled');
}

function gaveOutputs({ end }: TaskFacts): boolean {
  return end.status === 'succeeded' || end.status === 'degraded' || end.status === 'reused';
}
