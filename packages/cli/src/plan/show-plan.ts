import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { forecast, openStore } from '@phasegraph/engine';
import { website } from '@phasegraph/phases';
import { briefAt } from '../brief-at.js';
import { defaultTargets } from '../default-targets.js';
import { exitCodes } from '../exit-code.js';
import type { Ports } from '../ports.js';
import { abilitiesOf } from '../terminal.js';
import { themeFor } from '../view/theme.js';
import { planLines } from './plan-lines.js';
import { viewOfPlan } from './plan-view.js';

/** What `phasegraph plan` was asked for. */
export interface PlanCommandOptions {
  /** The path of a brief to check, as it was typed. */
  readonly brief?: string;
  readonly targets?: readonly string[];
  readonly json?: boolean;
  /** Where durations of earlier runs are looked up; `false` for nowhere. */
  readonly store: string | false;
}

/**
 * Prints what would run, in order of rank, and the forecast. Runs nothing, calls nothing, writes nothing.
 *
 * @throws BriefError, PhasegraphError
 */
export async function showPlan(options: PlanCommandOptions, { stdout, env, cwd }: Ports): Promise<number> {
  if (options.brief !== undefined) await briefAt(options.brief, cwd);
  const durations = learnedDurations(options.store === false ? null : resolve(cwd, options.store));
  const plan = website.plan({ targets: options.targets ?? defaultTargets, durations });
  const view = viewOfPlan(plan, forecast(plan), durations);
  const lines =
    options.json === true
      ? [JSON.stringify(view)]
      : planLines(view, themeFor(abilitiesOf(stdout, env)), stdout.columns);
  for (const line of lines) stdout.write(`${line}\n`);
  return exitCodes.done;
}

/** A store that is not there yet has nothing to tell, and looking must not make one. */
function learnedDurations(path: string | null): ReadonlyMap<string, number> {
  if (path === null || !existsSync(path)) return new Map();
  const store = openStore(path);
  try {
    return store.learnedDurations(website.phases.map(({ name }) => name));
  } finally {
    store.close();
  }
}
