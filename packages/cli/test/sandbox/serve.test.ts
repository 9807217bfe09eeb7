import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { SandboxReport } from '@phasegraph/sandbox';
import type { TestPorts } from '../test-ports.js';
import { workplace } from '../workplace.js';

describe('phasegraph sandbox', () => {
  it('answers by rule until it is stopped', async () => {
    const { baseUrl, stop } = await served(['--latency', '1']);
    const answer = await fetch(`${baseUrl}/models`, { headers: { authorization: 'Bearer anything' } });
    expect(answer.status).toBe(200);
    const { exitCode, stdout } = await stop();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`export OPENAI_BASE_URL=${baseUrl}`);
    await expect(fetch(`${baseUrl}/models`)).rejects.toThrow();
  });

  it('holds callers to the limits of its options, and says in the end what it has seen', async () => {
    const { baseUrl, stop } = await served(['--rpm', '2', '--tpm', '1000', '--mode', 'bucket']);
    expect(await ask(baseUrl)).toBe(200);
    expect(await ask(baseUrl)).toBe(200);
    expect(await ask(baseUrl)).toBe(429);
    const { stdout } = await stop();
    expect(stdout).toContain(`What it has seen: ${baseUrl.replace('/v1', '/sandbox/report')}`);
    expect(stdout.split('\n').slice(-4)).toEqual([
      '3 requests: 2 served, 1 refused:requests.',
      '  key-1: 2 served, 1 refused:requests',
      'Limits were exceeded by 1 call: requests 1.',
      '',
    ]);
  });

  it('gives nothing back of what it reserved for an answer, if it is asked to', async () => {
    const { baseUrl, stop } = await served(['--tpm', '1000', '--keeps-reserved']);
    expect(await ask(baseUrl, { maxOutputTokens: 900 })).toBe(200);
    expect(await ask(baseUrl, { maxOutputTokens: 200 })).toBe(429);
    await stop();
  });

  it('fails by seed', async () => {
    const statuses = async (seed: string): Promise<number[]> => {
      const { baseUrl, stop } = await served(['--faults', 'status-500=0.3,refusal=0.3', '--seed', seed]);
      const answers = [];
      for (let call = 0; call < 20; call++) answers.push(await ask(baseUrl));
      await stop();
      return answers;
    };
    const seven = await statuses('7');
    expect(new Set(seven)).toEqual(new Set([200, 500]));
    expect(await statuses('7')).toEqual(seven);
    expect(await statuses('8')).not.toEqual(seven);
  });

  it('takes keys, groups, models and limits by model from a file, and options over it', async () => {
    const file = [
      'keys:',
      '  - { id: one, secret: sk-in-the-file-0001, group: org, models: [m] }',
      '  - { id: two, env: SECOND_KEY, group: org }',
      '  - { id: gone, secret: sk-in-the-file-0003, revoked: true }',
      'groups:',
      '  org: { credit: { requests: 3, code: credit_balance_exhausted } }',
      'limits: { m: { rpm: 1 }, "*": { rpm: 100 } }',
      'mode: bucket',
    ];
    const { baseUrl, stop } = await served(['--config', 'sandbox.yaml', '--mode', 'rolling'], {
      'sandbox.yaml': file.join('\n'),
    });
    expect(await ask(baseUrl, { secret: 'sk-in-the-file-0001', model: 'n' })).toBe(403);
    expect(await ask(baseUrl, { secret: 'sk-in-the-file-0001' })).toBe(200);
    expect(await ask(baseUrl, { secret: 'sk-in-the-env-0002' })).toBe(429);
    expect(await ask(baseUrl, { secret: 'sk-in-the-env-0002', model: 'n' })).toBe(200);
    expect(await ask(baseUrl, { secret: 'sk-in-the-env-0002', model: 'n' })).toBe(200);
    expect(await ask(baseUrl, { secret: 'sk-in-the-env-0002', model: 'n' })).toBe(429);
    expect(await ask(baseUrl, { secret: 'sk-in-the-file-0003' })).toBe(401);
    const report = await (await fetch(baseUrl.replace('/v1', '/sandbox/report'))).text();
    const { stdout } = await stop();
    // What the sandbox itself has written.
    expect((JSON.parse(report) as SandboxReport).countsByVerdict).toEqual({
      'key:no-access': 1,
      served: 3,
      'refused:requests': 1,
      'billing:credit_balance_exhausted': 1,
      'key:revoked': 1,
    });
    expect(stdout).toContain('export OPENAI_API_KEY=<a key of sandbox.yaml>');
    expect(`${stdout}${report}`).not.toMatch(/sk-in-the/u);
  });

  it('says that a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { run } = await workplace();
    const { exitCode, stderr } = await run('sandbox', '--port', String(port));
    server.close();
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `phasegraph: Port ${port} is in use. Choose another with --port, or leave it out. (port-in-use)\n`,
    );
  });
});

