import { sayUsd } from '@phasegraph/engine';
import cliTruncate from 'cli-truncate';
import { countOf } from '../count-of.js';
import { formatDuration } from '../view/duration.js';
import type { Theme } from '../view/theme.js';
import { wrapLine } from '../wrap-line.js';
import type { PlanView, PlanViewPhase } from './plan-view.js';

/** Writes a plan as a table, with the forecast below. `columns` is absent where nothing is to be cut. */
export function planLines(plan: PlanView, theme: Theme, columns: number | undefined): string[] {
  const { pipeline, targets, phases, criticalPath, criticalPathMs, sequentialMs } = plan;
  const cut = (line: string): string =>
    columns === undefined ? line : cliTruncate(line, columns - 1, { truncationCharacter: theme.ellipsis });
  const wrap = (line: string): string[] => (columns === undefined ? [line] : wrapLine(line, columns));
  const names = phases.map(nameOf);
  const width = Math.max(...names.map((name) => name.length), 5);
  return [
    ...wrap(`${theme.bold(pipeline)}: ${countOf(phases.length, 'phase')} to make ${targets.join(', ')}`),
    '',
    cut(theme.dim(`  ${'rank'.padStart(7)} ${'task'.padStart(7)}  ${'phase'.padEnd(width)}  takes`)),
    ...phases.map((phase, index) =>
      cut(
        `  ${formatDuration(phase.rankMs).padStart(7)} ${formatDuration(phase.estimateMs).padStart(7)}  ` +
          `${(names[index] ?? '').padEnd(width)}  ${theme.dim(phase.takes.join(', '))}`,
      ),
    ),
    '',
    ...wrap(`  Longest way: ${formatDuration(criticalPathMs)}, ${criticalPath.join(` ${theme.arrow} `)}`),
    ...wrap(`  One task after another: ${formatDuration(sequentialMs)}, with one task for every phase`),
    ...wrap(`  Expected: ${expectedTime(plan)}`),
    ...wrap(`  Cost: ${expectedCost(plan)}`),
    ...wrap(`  ${sourceOf(phases)}`),
    ...wrap('  Nothing was run, and no call was made.'),
  ];
}

/** How long it will take, and by which count and which limits. */
function expectedTime({ makespanMs, phases, uncountedLists, keys }: PlanView): string {
  const tasks = phases.reduce((sum, phase) => sum + phase.tasks, 0);
  const lists = uncountedLists.join(', ');
  return [
    formatDuration(makespanMs),
    `with ${countOf(tasks, 'task')}`,
    ...(lists === '' ? [] : [`one for all of ${lists}, of which no run has shown how many items there are`]),
    ...(keys === null ? [] : [`within the limits of ${countOf(keys, 'key')}`]),
  ].join(', ');
}

/** What it will cost if nothing is reused. */
function expectedCost({ usd, unknownCosts, uncountedLists, phases, isFree }: PlanView): string {
  const known = phases.some((phase) => (phase.usd ?? 0) > 0);
  if (isFree) {
    const free = 'nothing is paid: the embedded sandbox answers, since OPENAI_API_KEY is not set';
    return known ? `${free}; by the prices of the models it were ${sayUsd(usd)}` : free;
  }
  const lists = uncountedLists.length === 0 ? '' : ', and more for every further item';
  if (unknownCosts.length === 0) return `${sayUsd(usd)} if nothing is reused${lists}`;
  const unknown = `no run through this model and server has shown what is paid for ${unknownCosts.join(', ')}`;
  return known ? `${sayUsd(usd)} if nothing is reused${lists}; ${unknown}` : `not known: ${unknown}`;
}

function nameOf({ name, each }: PlanViewPhase): string {
  return each === null ? name : `${name} [each of ${each}]`;
}

function sourceOf(phases: readonly PlanViewPhase[]): string {
  const learned = phases.filter(({ estimateFrom }) => estimateFrom === 'runs').length;
  if (learned === 0) return 'Durations are those that the phases declare: no run has shown others yet.';
  if (learned === phases.length) return 'Durations are the medians of earlier runs.';
  return `Durations are the medians of earlier runs for ${countOf(learned, 'phase')}, declared ones for the others.`;
}
