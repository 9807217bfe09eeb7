import { sayUsd } from '@phasegraph/engine';
import { countOf } from '../count-of.js';
import { formatBytes } from '../format-bytes.js';
import { pathFrom } from '../path-from.js';
import { formatDuration } from '../view/duration.js';
import type { Theme } from '../view/theme.js';
import { wrapLine } from '../wrap-line.js';
import { costLines } from './cost-lines.js';
import { howToGoOn } from './go-on.js';
import { label } from './label.js';
import { priceLines } from './price-lines.js';
import { qualityLines } from './quality-lines.js';
import type { RunEnd } from './run-end.js';
import { sentence } from '../sentence.js';
import { troubleLines } from './trouble-lines.js';

/** What the closing words are written for. */
export interface Page {
  readonly theme: Theme;
  readonly columns: number;
  /** Paths below it are shown from there. */
  readonly cwd: string;
}

/** The closing words of a run: what came of it, what it took, what went wrong, and what to do next. */
export function summaryLines(end: RunEnd, page: Page): string[] {
  const parts = [
    verdict(end, page),
    [...timeLines(end, page), ...costLines(end, page.theme), ...priceLines(end, page.theme)],
    troubleLines({ ...end, isKept: end.store !== null, goOn: howToGoOn(end, page.cwd) }, page.theme),
    qualityLines(end, page.theme),
    nextLines(end, page),
  ];
  const lines = parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
  return lines.flatMap((line) => wrapLine(line, page.columns));
}

function verdict(end: RunEnd, { theme, cwd }: Page): string[] {
  const { site, status, tasks, missing, stoppedBy, notNeeded } = end;
  const sign = (state: 'succeeded' | 'degraded' | 'failed' | 'cancelled'): string => theme.sign(state, 0);
  if (stoppedBy !== null || status === 'cancelled') {
    return [
      `${sign('cancelled')} ${theme.bold('Stopped')} after ${formatDuration(end.makespanMs)}. No site was written.`,
    ];
  }
  if (status === 'store-failed') {
    const why = end.storeErrors.at(-1) ?? 'the store cannot be written to.';
    return [`${sign('failed')} ${theme.bold('Stopped')}, since nothing more could be kept: ${why}`];
  }
  if (status === 'budget-exhausted' && site === null) {
    return [
      `${sign('failed')} ${theme.bold('Out of budget')}: ${whatIsMissing(missing)} could not be made for ${sayUsd(end.budgetUsd ?? 0)}.`,
    ];
  }
  if (status === 'failed') {
    return [`${sign('failed')} ${theme.bold('Failed')}: ${whatIsMissing(missing)} could not be made.`];
  }
  const made =
    site === null
      ? madeBesideSite(end)
      : `${theme.bold(pathFrom(cwd, site.path))} is ready: ${countOf(site.files, 'file')}, ${formatBytes(site.bytes)}`;
  if (status === 'succeeded') return [`${sign('succeeded')} ${made}.`];
  const skipped = tasks.skipped - Object.values(notNeeded).reduce((sum, count) => sum + count, 0);
  const but = [
    ...(tasks.degraded > 0 ? [`${countOf(tasks.degraded, 'task')} made by fallback`] : []),
    ...(tasks.failed > 0 ? [`${tasks.failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return [`${sign('degraded')} ${made}, ${but.join(', ')}.`];
}

function whatIsMissing(missing: readonly string[]): string {
  return missing.length === 0 ? 'what was asked for' : missing.join(', ');
}

/** What came of a run for other targets than the site. */
function madeBesideSite({ values, quality }: RunEnd): string {
  const names = Object.keys(values);
  if (names.length > 0) return `Made ${names.join(', ')}, to be seen with --json; the site was not asked for`;
  return quality === null ? 'There was nothing to make' : 'Looked at the site; it was not to be written';
}

function timeLines(end: RunEnd, { theme }: Page): string[] {
  const { makespanMs, taskTimeMs, criticalPath } = end;
  // Everything was in the store: no task took any time, and no way was the longest.
  if (taskTimeMs === 0) return [`  ${label('Time', theme)}${formatDuration(makespanMs)}`];
  const way = criticalPath.map(({ task }) => task);
  const atOnce = taskTimeMs / Math.max(makespanMs, 1);
  const beside = atOnce >= 1.05 ? `: ${atOnce.toFixed(1)} at once on average` : '';
  return [
    `  ${label('Time', theme)}${formatDuration(makespanMs)}, with tasks of ${formatDuration(taskTimeMs)} in all${beside}`,
    // Of a run that was stopped the way ends somewhere on the way.
    ...(way.length === 0 || end.stoppedBy !== null
      ? []
      : [`  ${label('Longest way', theme)}${way.join(` ${theme.arrow} `)}${heldUp(criticalPath)}`]),
  ];
}

/** What the longest way would have been spared without limits and failed attempts, when it is worth a word. */
function heldUp(path: RunEnd['criticalPath']): string {
  const parts = [
    { ms: path.reduce((sum, { limitMs, slotMs }) => sum + limitMs + slotMs, 0), by: 'waiting for its turn' },
    { ms: path.reduce((sum, { retryMs }) => sum + retryMs, 0), by: 'until retries' },
  ].filter(({ ms }) => ms >= 100);
  return parts.length === 0
    ? ''
    : ` (${parts.map(({ ms, by }) => `${formatDuration(ms)} of it ${by}`).join(', ')})`;
}

/** How many of a store's errors are told, a line each. */
const mostErrors = 5;

function nextLines(end: RunEnd, { theme, cwd }: Page): string[] {
  const { site, store, stoppedBy, kept, storeErrors } = end;
  const lines: string[] = [];
  if (stoppedBy !== null) {
    lines.push(
      store === null
        ? '  Nothing was kept: the run had no store.'
        : `  ${countOf(kept, 'task')} kept in ${pathFrom(cwd, store)}. ${sentence(howToGoOn(end, cwd))} to go on from there.`,
    );
  }
  if (site !== null) lines.push(`  ${label('Look at it', theme)}${lookAt(site.path, cwd)}`);
  if (storeErrors.length > 0 && end.status !== 'store-failed') {
    lines.push(`  ${theme.sign('degraded', 0)} Not all is in the store, or was not any more:`);
    lines.push(...storeErrors.slice(0, mostErrors).map((error) => `    ${error}`));
    const more = storeErrors.length - mostErrors;
    if (more > 0) lines.push(`    and ${more} more.`);
  }
  return lines;
}

function lookAt(path: string, cwd: string): string {
  return `open ${pathFrom(cwd, path)}/index.html in a browser`;
}
