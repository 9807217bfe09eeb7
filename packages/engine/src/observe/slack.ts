import type { Arrival } from './arrivals.js';
import type { TaskFacts } from './task-facts.js';

/**
 * How much later each task could have ended without the run ending later, in milliseconds: by the inputs that the
 * tasks took, as if no cap or limit had held any up.
 *
 * A backward pass over the tasks, as in the critical path method: a task may be as late as the task after it that
 * can least wait.
 *
 * @param tasks in any order
 * @param endedAtMs when the run ended
 */
export function slackOf(
  tasks: readonly TaskFacts[],
  arrivals: ReadonlyMap<TaskFacts, readonly Arrival[]>,
  endedAtMs: number,
): Map<TaskFacts, number> {
  const slack = new Map<TaskFacts, number>();
  /** The latest moment for the whole of a phase. One a phase, not one a pair: a join of maps has their product. */
  const latestOfPhase = new Map<string, number>();

  // Backwards from what began last: whatever takes from a task began after it did.
  for (const task of tasks.toSorted((a, b) => b.began.seq - a.began.seq)) {
    lower(slack, task, endedAtMs - task.ended.atMs);
    lower(slack, task, (latestOfPhase.get(task.phase) ?? Infinity) - task.ended.atMs);
    const own = slack.get(task) ?? 0;
    const latestStart = task.began.atMs + own;
    for (const { from, at, whole } of arrivals.get(task) ?? []) {
      if (whole) lower(latestOfPhase, from.phase, latestStart);
      else lower(slack, from, latestStart - at.atMs);
    }
  }
  return slack;
}

function lower<K>(map: Map<K, number>, key: K, value: number): void {
  map.set(key, Math.min(value, map.get(key) ?? Infinity));
}
