import { countOf } from '../count-of.js';
import type { Theme } from '../view/theme.js';
import type { RunEnd } from './run-end.js';

const toldFindings = 5;

/** What the checks of the site found: the counts, and the worst findings with the phases that own them. */
export function qualityLines({ quality }: Pick<RunEnd, 'quality'>, theme: Theme): string[] {
  if (quality === null) return [];
  const { counts, checks, findings } = quality;
  const examined = checks.reduce((sum, check) => sum + check.examined, 0);
  const found = (['error', 'warning', 'note'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => countOf(counts[severity], severity));
  const state = counts.error > 0 ? 'failed' : counts.warning > 0 ? 'degraded' : 'succeeded';
  const rest = findings.length - toldFindings;
  return [
    `  ${theme.sign(state, 0)} ${theme.bold('Quality')}: ${found.length === 0 ? 'nothing found' : found.join(', ')} ` +
      theme.dim(`(${examined.toLocaleString('en')} things looked at in ${countOf(checks.length, 'check')})`),
    ...findings
      .slice(0, toldFindings)
      .map(
        ({ severity, check, message, phase, page }) =>
          `    ${theme.tint(findingState[severity], severity)} ${check}${placeOf(page, message)}: ${message} ${theme.dim(`(${phase})`)}`,
      ),
    ...(rest > 0 ? [theme.dim(`    and ${rest} more: all of them are in the last line of --json`)] : []),
  ];
}

const findingState = { error: 'failed', warning: 'degraded', note: 'waiting' } as const;

/** The page of a finding, unless its message names it. */
function placeOf(page: string | null, message: string): string {
  return page === null || message.includes(page) ? '' : ` in ${page}`;
}
