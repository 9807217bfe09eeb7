import { seededFaults } from '@phasegraph/sandbox';
import type { LimitMode, Limits, LimitsOption, SandboxKey, SandboxOptions } from '@phasegraph/sandbox';
import { InputError } from '../failure.js';
import type { Ports } from '../ports.js';
import type { ConfiguredKey, SandboxConfig } from './config.js';

/** What `phasegraph sandbox` was asked for by its options. */
export interface SandboxFlags extends Limits {
  /** Absent for one of the system's choosing. */
  readonly port?: number;
  readonly mode?: LimitMode;
  /** Whether tokens that were reserved for an answer stay counted when it took fewer. */
  readonly keepsReserved?: boolean;
  /** How long every answer takes, in milliseconds. */
  readonly latency?: number;
  /** The share of calls that each fault befalls. */
  readonly faults?: Readonly<Record<string, number>>;
  readonly seed?: number;
  /** A file with more. */
  readonly config?: string;
}

/** The seed of faults where none is given: the same run again is what one expects. */
const usualSeed = 1;

/**
 * What the sandbox is started with: what the file says, and the options over it.
 *
 * @throws InputError, SandboxError
 */
export function settingsOf(flags: SandboxFlags, config: SandboxConfig, env: Ports['env']): SandboxOptions {
  const { keys, latencyMs, faults: configuredFaults, seed: configuredSeed, limits: _, ...others } = config;
  const latency = flags.latency ?? latencyMs;
  const rates = flags.faults ?? configuredFaults;
  const limits = limitsOf(flags, config);
  const seed = flags.seed ?? configuredSeed ?? usualSeed;
  return {
    ...others,
    ...(keys && { keys: keys.map((key, index) => withSecret(key, index, env)) }),
    ...(limits && { limits }),
    ...(flags.port !== undefined && { port: flags.port }),
    ...(flags.mode && { mode: flags.mode }),
    ...(flags.keepsReserved && { keepsReserved: true }),
    ...(latency !== undefined && { latency }),
    ...(rates && { faults: seededFaults({ seed, rates }) }),
  };
}

function limitsOf(flags: SandboxFlags, config: SandboxConfig): LimitsOption | undefined {
  const { rpm, tpm, ipm, rpd, concurrency } = flags;
  const given = Object.entries({ rpm, tpm, ipm, rpd, concurrency }).filter(
    ([, limit]) => limit !== undefined,
  );
  if (given.length === 0) return config.limits;
  if (Object.values(config.limits ?? {}).some((limit) => typeof limit === 'object')) {
    throw new InputError(
      'limits-given-twice',
      `The file has limits by model, and --${given[0]?.[0]} is for all models. Leave one of them out.`,
    );
  }
  return { ...config.limits, ...Object.fromEntries(given) };
}

function withSecret(
  { env: name, secret, ...key }: ConfiguredKey,
  index: number,
  env: Ports['env'],
): SandboxKey {
  const found = secret ?? env[name ?? ''];
  if (found !== undefined && found !== '') return { ...key, secret: found };
  throw new InputError(
    'invalid-config',
    `keys[${index}] has no secret: the variable that it names is empty. Set it.`,
  );
}
