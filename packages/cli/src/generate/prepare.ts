import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkOutFolder, website } from '@phasegraph/phases';
import type { Brief } from '@phasegraph/phases';
import type { RecordedUse } from '@phasegraph/engine';
import { defaultTargets } from '../default-targets.js';
import { briefAt } from '../brief-at.js';
import { pathFrom } from '../path-from.js';
import { InputError } from '../failure.js';
import { poolOptionsOf } from '../config/pool-options.js';
import type { ConfiguredPool } from '../config/pool-options.js';
import { findConfig, readConfig } from '../config/read-config.js';
import { checkWayTo, outputFile } from '../output-file.js';
import type { GuardedPorts } from '../secrets.js';
import type { GenerateOptions } from './options.js';

/** What a run is to do, with everything looked at that can be before it costs anything. */
export interface Job {
  readonly brief: Brief;
  /** The names of the artifacts to make. */
  readonly targets: readonly string[];
  /** Absolute. */
  readonly outDir: string;
  /** Absolute; `null` for no store. */
  readonly storePath: string | null;
  /** What becomes of what the store has. */
  readonly recorded: RecordedUse;
  /** What the store has from before counts as not there; in milliseconds since 1970. */
  readonly recordedSinceMs: number | undefined;
  readonly concurrency: number | undefined;
  /** In US dollars; `null` for no cap. */
  readonly budgetUsd: number | null;
  /** The config file, absolute; `null` for none. */
  readonly configPath: string | null;
  /** The pool of a config file; `undefined` for that of the environment. */
  readonly pool: ConfiguredPool | undefined;
  /** Absolute; `null` for no trace. */
  readonly tracePath: string | null;
}

/**
 * Reads the brief and the config file and checks the targets and the folder. Writes nothing. What the config file holds of
 * secrets is kept from then on.
 *
 * @throws BriefError, ConfigError, InvalidPipelineError, SiteWriteError, InputError
 */
export async function prepare(options: GenerateOptions, ports: GuardedPorts): Promise<Job> {
  const { cwd, env } = ports;
  const configFile = options.config ?? findConfig(cwd);
  const config = await readConfig(configFile, cwd, env);
  const pool = config && poolOptionsOf(config, env);
  for (const { secret } of pool?.keys ?? []) ports.keepSecret(secret);
  const brief = typeof options.brief === 'string' ? await briefAt(options.brief, cwd) : options.brief;
  const targets = options.targets ?? defaultTargets;
  website.plan({ targets });
  const outDir = resolve(cwd, options.out);
  await checkWayTo(outDir);
  await checkOutFolder(outDir, { force: options.force === true });
  if (options.cassette === true && options.store === false)
    throw new InputError(
      'no-store',
      'With --cassette only answers that a store has are used, and --no-store leaves it out; leave one of them out.',
    );
  const storePath = options.store === false ? null : resolve(cwd, options.store);
  if (options.cassette === true && storePath !== null && !existsSync(storePath))
    throw new InputError(
      'no-store',
      `With --cassette only answers that a store has are used, and there is none at ${pathFrom(cwd, storePath)}. Name the one that the answers were recorded in with --store.`,
    );
  const tracePath = options.trace === undefined ? null : await outputFile(options.trace, cwd);
  const recorded = options.fresh === true ? 'fresh' : options.cassette === true ? 'cassette' : 'use';
  const { freshSinceMs: recordedSinceMs, concurrency, budget: budgetUsd = null } = options;
  return {
    brief,
    targets,
    outDir,
    storePath,
    recorded,
    recordedSinceMs,
    concurrency,
    budgetUsd,
    configPath: configFile === undefined ? null : resolve(cwd, configFile),
    pool,
    tracePath,
  };
}
