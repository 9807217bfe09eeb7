import { sayUsd } from '@phasegraph/engine';
import type { RunSummary } from '@phasegraph/engine';
import { countOf } from '../count-of.js';
import { oneLine } from '../view/one-line.js';
import type { Theme } from '../view/theme.js';
import { label, noLabel } from './label.js';
import type { RunEnd } from './run-end.js';

/** What a run took of calls, all together and by key, and what it did not have to do. */
export function costLines(
  { calls, usage, keys, tasks, notNeeded }: Pick<RunEnd, 'calls' | 'usage' | 'keys' | 'tasks' | 'notNeeded'>,
  theme: Theme,
): string[] {
  const all = Object.values(tasks).reduce((sum, count) => sum + count, 0);
  const total = calls.answered + calls.failed + calls.aborted;
  return [
    `  ${label('Calls', theme)}${[String(total), ...detailsOf(calls, usage)].join(', ')}`,
    ...keyLines(keys, theme),
    ...(calls.replayed > 0
      ? [`  ${label('Replayed', theme)}${countOf(calls.replayed, 'call')} answered before, from the store`]
      : []),
    ...(tasks.reused > 0
      ? [`  ${label('Reused', theme)}${tasks.reused} of ${countOf(all, 'task')}, from the store`]
      : []),
    ...Object.entries(notNeeded).map(
      ([phase, count]) =>
        `  ${label('Not needed', theme)}${countOf(count, 'task')}: the condition of ${JSON.stringify(phase)} does not hold`,
    ),
  ];
}

/** A line a key, where there is more than one or one is done for: else the line of all calls says it. */
function keyLines(keys: RunEnd['keys'], theme: Theme): string[] {
  if (keys.length < 2 && keys.every(({ retired }) => retired === undefined)) return [];
  return keys.map(({ keyId, answered, failed, aborted, usage, cost, retired }, index) => {
    const paid = cost.usd > 0 ? [sayUsd(cost.usd)] : [];
    const counts = [`${answered} answered`, ...detailsOf({ failed, aborted }, usage), ...paid].join(', ');
    const lead = index === 0 ? label('Keys', theme) : noLabel;
    const why = retired === undefined ? '' : `; ${theme.tint('failed', `retired: ${oneLine(retired)}`)}`;
    return `  ${lead}${oneLine(keyId)}: ${counts}${why}`;
  });
}

function detailsOf(
  { failed, aborted }: Pick<RunSummary['calls'], 'failed' | 'aborted'>,
  { inputTokens, cachedInputTokens, outputTokens, images }: RunSummary['usage'],
): string[] {
  const cached = cachedInputTokens > 0 ? ` (${grouped(cachedInputTokens)} cached)` : '';
  return [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(aborted > 0 ? [`${aborted} aborted`] : []),
    ...(inputTokens + outputTokens > 0
      ? [`${grouped(inputTokens)} tokens in${cached}, ${grouped(outputTokens)} out`]
      : []),
    ...(images > 0 ? [countOf(images, 'image')] : []),
  ];
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
