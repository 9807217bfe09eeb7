import { explain } from '@phasegraph/engine';
import type {
  BudgetReport,
  ErrorRecord,
  PathStep,
  RecordedUse,
  RunReport,
  RunStatus,
  RunSummary,
  TaskEnd,
} from '@phasegraph/engine';
import { qualityReport, website } from '@phasegraph/phases';
import type { QualityReport } from '@phasegraph/phases';
import { exitCodeOf, exitCodes } from '../exit-code.js';
import type { StopSignal } from '../ports.js';
import { valuesOf } from './values.js';

/** The last line of `--json`, and what the closing words of a run are written from. */
export interface RunEnd {
  readonly type: 'end';
  readonly exitCode: number;
  readonly runId: string;
  readonly status: RunStatus;
  readonly makespanMs: number;
  /** The time of all tasks added up. */
  readonly taskTimeMs: number;
  /** The tasks that the end of the run waited for, in order, with what each spent waiting for limits and retries. */
  readonly criticalPath: readonly PathStep[];
  /** How many tasks ended, by how they did. */
  readonly tasks: Readonly<Record<TaskEnd['status'], number>>;
  /** Of the skipped tasks, how many had nothing to do, by the phase whose condition does not hold. */
  readonly notNeeded: Readonly<Record<string, number>>;
  readonly troubles: readonly Trouble[];
  /** Targets that were not made. */
  readonly missing: readonly string[];
  readonly calls: RunSummary['calls'];
  readonly usage: RunSummary['usage'];
  /** What the calls cost, in all and by phase, and what reuse saved, in US dollars. */
  readonly cost: RunSummary['cost'];
  /** Whether that was paid: what the embedded sandbox answers costs nothing, and is counted at the models' prices. */
  readonly isFree: boolean;
  /** The cap of the cost of this one run, in US dollars. */
  readonly budgetUsd: number | null;
  /** What became of it; `null` where the run had none, or did not end. */
  readonly budget: BudgetReport | null;
  /** The API keys that were called or found to be of no use. */
  readonly keys: RunSummary['keys'];
  readonly quality: QualityReport | null;
  /** Where the site was written. */
  readonly site: WrittenSite | null;
  /** Where results are kept. */
  readonly store: string | null;
  /** How many tasks have a result there that a further run will take. */
  readonly kept: number;
  /** What became of what the store had. */
  readonly recorded: RecordedUse;
  readonly storeErrors: readonly string[];
  readonly stoppedBy: StopSignal | null;
  /** The values of targets other than the site and its quality report, by name. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** A site on disk. */
export interface WrittenSite {
  /** Absolute. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

/** A task that did not go as it should. */
export interface Trouble {
  readonly task: string;
  readonly phase: string;
  readonly status: 'degraded' | 'failed';
  readonly error: ErrorRecord;
}

/** What the report does not know of a run. */
interface Circumstances {
  readonly targets: readonly string[];
  readonly storePath: string | null;
  readonly recorded: RecordedUse;
  readonly budgetUsd: number | null;
  readonly isFree: boolean;
  readonly strict: boolean;
  readonly stoppedBy: StopSignal | null;
  readonly written: WrittenSite | null;
}

/** Draws a run's end from its report and its circumstances. */
export function endOf(report: RunReport, circumstances: Circumstances): RunEnd {
  const { summary, status } = report;
  const { runId, makespanMs, taskTimeMs, missing, calls, usage, cost, keys, storeErrors } = summary;
  const { targets, storePath, recorded, budgetUsd, isFree, strict, stoppedBy, written } = circumstances;
  return {
    type: 'end',
    exitCode: stoppedBy === null ? exitCodeOf(status, strict) : exitCodes[stoppedBy],
    runId,
    status,
    makespanMs,
    taskTimeMs,
    criticalPath: explain(report.events).criticalPath,
    tasks: countEnds(summary),
    notNeeded: countNotNeeded(summary),
    troubles: troublesOf(summary),
    missing,
    calls,
    usage,
    cost,
    isFree,
    budgetUsd,
    budget: summary.budget ?? null,
    keys,
    quality: report.has(qualityReport) ? report.value(qualityReport) : null,
    site: written,
    store: storePath,
    kept: storePath === null ? 0 : countKept(summary),
    recorded,
    storeErrors,
    stoppedBy,
    values: valuesOf(report, targets),
  };
}

/** What phases without `reuse` make is not recorded. */
function countKept({ tasks }: Pick<RunSummary, 'tasks'>): number {
  const kept = new Set<string>(website.phases.filter(({ reuse }) => reuse).map(({ name }) => name));
  return tasks.filter(
    ({ phase, end }) => kept.has(phase) && (end.status === 'succeeded' || end.status === 'reused'),
  ).length;
}

/** How many tasks ended in which way. */
export function countEnds({ tasks }: Pick<RunSummary, 'tasks'>): RunEnd['tasks'] {
  const counts = { succeeded: 0, degraded: 0, reused: 0, failed: 0, skipped: 0, cancelled: 0 };
  for (const { end } of tasks) counts[end.status]++;
  return counts;
}

/** Of the skipped tasks, how many had nothing to do, by the phase whose condition does not hold. */
export function countNotNeeded({ tasks }: Pick<RunSummary, 'tasks'>): RunEnd['notNeeded'] {
  const counts: Record<string, number> = {};
  for (const { end } of tasks)
    if (end.status === 'skipped' && end.reason === 'condition')
      counts[end.because] = (counts[end.because] ?? 0) + 1;
  return counts;
}

/** The tasks that failed or went by their fallback, failures first. What was skipped has its cause among them. */
export function troublesOf({ tasks }: Pick<RunSummary, 'tasks'>): Trouble[] {
  const troubles = tasks.flatMap(({ task, phase, end }): Trouble[] =>
    end.status === 'failed' || end.status === 'degraded'
      ? [{ task, phase, status: end.status, error: end.error }]
      : [],
  );
  return troubles.toSorted((a, b) => Number(a.status === 'degraded') - Number(b.status === 'degraded'));
}
