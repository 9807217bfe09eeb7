import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFieldsFile } from '@phasegraph/phases';
import type { FileKind } from '@phasegraph/phases';
import type { Environment } from '@phasegraph/openai';
import { InputError } from '../failure.js';
import { pathAsTyped } from '../path-as-typed.js';
import { ConfigError } from './config-error.js';
import { configSchema } from './schema.js';
import type { Config } from './schema.js';

/**
 * Reads a config file.
 *
 * @param path as it was typed, or found by {@link findConfig}; without one there is nothing to read
 * @throws ConfigError
 */
export async function readConfig(
  path: string | undefined,
  cwd: string,
  env: Environment,
): Promise<Config | undefined> {
  if (path === undefined) return undefined;
  const schema = configSchema(env);
  const kind: FileKind<typeof schema> = {
    schema,
    called: 'a config file',
    example: 'keys: [{ id: main, env: OPENAI_API_KEY }]',
    beginsWith: 'the keys',
    // It may hold secrets, in the wrong place too.
    quotesValues: false,
  };
  const file = pathAsTyped(path, cwd);
  const reading = await readFieldsFile(file, kind);
  if (reading.status === 'unusable') throw new ConfigError(file, reading.problems);
  return reading.value;
}

/** The names under which a folder has one. */
const usualNames = ['phasegraph.config.yaml', 'phasegraph.config.json'];

/**
 * The name of the config file of a folder, where it has one.
 *
 * @throws InputError when it has two
 */
export function findConfig(cwd: string): string | undefined {
  const found = usualNames.filter((name) => existsSync(join(cwd, name)));
  if (found.length > 1) {
    throw new InputError(
      'two-configs',
      `${cwd} has both ${found.join(' and ')}. Name one of them with --config, or remove the other.`,
    );
  }
  return found[0];
}
