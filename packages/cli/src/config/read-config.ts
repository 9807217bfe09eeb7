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
 * Reads the config file that was asked for, else the one of the folder.
 *
 * @param asked its path, as it was typed
 * @returns `undefined` where none was asked for and the folder has none
 * @throws ConfigError, InputError when the folder has two
 */
export async function readConfig(
  asked: string | undefined,
  cwd: string,
  env: Environment,
): Promise<Config | undefined> {
  const path = asked ?? configOf(cwd);
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

function configOf(cwd: string): string | undefined {
  const found = usualNames.filter((name) => existsSync(join(cwd, name)));
  if (found.length > 1) {
    throw new InputError(
      'two-configs',
      `${cwd} has both ${found.join(' and ')}. Name one of them with --config, or remove the other.`,
    );
  }
  return found[0];
}
