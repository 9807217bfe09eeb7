import { sayUsd, sayUsdUp } from '@phasegraph/engine';
import { sentence } from '../sentence.js';
import { reasonOf } from '../view/reason.js';
import type { Theme } from '../view/theme.js';
import type { RunEnd, Trouble } from './run-end.js';

/** What there is to know of a run for saying what to do next. */
export interface Told extends Pick<RunEnd, 'troubles' | 'budget'> {
  /** Whether what was made is in a store. */
  readonly isKept: boolean;
  /** How to go on with the run, in the middle of a sentence. */
  readonly goOn: string;
}

/**
 * What failed or went by its fallback, why, and what to do. The same error of several tasks of a phase is told once, and
 * that no key is left, or no money, or no price, once for all phases.
 */
export function troubleLines(told: Told, theme: Theme): string[] {
  const { troubles } = told;
  const groups = new Map<string, Trouble[]>();
  for (const trouble of troubles) {
    const { status, error } = trouble;
    const phase = toldOnce.has(error.code) ? null : trouble.phase;
    // How much is left is another amount each time.
    const reason = error.code === noMoney ? null : reasonOf(error);
    const id = JSON.stringify([status, phase, error.code, reason]);
    groups.set(id, [...(groups.get(id) ?? []), trouble]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { status, error } = first;
    const names = group.map(({ task }) => task);
    const more = names.length > 4 ? ` and ${names.length - 3} more` : '';
    const what = status === 'failed' ? 'failed' : 'by fallback';
    const who = (more === '' ? names : names.slice(0, 3)).join(', ') + more;
    return [
      `  ${theme.sign(status, 0)} ${theme.tint(status, `${who} ${what}`)}`,
      `    ${reasonOf(error)} ${theme.dim(`(${error.code})`)}`,
      `    ${theme.dim(nextFor(first, told))}`,
    ];
  });
}

const noMoney = 'budget-exhausted';

const toldOnce: ReadonlySet<string> = new Set(['no-usable-key', noMoney, 'unknown-price']);

function nextFor({ status, error }: Trouble, told: Told): string {
  const { isKept, goOn } = told;
  if (error.code === 'no-usable-key') return `Check the API keys, then ${goOn}.`;
  if (error.code === noMoney) return goOnWithMoney(told);
  if (error.code === 'unknown-price')
    return `With a price, ${goOn}${isKept ? ': what was made is reused' : ''}.`;
  if (error.code === 'not-recorded')
    return 'Run it once without --cassette, on the same store: that makes the calls and records their answers.';
  if (status === 'degraded')
    return `Its rule made it from the brief. ${sentence(goOn)} to ask the model once more.`;
  if (!isKept) return `${sentence(goOn)}: nothing was kept, so all of it is made anew.`;
  return `${sentence(goOn)}: what was made is reused, only this and what needs it is tried.`;
}

/** A budget is for one run: what was spent does not count in the next one, and is not paid again where it was kept. */
function goOnWithMoney({ budget, isKept, goOn }: Told): string {
  const spent = budget === null ? '' : `, and this one spent ${sayUsd(budget.spentUsd)}`;
  const least = budget?.refusedUsd === undefined ? '' : ` of at least ${sayUsdUp(budget.refusedUsd)}`;
  if (!isKept)
    return `A budget is for one run${spent}. Nothing was kept: run with a larger --budget, and without --no-store.`;
  return `A budget is for one run${spent}. ${sentence(goOn)} with a --budget${least}: what was made is reused and costs nothing.`;
}
