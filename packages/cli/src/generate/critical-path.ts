import type { RunEvent, TaskReport } from '@phasegraph/engine';

/**
 * The tasks that the end of a run waited for, in order: back from the task that ended last, each time to the one
 * whose end let it start, which is the latest to end among those that it takes something from.
 */
export function criticalPathOf(events: readonly RunEvent[], tasks: readonly TaskReport[]): string[] {
  const after = new Map<string, readonly string[]>();
  for (const event of events) {
    if (event.type === 'run-started') for (const phase of event.phases) after.set(phase.name, phase.after);
  }
  const made = tasks.filter(({ end }) => end.status !== 'skipped' && end.status !== 'cancelled');
  const path: string[] = [];
  for (let task = latest(made); task !== undefined;) {
    path.unshift(task.task);
    const { phase, key, startedAtMs = task.endedAtMs } = task;
    const before = after.get(phase) ?? [];
    task = latest(
      made.filter((other) => before.includes(other.phase) && other.endedAtMs <= startedAtMs),
      key,
    );
  }
  return path;
}

/** Of equals the one of the same item, else the last. */
function latest(tasks: readonly TaskReport[], key?: string): TaskReport | undefined {
  let best: TaskReport | undefined;
  for (const task of tasks) {
    if (best === undefined || task.endedAtMs > best.endedAtMs) best = task;
    else if (task.endedAtMs === best.endedAtMs && (best.key === undefined || best.key !== key)) best = task;
  }
  return best;
}
