import { summarise } from '@phasegraph/engine';
import type { RecordedRun, RunEvent, RunSummary, Store } from '@phasegraph/engine';
import { moneyOf } from '../generate/request.js';
import { countEnds, countNotNeeded, troublesOf } from '../generate/run-end.js';
import type { RunEnd } from '../generate/run-end.js';
import { unreachable } from '../unreachable.js';

/** A recorded run as it is shown. */
export interface RunView
  extends
    Pick<RunEnd, 'tasks' | 'notNeeded' | 'troubles' | 'isFree' | 'budgetUsd' | 'budget'>,
    Pick<
      RunSummary,
      'runId' | 'pipeline' | 'makespanMs' | 'taskTimeMs' | 'missing' | 'calls' | 'usage' | 'cost' | 'keys'
    > {
  /** As ISO 8601. */
  readonly startedAt: string;
  /**
   * How it ended; `under-way` when it has not, `interrupted` when its process has died before, and `unfinished` where it
   * cannot be told which of the two: on another machine.
   */
  readonly status: RunSummary['status'] | UnendedStatus;
  /** In the order of the plan. */
  readonly phases: readonly PhaseCounts[];
}

/** What there is to say of a run that did not tell how it ended. */
type UnendedStatus = 'under-way' | 'interrupted' | 'unfinished';

/** What a run did of a phase. */
interface PhaseCounts {
  readonly name: string;
  /** How many tasks ended, by how they did. */
  readonly tasks: RunEnd['tasks'];
  /** How many calls were made. */
  readonly calls: number;
}

/** Reads a run out of its store. */
export function viewOfRun(store: Store, run: RecordedRun): RunView {
  const events = store.readEvents(run.runId);
  const summary = summarise(events);
  const { makespanMs, taskTimeMs, missing, calls, usage, cost, keys } = summary;
  return {
    runId: run.runId,
    pipeline: run.pipeline,
    startedAt: new Date(run.startedAtMs).toISOString(),
    status: run.status ?? statusOf(run.life),
    makespanMs,
    taskTimeMs,
    tasks: countEnds(summary),
    notNeeded: countNotNeeded(summary),
    troubles: troublesOf(summary),
    missing,
    calls,
    usage,
    // What calls came to that were under way when the process died, nobody has told.
    cost: { ...cost, unknownCalls: cost.unknownCalls + (run.status === undefined ? callersLeft(events) : 0) },
    ...moneyOf(run),
    budget: summary.budget ?? null,
    keys,
    phases: phasesOf(events, summary),
  };
}

function statusOf(life: RecordedRun['life']): UnendedStatus {
  switch (life) {
    case 'alive':
      return 'under-way';
    case 'gone':
      return 'interrupted';
    case 'unknown':
    case undefined:
      return 'unfinished';
    default:
      return unreachable(life);
  }
}

/** How many tasks had begun and not ended that call a model or the like: they may have been paid for. */
function callersLeft(events: readonly RunEvent[]): number {
  const [started] = events;
  if (started?.type !== 'run-started') return 0;
  const calling = new Set(
    started.phases.flatMap(({ name, through }) => (through === undefined ? [] : [name])),
  );
  const left = new Set<string>();
  for (const event of events) {
    if (event.type === 'attempt-started' && calling.has(event.phase)) left.add(event.task);
    else if (event.type === 'task-ended') left.delete(event.task);
  }
  return left.size;
}

function phasesOf(events: readonly RunEvent[], { tasks }: RunSummary): PhaseCounts[] {
  const [started] = events;
  if (started?.type !== 'run-started') return [];
  return started.phases.map(({ name }) => ({
    name,
    tasks: countEnds({ tasks: tasks.filter(({ phase }) => phase === name) }),
    calls: events.filter((event) => isMadeFor(name, event)).length,
  }));
}

function isMadeFor(phase: string, event: RunEvent): boolean {
  return event.type === 'call-ended' && event.phase === phase && event.call.outcome !== 'replayed';
}