describe('phasegraph sandbox, asked for what cannot be', () => {
  it.each([
    [['--rpm', 'many'], 'Give a whole number from 1 on.'],
    [['--mode', 'leaky'], 'Allowed choices are rolling, bucket'],
    [['--seed', '1.5'], 'Give a whole number.'],
    [['--faults', 'status-500'], 'List faults with their rates: status-500=0.02,slow-drip=0.05.'],
    [['--faults', 'slow-dripp=0.1'], '"slow-dripp" is no fault; the faults are slow-first-byte, slow-drip'],
    [['--faults', 'refusal=0.9,truncated=0.9'], 'The rates of all faults add up to 1.8'],
    [['--config', 'none.yaml'], 'none.yaml does not exist; check the path'],
  ])('refuses %j with 2, before anything listens', async (args, message) => {
    const { run } = await workplace();
    const { exitCode, stdout, stderr } = await run('sandbox', ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });

  it.each([
    [
      'a field that is none',
      'kees: []',
      ['sandbox.yaml:1:1 kees: is not a field here. Did you mean "keys"?'],
    ],
    [
      'every mistake',
      'keys: [{ secret: sk-in-the-file-0001, env: A }, { id: 7 }]\nlimits: 7\nmode: leaky',
      [
        'keys[0]: give either `secret` or `env`, the variable that holds it',
        'sandbox.yaml:1:55 keys[1].id: expected text, found a number',
        'limits: expected limits such as { rpm: 10 }, or limits by model such as { "*": { rpm: 10 } }',
        'mode: expected one of "rolling", "bucket"',
      ],
    ],
    [
      'what is no YAML',
      'keys: "sk-in-the-file-0001\n  - [',
      ['sandbox.yaml:2:6 not valid YAML: missing char'],
    ],
    [
      'aliases of nothing',
      'keys: *sk-in-the-file-0001',
      ['a text that begins with * has to stand in quotes'],
    ],
    ['a limit that is none', 'limits: { rpmm: 1 }', ['`limits.rpmm` is no limit that the sandbox knows']],
    [
      'a secret that is not there',
      'keys: [{ env: NO_KEY }]',
      ['the variable that it names is empty. Set it.'],
    ],
    ['a group without keys', 'keys: [{ secret: a }]\ngroups: { orgs: {} }', ['There is no group "orgs"']],
  ])('says of a file: %s', async (_what, text, messages) => {
    const { run, write } = await workplace();
    await write('sandbox.yaml', text);
    const { exitCode, stdout, stderr } = await run('sandbox', '--config', 'sandbox.yaml');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    for (const message of messages) expect(stderr).toContain(message);
    expect(stderr).not.toContain('sk-in-the-file');
  });

  it('does not guess between limits by model and one for all', async () => {
    const { run, write } = await workplace();
    await write('sandbox.json', '{ "limits": { "m": { "rpm": 1 } } }');
    const { exitCode, stderr } = await run('sandbox', '--config', 'sandbox.json', '--tpm', '5');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The file has limits by model, and --tpm is for all models.');
  });
});

interface Served {
  readonly baseUrl: string;
  readonly stop: () => Promise<{ exitCode: number; stdout: string }>;
}

/** Starts the command, with these files beside it, and waits for the address. */
async function served(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Served> {
  let ports: TestPorts | undefined;
  const env = { SECOND_KEY: 'sk-in-the-env-0002' };
  const { run, write } = await workplace({ env, onPorts: (given) => (ports = given) });
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const serving = run('sandbox', ...args);
  const baseUrl = await addressIn(() => ports?.stdout() ?? '');
  return {
    baseUrl,
    stop: () => {
      ports?.stop('SIGINT');
      return serving;
    },
  };
}

/** The status of a small call. */
async function ask(
  baseUrl: string,
  { secret = 'any', model = 'm', maxOutputTokens = 20 } = {},
): Promise<number> {
  const answer = await fetch(`${baseUrl}/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    body: JSON.stringify({ model, input: 'hello', max_output_tokens: maxOutputTokens }),
  });
  await answer.text();
  return answer.status;
}

/** Looks at every turn of the event loop: the address is printed once the server listens. */
async function addressIn(output: () => string): Promise<string> {
  for (;;) {
    const found = /http:\/\/127\.0\.0\.1:\d+\/v1/u.exec(output())?.[0];
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
