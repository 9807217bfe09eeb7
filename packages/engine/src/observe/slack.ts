import type { Needs } from './arrivals.js';
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
  needs: ReadonlyMap<TaskFacts, Needs>,
  endedAtMs: number,
): Map<TaskFacts, number> {
  const slack = new Map<TaskFacts, number>();
  /** The latest moment for the whole of a phase. One a phase, not one a pair: a join of maps has their product. */
  const latestOfPhase = new Map<string, number>();
  /** The same for those of a phase that were enough: the ones that gave something by then. */
  const latestOfQuorum = new Map<string, { readonly untilSeq: number; readonly latest: number }>();

  // Backwards from what began last: whatever takes from a task began after it did.
  for (const task of tasks.toSorted((a, b) => b.began.seq - a.began.seq)) {
    lower(slack, task, endedAtMs - task.ended.atMs);
    lower(slack, task, (latestOfPhase.get(task.phase) ?? Infinity) - task.ended.atMs);
    const quorum = latestOfQuorum.get(task.phase);
    if (quorum !== undefined && task.ended.seq <= quorum.untilSeq)
      lower(slack, task, quorum.latest - task.ended.atMs);
    const own = slack.get(task) ?? 0;
    const latestStart = task.began.atMs + own;
    for (const { from, at, of } of needs.get(task)?.arrivals ?? []) {
      if (of === 'task') lower(slack, from, latestStart - at.atMs);
      else if (of === 'phase') lower(latestOfPhase, from.phase, latestStart);
      else {
        const latest = Math.min(latestStart, latestOfQuorum.get(from.phase)?.latest ?? Infinity);
        latestOfQuorum.set(from.phase, { untilSeq: at.seq, latest });
      }
    }
  }
  return slack;
}

function lower<K>(map: Map<K, number>, key: K, value: number): void {
  map.set(key, Math.min(value, map.get(key) ?? Infinity));
}
