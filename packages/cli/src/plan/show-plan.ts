import { resolve } from 'node:path';
import { forecast, forecastCost, rehearse } from '@phasegraph/engine';
import { website } from '@phasegraph/phases';
import { briefAt } from '../brief-at.js';
import { findConfig, readConfig } from '../config/read-config.js';
import { defaultTargets } from '../default-targets.js';
import { exitCodes } from '../exit-code.js';
import { poolOptionsOf } from '../config/pool-options.js';
import { plannedModel } from '../generate/model.js';
import type { GuardedPorts } from '../secrets.js';
import { abilitiesOf } from '../terminal.js';
import { themeFor } from '../view/theme.js';
import { keysOf } from './keys-of.js';
import { knowledgeIn } from './knowledge.js';
import { planLines } from './plan-lines.js';
import { viewOfPlan } from './plan-view.js';

/** What `phasegraph plan` was asked for. */
export interface PlanCommandOptions {
  /** The path of a brief to check, as it was typed. */
  readonly brief?: string;
  readonly targets?: readonly string[];
  readonly json?: boolean;
  /** Where earlier runs are looked up; `false` for nowhere. */
  readonly store: string | false;
  /** The path of a config file, whose limits the forecast is under, as it was typed. */
  readonly config?: string;
  /** How many tasks are to run at once at most. */
  readonly concurrency?: number;
}

/**
 * Prints what would run, in order of rank, and the forecast. Runs nothing, calls nothing, writes nothing.
 *
 * @throws BriefError, ConfigError, InputError, PhasegraphError
 */
export async function showPlan(options: PlanCommandOptions, ports: GuardedPorts): Promise<number> {
  const { stdout, env, cwd } = ports;
  if (options.brief !== undefined) await briefAt(options.brief, cwd);
  const config = await readConfig(options.config ?? findConfig(cwd), cwd, env);
  const keys = keysOf(config);
  const configured = config && poolOptionsOf(config, env);
  for (const { secret } of configured?.keys ?? []) ports.keepSecret(secret);
  const model = plannedModel(configured, ports);
  const { durations, costs, habits } = knowledgeIn(
    options.store === false ? null : resolve(cwd, options.store),
    model,
    ports.stderr,
  );
  const plan = website.plan({ targets: options.targets ?? defaultTargets, durations });
  const { concurrency } = options;
  const rehearsal = rehearse(plan, { ...habits, keys, ...(concurrency !== undefined && { concurrency }) });
  const view = viewOfPlan(plan, {
    ...forecast(plan),
    ...rehearsal,
    cost: forecastCost(plan, rehearsal.tasks, costs),
    learned: durations,
    shownLists: new Set(habits.items.keys()),
    isFree: model.isFree,
    keys: keys?.groups.reduce((sum, count) => sum + count, 0) ?? null,
  });
  const lines =
    options.json === true
      ? [JSON.stringify(view)]
      : planLines(view, themeFor(abilitiesOf(stdout, env)), stdout.columns);
  for (const line of lines) stdout.write(`${line}\n`);
  return exitCodes.done;
}
