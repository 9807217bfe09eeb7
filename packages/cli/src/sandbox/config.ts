import { readFieldsFile } from '@phasegraph/phases';
import { billingCodes } from '@phasegraph/sandbox';
import type { LimitsOption, SandboxKey, SandboxOptions } from '@phasegraph/sandbox';
import { z } from 'zod';
import { ConfigError } from '../config/config-error.js';
import { pathAsTyped } from '../path-as-typed.js';

/** What the file behind `--config` says. */
export interface SandboxConfig extends Pick<
  SandboxOptions,
  | 'groups'
  | 'models'
  | 'limits'
  | 'limitChanges'
  | 'mode'
  | 'minuteMs'
  | 'countRefused'
  | 'keepsReserved'
  | 'headers'
  | 'chunkDelayMs'
  | 'log'
> {
  readonly keys?: readonly ConfiguredKey[];
  readonly latencyMs?: number;
  /** The share of calls that each fault befalls. */
  readonly faults?: Readonly<Record<string, number>>;
  readonly seed?: number;
}

/** A key with its secret, or the variable that holds it. */
export interface ConfiguredKey extends Omit<SandboxKey, 'secret'> {
  readonly secret?: string;
  readonly env?: string;
}

const whole = z.int().min(0);
const credit = z.strictObject({
  requests: whole.exactOptional(),
  tokens: whole.exactOptional(),
  code: z.enum(billingCodes).exactOptional(),
});
const key = z
  .strictObject({
    id: z.string().min(1).exactOptional(),
    secret: z.string().min(1).exactOptional(),
    env: z.string().min(1).exactOptional(),
    group: z.string().min(1).exactOptional(),
    models: z.array(z.string()).exactOptional(),
    credit: credit.exactOptional(),
    revoked: z.boolean().exactOptional(),
  })
  .refine(({ secret, env }) => (secret === undefined) !== (env === undefined), {
    error: 'give either `secret` or `env`, the variable that holds it',
  });
const limitsShape = z.record(z.string(), z.union([z.number(), z.record(z.string(), z.number())]));
/** Which limits there are, the sandbox knows and says; here it is only their shape. */
const limits = z.custom<LimitsOption>((value) => limitsShape.safeParse(value).success, {
  error: 'expected limits such as { rpm: 10 }, or limits by model such as { "*": { rpm: 10 } }',
});
const config: z.ZodType<SandboxConfig> = z.strictObject({
  keys: z.array(key).min(1).exactOptional(),
  groups: z.record(z.string(), z.strictObject({ credit: credit.exactOptional() })).exactOptional(),
  models: z.array(z.string()).min(1).exactOptional(),
  limits: limits.exactOptional(),
  limitChanges: z.array(z.strictObject({ afterMs: z.number(), limits })).exactOptional(),
  mode: z.enum(['rolling', 'bucket']).exactOptional(),
  minuteMs: z.number().exactOptional(),
  countRefused: z.boolean().exactOptional(),
  keepsReserved: z.boolean().exactOptional(),
  headers: z.boolean().exactOptional(),
  latencyMs: z.number().min(0).exactOptional(),
  chunkDelayMs: z.number().min(0).exactOptional(),
  faults: z.record(z.string(), z.number()).exactOptional(),
  seed: z.int().exactOptional(),
  log: z.enum(['all', 'counts']).exactOptional(),
});

/**
 * Reads the configuration of a sandbox, YAML or JSON.
 *
 * @param path as it was typed
 * @throws ConfigError with every mistake; no value of the file is shown, some are secrets
 */
export async function readSandboxConfig(path: string, cwd: string): Promise<SandboxConfig> {
  const file = pathAsTyped(path, cwd);
  const reading = await readFieldsFile(file, {
    schema: config,
    called: 'a sandbox config file',
    example: 'limits: { rpm: 60 }',
    beginsWith: 'the limits',
    quotesValues: false,
  });
  if (reading.status === 'unusable') throw new ConfigError(file, reading.problems);
  return reading.value;
}
