import { sayUsd } from '@phasegraph/engine';
import { countOf } from '../count-of.js';
import type { Theme } from '../view/theme.js';
import { label, noLabel } from './label.js';
import type { RunEnd } from './run-end.js';

/** What a run cost and what it did not have to pay again; nothing where no call was made or saved. */
export function priceLines(
  end: Pick<RunEnd, 'calls' | 'cost' | 'isFree' | 'budgetUsd'>,
  theme: Theme,
): string[] {
  const { cost, isFree, budgetUsd } = end;
  const { usd, unknownCalls, savedUsd, unknownSaved } = cost;
  const calls = end.calls.answered + end.calls.failed + end.calls.aborted;
  const total = [
    ...(budgetUsd === null ? [] : [`of a budget of ${sayUsd(budgetUsd)}`]),
    ...(unknownCalls === 0 ? [] : [`and ${countOf(unknownCalls, 'call')} of unknown cost`]),
    ...(isFree && calls > 0 ? ['by the prices of the models: the sandbox answered, nothing was paid'] : []),
  ];
  return [
    ...(calls === 0 && budgetUsd === null
      ? []
      : [`  ${label('Cost', theme)}${[sayUsd(usd), ...total].join(', ')}`]),
    ...dearest(end, theme),
    ...(savedUsd === 0 && unknownSaved === 0
      ? []
      : [
          `  ${label('Saved', theme)}${sayUsd(savedUsd)} by reuse` +
            (unknownSaved === 0 ? '' : `, and ${countOf(unknownSaved, 'record')} of unknown cost`),
        ]),
  ];
}

const toldPhases = 3;

/** The phases that cost most, where more than one cost anything. */
function dearest({ cost }: Pick<RunEnd, 'cost'>, theme: Theme): string[] {
  const paid = cost.phases.filter(({ usd }) => usd > 0).toSorted((a, b) => b.usd - a.usd);
  if (paid.length < 2) return [];
  const told = paid.slice(0, toldPhases).map(({ phase, usd }) => `${phase} ${sayUsd(usd)}`);
  return [`  ${noLabel}${theme.dim(`most of it: ${told.join(', ')}`)}`];
}
