import { describe, expect, it } from '@jest/globals';
import { poolFromEnv } from '../src/index.js';

function idsOf(env: Record<string, string>): string[] | undefined {
  return poolFromEnv(env)
    ?.snapshot()
    .keys.map(({ id }) => id);
}

describe('poolFromEnv', () => {
  it.each<[Record<string, string>, string[] | undefined]>([
    [{}, undefined],
    [{ OPENAI_API_KEY: '', OPENAI_API_KEYS: ' , ' }, undefined],
    [{ OPENAI_API_KEY: 'sk-a' }, ['key-1']],
    [{ OPENAI_API_KEYS: 'sk-a, sk-b,' }, ['key-1', 'key-2']],
    [{ OPENAI_API_KEY: 'sk-a', OPENAI_API_KEYS: 'sk-b,sk-a' }, ['key-1', 'key-2']],
  ])('makes of %j the keys %j', (env, ids) => {
    expect(idsOf(env)).toEqual(ids);
  });

  it('takes server and models from the environment', () => {
    const env = {
      OPENAI_API_KEY: 'sk-a',
      OPENAI_BASE_URL: 'http://a.test/v1',
      PHASEGRAPH_TEXT_MODEL: 'words',
    };
    expect(poolFromEnv(env)?.fingerprint).toMatch(/^\["http:\/\/a\.test\/v1","words",/);
    expect(poolFromEnv({ OPENAI_API_KEY: 'sk-a', OPENAI_BASE_URL: '' })?.fingerprint).toContain(
      'api.openai.com',
    );
  });
});
