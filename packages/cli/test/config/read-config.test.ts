import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/config/config-error.js';
import { poolOptionsOf } from '../../src/config/pool-options.js';
import { findConfig, readConfig } from '../../src/config/read-config.js';

const secret = 'sk-proj-open-sesame-0123456789';
const env = { TEAM_KEY: secret, BLANK: ' ', OPENAI_BASE_URL: 'https://models.example/v1' };

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'phasegraph-config-'));
});
afterEach(() => rm(cwd, { recursive: true }));

describe('readConfig', () => {
  it('takes everything that a pool is made with, and the rest from the environment', async () => {
    const text = `
keys:
  - { id: team, env: TEAM_KEY, group: org }
  - { id: own, secret: sk-own-0123456789abcdef, models: [gpt-words] }
limits:
  gpt-words: { rpm: 500, tpm: 200000, concurrency: 8 }
  '*': { rpm: 50, ipm: 5, rpd: 10000 }
models: { text: gpt-words, maxOutputTokens: 30000 }
concurrency: 16
minTimeMs: 10
queueTimeoutMs: 600000
outageMs: 20000
limitsAre: ceiling
outputCounts: up-front-kept
`;
    expect(await poolOf(text)).toEqual({
      keys: [
        { id: 'team', group: 'org', models: undefined, secret },
        { id: 'own', group: undefined, models: ['gpt-words'], secret: 'sk-own-0123456789abcdef' },
      ],
      limits: {
        'gpt-words': { rpm: 500, tpm: 200_000, concurrency: 8 },
        '*': { rpm: 50, ipm: 5, rpd: 10_000 },
      },
      baseURL: 'https://models.example/v1',
      models: { text: 'gpt-words', maxOutputTokens: 30_000 },
      concurrency: 16,
      minTimeMs: 10,
      queueTimeoutMs: 600_000,
      outageMs: 20_000,
      limitsAre: 'ceiling',
      outputCounts: 'up-front-kept',
      env,
    });
    expect(
      await poolOf(`{ "keys": [{ "id": "a", "env": "TEAM_KEY" }], "baseURL": "http://127.0.0.1:1/v1" }`),
    ).toMatchObject({
      baseURL: 'http://127.0.0.1:1/v1',
      models: {},
    });
  });

  it('tells every mistake at once, at its line', async () => {
    const text = `keys:
  - { id: team, env: TEAM_KEY, secret: abc }
  - { id: team, env: NOT_SET }
  - { env: BLANK, groups: org }
  - { id: bare }
  - { id: own, secret: "two words" }
limits:
  '*': { rpm: 0, tpms: 5 }
  words: 500
baseURL: ftp://models.example
concurrency: many
outageMs: -1
limitsAre: ceilings
`;
    expect(await mistakesIn(text)).toEqual([
      '2:40 keys[0].secret: stands beside "env"; give one of the two',
      '3:11 keys[1].id: is the id of keys[0] as well; give every key an id of its own',
      '3:22 keys[1].env: the variable of this name is not set, or empty',
      '4:5 keys[2].id: is missing; expected text (What reports call the key; never its secret)',
      '4:12 keys[2].env: the variable of this name is not set, or empty',
      '4:19 keys[2].groups: is not a field here. Did you mean "group"?',
      '5:5 keys[3]: has no secret; give "env", the name of the variable that holds it, or "secret"',
      '6:24 keys[4].secret: holds blanks or letters outside ASCII; check how it was copied',
      '8:15 limits.*.rpm: expected a number of at least 1, found the number 0',
      '8:18 limits.*.tpms: is not a field here. Did you mean "tpm"?',
      '9:10 limits.words: expected fields, found a number',
      '10:10 baseURL: expected a web address such as "https://example.com", found another text',
      '11:14 concurrency: expected a number, found another text',
      '12:11 outageMs: expected a number of at least 0, found the number -1',
      '13:12 limitsAre: expected one of "start", "ceiling", found another text. Did you mean "ceiling"?',
    ]);
  });

  it.each([
    ['in the place of the keys', `keys: ${secret}`],
    ['in the place of a key', `keys: [${secret}]`],
    ['as a name of a field', `keys: [{ id: a, ${secret}: 1 }]`],
    ['as the name of a variable', `keys: [{ id: a, env: ${secret} }]`],
    ['as an id', `keys: [{ id: "my ${secret}", secret: ${secret} }]`],
    ['of another key as an id', `keys: [{ id: "my ${secret}", secret: abc }, { id: b, env: TEAM_KEY }]`],
    ['as a group', `keys: [{ id: a, group: ${secret}, secret: abc }, { id: b, env: TEAM_KEY }]`],
    ['twice', `keys: [{ id: a, secret: ${secret} }, { id: b, env: TEAM_KEY }]`],
    ['in the address', `keys: [{ id: a, env: TEAM_KEY }]\nbaseURL: https://user:${secret}@models.example/v1`],
    ['in what is no YAML', `keys: [{ id: a, secret: ${secret}`],
  ])('does not quote a secret %s', async (_where, text) => {
    const mistakes = await mistakesIn(text);
    expect(mistakes).not.toEqual([]);
    expect(mistakes.join('\n')).not.toContain('sesame');
  });

  it('finds the file of the folder', async () => {
    expect(findConfig(cwd)).toBeUndefined();
    expect(await readConfig(findConfig(cwd), cwd, env)).toBeUndefined();
    await writeFile(join(cwd, 'phasegraph.config.json'), '{"keys":[{"id":"json","env":"TEAM_KEY"}]}');
    expect((await readConfig(findConfig(cwd), cwd, env))?.keys[0]?.id).toBe('json');
  });

  it('does not choose between two', async () => {
    for (const ending of ['yaml', 'json']) {
      await writeFile(join(cwd, `phasegraph.config.${ending}`), '{"keys":[{"id":"a","env":"TEAM_KEY"}]}');
    }
    expect(() => findConfig(cwd)).toThrow(expect.objectContaining({ code: 'two-configs' }));
    expect((await readConfig('phasegraph.config.json', cwd, env))?.keys).toHaveLength(1);
  });

  it('says that a missing one is missing', async () => {
    await expect(readConfig('none.yaml', cwd, env)).rejects.toThrow(
      `${join(cwd, 'none.yaml')} does not exist; check the path`,
    );
  });
});

async function poolOf(text: string): Promise<unknown> {
  await writeFile(join(cwd, 'c.yaml'), text);
  const config = await readConfig('c.yaml', cwd, env);
  return config && poolOptionsOf(config, env);
}

async function mistakesIn(text: string): Promise<string[]> {
  await writeFile(join(cwd, 'c.yaml'), text);
  try {
    await readConfig('c.yaml', cwd, env);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message.replaceAll(`${join(cwd, 'c.yaml')}:`, '').split('\n');
    throw error;
  }
  return [];
}
