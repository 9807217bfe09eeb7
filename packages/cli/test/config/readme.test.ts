import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openaiPool } from '@phasegraph/openai';
import { poolOptionsOf } from '../../src/config/pool-options.js';
import { findConfig, readConfig } from '../../src/config/read-config.js';
import { configSchema } from '../../src/config/schema.js';

const readme = new URL('../../README.md', import.meta.url);

describe('the README', () => {
  it('has an example of a config file of which a pool can be made', async () => {
    const [, example = ''] =
      /### Keys, limits and models.*?```yaml\n([^`]+)```/su.exec(await readFile(readme, 'utf8')) ?? [];
    const env = { OPENAI_API_KEY_TEAM: 'sk-team-0123456789', OPENAI_API_KEY_SPARE: 'sk-spare-0123456789' };
    const cwd = await mkdtemp(join(tmpdir(), 'phasegraph-readme-'));
    try {
      await writeFile(join(cwd, 'phasegraph.config.yaml'), example);
      const config = await readConfig(findConfig(cwd), cwd, env);
      if (config === undefined) throw new Error('nothing was read');
      const pool = openaiPool(poolOptionsOf(config, env));
      expect(pool.snapshot().keys.map(({ id, group }) => [id, group])).toEqual([
        ['team', 'our-organisation'],
        ['team-spare', 'our-organisation'],
        ['images', 'images'],
      ]);
    } finally {
      await rm(cwd, { recursive: true });
    }
  });

  it('names every field that a config file may have', async () => {
    const text = await readFile(readme, 'utf8');
    const fields = configSchema({}).toJSONSchema({ io: 'input' }).properties ?? {};
    expect(Object.keys(fields).length).toBeGreaterThan(5);
    for (const field of Object.keys(fields)) expect(text).toMatch(new RegExp(`^\\| \`${field}\``, 'mu'));
  });
});
