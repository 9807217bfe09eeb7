import { costLines } from '../generate/cost-lines.js';
import { label } from '../generate/label.js';
import { priceLines } from '../generate/price-lines.js';
import { troubleLines } from '../generate/trouble-lines.js';
import { countOf } from '../count-of.js';
import { formatDuration } from '../view/duration.js';
import type { Theme } from '../view/theme.js';
import type { PhaseCounts, RunView } from './run-view.js';

/** A line a run, the latest first. */
export function runListLines(runs: readonly RunView[], theme: Theme): string[] {
  const width = Math.max(...runs.map(({ status }) => status.length));
  return runs.map(({ runId, startedAt, status, makespanMs, tasks, calls }) =>
    [
      runId,
      theme.dim(secondOf(startedAt)),
      status.padEnd(width),
      formatDuration(makespanMs).padStart(7),
      theme.dim(`${countOf(tasks.reused, 'task')} reused, ${countOf(calls.answered, 'answered call')}`),
    ].join('  '),
  );
}

/** What a run reused, what it paid, how it ended. */
export function runLines(run: RunView, theme: Theme): string[] {
  const { runId, pipeline, startedAt, status, makespanMs, taskTimeMs, missing } = run;
  return [
    `${theme.bold(runId)}  ${pipeline}, ${sayStatus(status)}`,
    '',
    `  ${label('Began', theme)}${secondOf(startedAt)} UTC`,
    `  ${label('Time', theme)}${formatDuration(makespanMs)}, with tasks of ${formatDuration(taskTimeMs)} in all`,
    ...costLines(run, theme),
    ...priceLines(run, theme),
    ...(missing.length > 0 ? [`  ${label('Missing', theme)}${missing.join(', ')}`] : []),
    ...section(phaseLines(run.phases, theme)),
    ...section(troubleLines(run, theme)),
  ];
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function phaseLines(phases: readonly PhaseCounts[], theme: Theme): string[] {
  const width = Math.max(...phases.map(({ name }) => name.length));
  return phases.map(({ name, tasks, calls }) => {
    const ends = Object.entries(tasks).filter(([, count]) => count > 0);
    const counts = ends.map(([status, count]) => `${count} ${status}`).join(', ');
    const called = calls === 0 ? '' : theme.dim(`, ${countOf(calls, 'call')}`);
    return `  ${name.padEnd(width)}  ${counts === '' ? theme.dim('did not end') : counts}${called}`;
  });
}

function sayStatus(status: RunView['status']): string {
  return status === 'unfinished' ? 'unfinished: it is under way, or its process died' : status;
}

/** `2026-03-01 12:30:05` */
function secondOf(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
