import type { Emission, Moment, RunFacts, TaskFacts } from './task-facts.js';

/** The tasks of a phase, and what they handed on. */
export interface TaskGroup {
  /** In the order in which they ended. */
  readonly tasks: TaskFacts[];
  readonly byKey: Map<string | undefined, TaskFacts>;
  /** Of each key, in order: two lists of one phase may have a key in common. */
  readonly emissions: Map<string, { readonly from: TaskFacts; readonly emission: Emission }[]>;
}

/** The tasks of a run by phase; phases without tasks have no group. */
export function groupByPhase(facts: RunFacts): Map<string, TaskGroup> {
  const groups = new Map<string, TaskGroup>();
  const byId = new Map<string, TaskFacts>();
  for (const task of facts.tasks) {
    const group: TaskGroup = groups.get(task.phase) ?? { tasks: [], byKey: new Map(), emissions: new Map() };
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

/** The emission that made the task: the last one of its key before it was there. */
export function emissionFor(
  task: TaskFacts,
  producer: TaskGroup,
): { readonly from: TaskFacts; readonly emission: Emission } | undefined {
  if (task.key === undefined) return undefined;
  return producer.emissions.get(task.key)?.findLast(({ emission }) => emission.at.seq < task.created.seq);
}

/** The last of the tasks that ended before a moment; they are in the order in which they ended. */
export function lastBefore(
  tasks: readonly TaskFacts[],
  moment: Moment,
  fits: (task: TaskFacts) => boolean,
): TaskFacts | undefined {
  // They are in the order of their ends: the first that ended after the moment is found by halving.
  let [low, high] = [0, tasks.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tasks[middle]?.ended.seq ?? Infinity) < moment.seq) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0; at -= 1) {
    const task = tasks[at];
    if (task !== undefined && fits(task)) return task;
  }
  return undefined;
}
