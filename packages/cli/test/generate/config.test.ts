import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox, SandboxOptions } from '@phasegraph/sandbox';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';
import type { Workplace } from '../workplace.js';

const inFile = 'sk-in-file-0123456789';
const inVariable = 'in-variable-0123456789';

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

describe('phasegraph generate, with a config file', () => {
  it('calls through its keys, and through none of the environment', async () => {
    const { place, server } = await withServer({});
    await place.write('phasegraph.config.yaml', configFor(server));
    const { exitCode, stdout } = await place.run('generate', 'brief.yaml', '--targets', 'designStrategy');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`asking ${new URL(server.baseUrl).host} through 2 keys`);
    expect(server.requests.map(({ model }) => model)).toEqual(['words-of-the-file']);
  });

  it('strikes its secrets out of all that is written, wherever they stood', async () => {
    const { place, server } = await withServer({
      faults: () => ({ status: 400, message: `The keys ${inFile} and ${inVariable} may not do this` }),
    });
    await place.write('keys.json', JSON.stringify(configOf(server)));
    const args = ['generate', 'brief.yaml', '--config', 'keys.json', '--targets', 'designStrategy'];
    const plain = await place.run(...args, '--trace', 'run.trace.json');
    const json = await place.run(...args, '--json', '--verbose');
    const trace = await readFile(join(place.cwd, 'run.trace.json'), 'utf8');
    expect(plain.stdout).toContain('may not do this');
    expect(trace).toContain('may not do this');
    for (const text of [plain.stdout, plain.stderr, json.stdout, json.stderr, trace]) {
      expect(text).not.toMatch(/0123456789/u);
    }
  });

  it('begins nothing with one that has mistakes, and says all of them', async () => {
    const { place, server } = await withServer({});
    await place.write('keys.yaml', `keys: [{ id: a, secret: ${inFile}, modles: B }]\nconcurrency: 0\n`);
    const { exitCode, stdout, stderr } = await place.run(
      'generate',
      'brief.yaml',
      '--config',
      'keys.yaml',
      '--json',
    );
    const file = join(place.cwd, 'keys.yaml');
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      [
        'phasegraph: The config file has 2 mistakes; nothing was run and nothing written. (invalid-config)',
        `  ${file}:1:48 keys[0].modles: is not a field here. Did you mean "models"?`,
        `  ${file}:2:14 concurrency: expected a number of at least 1, found the number 0`,
        '',
      ].join('\n'),
    );
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 2, error: { code: 'invalid-config' } });
    expect(server.requests).toEqual([]);
    expect(await place.everything()).toEqual(['brief.yaml', 'keys.yaml']);
  });

  it('writes nothing when a key of the environment cannot be sent', async () => {
    const place = await workplace({ env: { OPENAI_API_KEY: 'sk-two words' } });
    await place.write('brief.yaml', smallBrief);
    const { exitCode, stderr } = await place.run('generate', 'brief.yaml');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('(invalid-option)');
    expect(await place.everything()).toEqual(['brief.yaml']);
  });
});

async function withServer(options: SandboxOptions): Promise<{ place: Workplace; server: Sandbox }> {
  const server = await startSandbox({
    keys: [
      { id: 'file', secret: inFile },
      { id: 'variable', secret: inVariable },
    ],
    ...options,
  });
  open.push(server);
  const env = { OPENAI_API_KEY: 'sk-of-the-environment', NAMED_LIKE_NO_OTHER: inVariable };
  const place = await workplace({ env });
  await place.write('brief.yaml', smallBrief);
  return { place, server };
}

function configOf({ baseUrl }: Sandbox): unknown {
  return {
    keys: [
      { id: 'file', secret: inFile },
      { id: 'variable', env: 'NAMED_LIKE_NO_OTHER' },
    ],
    models: { text: 'words-of-the-file' },
    baseURL: baseUrl,
  };
}

/** JSON is YAML, too. */
function configFor(server: Sandbox): string {
  return JSON.stringify(configOf(server), null, 2);
}
