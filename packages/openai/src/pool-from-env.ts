import type { Environment, OpenaiPoolOptions } from './options.js';
import { openaiPool } from './pool.js';
import type { OpenaiPool } from './pool.js';

/**
 * The pool that the environment describes: `OPENAI_API_KEY` and `OPENAI_API_KEYS` (comma-separated; together `key-1`,
 * `key-2` ...), `OPENAI_BASE_URL`, `PHASEGRAPH_TEXT_MODEL`, `PHASEGRAPH_IMAGE_MODEL`.
 *
 * @returns `undefined` when there is no key
 * @throws PhasegraphError `invalid-option`
 */
export function poolFromEnv(
  env: Environment,
  options: Omit<OpenaiPoolOptions, 'keys' | 'env'> = {},
): OpenaiPool | undefined {
  const listed = [env['OPENAI_API_KEY'] ?? '', ...(env['OPENAI_API_KEYS'] ?? '').split(',')];
  // One that stands in both is one key.
  const secrets = new Set(listed.map((secret) => secret.trim()).filter((secret) => secret !== ''));
  if (secrets.size === 0) return undefined;
  return openaiPool({
    ...options,
    keys: [...secrets].map((secret, index) => ({ id: `key-${index + 1}`, secret })),
    baseURL: options.baseURL ?? (env['OPENAI_BASE_URL'] || undefined),
    env,
  });
}
