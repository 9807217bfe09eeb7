import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { billingCodes } from '@phasegraph/sandbox';
import type { LimitsOption, SandboxKey, SandboxOptions } from '@phasegraph/sandbox';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { InputError } from '../failure.js';

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
 * @throws InputError with every mistake; no value of the file is shown, some are secrets
 */
export async function readConfig(path: string, cwd: string): Promise<SandboxConfig> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((error: unknown) => {
    throw invalid(path, [reasonOf(error)]);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const faults = document.errors.map(({ pos, code }) => {
    const { line, col } = lines.linePos(pos[0]);
    // The parser's own words may quote the text.
    return `${line}:${col} is not valid YAML (${code})`;
  });
  if (faults.length > 0) throw invalid(path, faults);
  const read = config.safeParse(valueOf(document, path));
  if (read.success) return read.data;
  throw invalid(
    path,
    read.error.issues.map(({ path: place, message }) => `${placeOf(place)}${message}`),
  );
}

function valueOf(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw invalid(path, [
      'It has aliases (*name) that stand for nothing, or for too much. Write the values out.',
    ]);
  }
}

function invalid(path: string, problems: readonly string[]): InputError {
  const lines = problems.map((problem) => `  ${problem}`);
  return new InputError(
    'invalid-config',
    [`${path} cannot be used; nothing was started.`, ...lines].join('\n'),
  );
}

/** `keys[0].secret: ` */
function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '';
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return `${parts.join('').replace(/^\./u, '')}: `;
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'There is no such file; check the path.';
  if (code === 'EISDIR') return 'It is a folder; give a YAML or JSON file.';
  return `It cannot be read${typeof code === 'string' ? ` (${code})` : ''}.`;
}
