import { describe, expect, it } from '@jest/globals';
import { summarise } from '@phasegraph/engine';
import type { RunEvent } from '@phasegraph/engine';
import { criticalPathOf } from '../../src/generate/critical-path.js';
import { EventLog, phase, runStarted, task } from '../view/event-log.js';
import { websiteRun } from '../view/website-run.js';

describe('criticalPathOf', () => {
  it('goes back from the end, each time to what ended last before the start', () => {
    expect(pathOf(withStarts(websiteRun().events))).toEqual([
      'section-planning',
      'layout-generation',
      'image-planning',
      'image-generation[rye]',
      'site-assembly',
    ]);
  });

  it('follows the item where several ended at once', () => {
    // plan -> a* -> b*, joined by item
    const log = new EventLog().at(
      0,
      runStarted(phase('plan'), phase('a', ['plan'], true), phase('b', ['a', 'plan'], true)),
      task('plan').created,
      task('plan').started(),
    );
    log.at(1, task('plan').succeeded, task('a[x]').started(), task('a[y]').started());
    log.at(5, task('a[x]').succeeded, task('a[y]').succeeded, task('b[x]').started(), task('b[y]').started());
    log.at(6, task('b[y]').succeeded).at(9, task('b[x]').succeeded);
    expect(pathOf(withStarts(log.events))).toEqual(['plan', 'a[x]', 'b[x]']);
  });

  it('is empty for a run in which nothing was made', () => {
    expect(pathOf(new EventLog().at(0, runStarted(phase('a'))).events)).toEqual([]);
  });
});

function pathOf(events: readonly RunEvent[]): string[] {
  return criticalPathOf(events, summarise(events).tasks);
}

/** The engine says in a task's end when it started; what is written by hand says it only in the start. */
function withStarts(events: readonly RunEvent[]): RunEvent[] {
  const starts = new Map<string, number>();
  return events.map((event) => {
    if (event.type === 'attempt-started' && event.attempt === 1) starts.set(event.task, event.atMs);
    const startedAtMs = event.type === 'task-ended' ? starts.get(event.task) : undefined;
    return startedAtMs === undefined ? event : ({ ...event, startedAtMs } as RunEvent);
  });
}
