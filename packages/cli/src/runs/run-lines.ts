import { sayUsd } from '@phasegraph/engine';
import { costLines } from '../generate/cost-lines.js';
import { resumeCommand } from '../generate/go-on.js';
import { label } from '../generate/label.js';
import { priceLines } from '../generate/price-lines.js';
import { troubleLines } from '../generate/trouble-lines.js';
import { countOf } from '../count-of.js';
import { formatDuration } from '../view/duration.js';
import type { Theme } from '../view/theme.js';
import type { RunView } from './run-view.js';

/** A table of runs, the latest first, no wider than 80 columns: an id begins with when its run began, in UTC. */
export function runListLines(runs: readonly RunView[], theme: Theme): string[] {
  const rows = runs.map(({ runId, status, makespanMs, tasks, cost, isFree }) => ({
    runId,
    status,
    time: formatDuration(makespanMs),
    paid: isFree ? 'nothing' : inTable(cost.usd, cost.unknownCalls),
    saved: inTable(cost.savedUsd, cost.unknownSaved),
    reused: String(tasks.reused),
  }));
  const heading = {
    runId: 'run',
    status: 'ended',
    time: 'time',
    paid: 'paid',
    saved: 'saved',
    reused: 'reused',
  };
  const widthOf = (column: keyof typeof heading): number =>
    Math.max(...[heading, ...rows].map((row) => row[column].length));
  const [id, ended] = [widthOf('runId'), widthOf('status')];
  const line = ({ runId, status, time, paid, saved, reused }: typeof heading): string =>
    [
      runId.padEnd(id),
      status.padEnd(ended),
      time.padStart(7),
      paid.padStart(8),
      saved.padStart(8),
      reused.padStart(6),
    ].join('  ');
  const isOpen = rows.some(({ paid, saved }) => `${paid}${saved}`.includes('+'));
  return [
    theme.dim(line(heading)),
    ...rows.map(line),
    ...(isOpen ? [theme.dim('+: calls or records of unknown cost come on top')] : []),
  ];
}

/** An amount in few letters; with a sign behind it where more comes on top of it that nobody knows. */
function inTable(usd: number, unknown: number): string {
  const amount = usd > 0 && usd < 0.0001 ? '<$0.0001' : sayUsd(usd);
  return unknown > 0 ? `${amount}+` : amount;
}

/** What a run is shown for. */
interface RunPage {
  readonly theme: Theme;
  /** The path of its store, whole. */
  readonly store: string;
  /** Paths below it are shown from there. */
  readonly cwd: string;
}

/** What a run reused, what it paid, how it ended. */
export function runLines(run: RunView, { theme, store, cwd }: RunPage): string[] {
  const { runId, pipeline, startedAt, status, makespanMs, taskTimeMs, missing } = run;
  const goOn = `run ${resumeCommand(store, cwd, runId)}`;
  return [
    `${theme.bold(runId)}  ${pipeline}, ${sayStatus(status)}`,
    '',
    `  ${label('Began', theme)}${secondOf(startedAt)} UTC`,
    `  ${label('Time', theme)}${formatDuration(makespanMs)}, with tasks of ${formatDuration(taskTimeMs)} in all`,
    ...costLines(run, theme),
    ...priceLines(run, theme),
    ...(missing.length > 0 ? [`  ${label('Missing', theme)}${missing.join(', ')}`] : []),
    ...section(phaseLines(run, theme)),
    ...section(troubleLines({ ...run, isKept: true, goOn }, theme)),
  ];
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function phaseLines({ phases, cost }: Pick<RunView, 'phases' | 'cost'>, theme: Theme): string[] {
  const costs = new Map(cost.phases.map((each) => [each.phase, each]));
  const width = Math.max(...phases.map(({ name }) => name.length));
  return phases.map(({ name, tasks, calls }) => {
    const ends = Object.entries(tasks).filter(([, count]) => count > 0);
    const counts = ends.map(([status, count]) => `${count} ${status}`).join(', ');
    const { usd = 0, unknownCalls = 0, savedUsd = 0 } = costs.get(name) ?? {};
    const called = [
      ...(calls === 0 ? [] : [countOf(calls, 'call')]),
      ...(usd > 0 ? [sayUsd(usd)] : []),
      ...(unknownCalls > 0 ? [`${unknownCalls} of unknown cost`] : []),
      ...(savedUsd > 0 ? [`${sayUsd(savedUsd)} saved`] : []),
    ].map((part) => theme.dim(`, ${part}`));
    return `  ${name.padEnd(width)}  ${counts === '' ? theme.dim('did not end') : counts}${called.join('')}`;
  });
}

function sayStatus(status: RunView['status']): string {
  return unended[status] ?? status;
}

const unended: Partial<Record<RunView['status'], string>> = {
  'under-way': 'under way',
  interrupted: 'interrupted: its process died',
  unfinished: 'unfinished: it is under way on another machine, or its process died',
};

/** `2026-03-01 12:30:05` */
function secondOf(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
