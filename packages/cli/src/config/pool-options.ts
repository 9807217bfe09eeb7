import type { Environment, OpenaiKey, OpenaiPoolOptions } from '@phasegraph/openai';
import { secretOf } from './key-rules.js';
import type { Config } from './schema.js';

/** What a pool is made with: its keys' secrets are looked up. */
export interface ConfiguredPool extends OpenaiPoolOptions {
  readonly keys: readonly (OpenaiKey & { readonly secret: string })[];
}

/** What a pool is made with by a config file, and by the environment where the file is silent. */
export function poolOptionsOf(config: Config, env: Environment): ConfiguredPool {
  const { keys, models, limitsAre, outputCounts, ...rest } = config;
  return {
    ...rest,
    // None is empty: the file would not have been read.
    keys: keys.map((key) => ({
      id: key.id,
      group: key.group,
      models: key.models,
      secret: secretOf(key, env) ?? '',
    })),
    baseURL: rest.baseURL ?? (env['OPENAI_BASE_URL'] || undefined),
    models: {
      ...(models?.text !== undefined && { text: models.text }),
      ...(models?.image !== undefined && { image: models.image }),
      ...(models?.maxOutputTokens !== undefined && { maxOutputTokens: models.maxOutputTokens }),
    },
    ...(limitsAre !== undefined && { limitsAre }),
    ...(outputCounts !== undefined && { outputCounts }),
    env,
  };
}
