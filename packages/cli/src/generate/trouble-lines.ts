import { reasonOf } from '../view/reason.js';
import type { Theme } from '../view/theme.js';
import type { RunEnd, Trouble } from './run-end.js';

/**
 * What failed or went by its fallback, why, and what to do. The same error of several tasks of a phase is told once, and
 * that no key is left, or no money, once for all phases.
 */
export function troubleLines({ troubles }: Pick<RunEnd, 'troubles'>, theme: Theme): string[] {
  const groups = new Map<string, Trouble[]>();
  for (const trouble of troubles) {
    const { status, error } = trouble;
    const phase = error.code === noKey || error.code === noMoney ? null : trouble.phase;
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
      `    ${theme.dim(nextFor(first))}`,
    ];
  });
}

const noKey = 'no-usable-key';
const noMoney = 'budget-exhausted';

function nextFor({ status, error }: Trouble): string {
  if (error.code === noKey) return 'Check the API keys, then run the same command again.';
  if (error.code === noMoney)
    return 'Run the same command again with a larger --budget: what was made is reused and costs nothing.';
  return status === 'failed'
    ? 'Run the same command again: what was made is reused, only this and what needs it is tried.'
    : 'Its rule made it from the brief. Run the same command again to ask the model once more.';
}
