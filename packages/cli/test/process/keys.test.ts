import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox, SandboxOptions } from '@phasegraph/sandbox';
import { plainPicture } from '../plain-picture.js';
import { siteOf, siteOfQuietRun } from '../site-of.js';
import { smallBrief } from '../small-brief.js';
import { workplace } from '../workplace.js';
import type { Workplace } from '../workplace.js';
import { filesBelow, findSecrets } from './find-secrets.js';
import type { Written } from './find-secrets.js';
import { outcomeOf } from './outcome.js';
import { startMain } from './started.js';
import type { Started } from './started.js';

// Processes of their own, from their start: on a busy machine that takes a while.
jest.setTimeout(120_000);

/** Letters that base64, addresses and JSON each write in a way of their own. */
const secrets = {
  main: 'sk-proj-main/0a1b2c3d4e5f+6a7b8c9d==',
  old: 'sk-proj-old_/9f8e7d6c5b4a+3f2e1d0c~~',
  trial: 'acme"trial"1029/3847+5665?7483&9201',
};

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

describe('the phasegraph process with three keys, one revoked and one out of credit in mid-run', () => {
  it('makes the whole site, names both keys, and writes no secret anywhere', async () => {
    const { place, sandbox, run } = await begin({}, []);
    expect(await run.exited).toBe(0);

    expect(run.stdout()).toMatch(/✔ site is ready/u);
    expect(await siteOf(place)).toEqual(await siteOfQuietRun());
    // Lines are broken at words, to the width of the output.
    const told = run.stdout().replaceAll(/\n {17,}(?=\S)/gu, ' ');
    expect(told).toMatch(/^ +\S+ {2}key "old" retired: was refused with 401 \(invalid_api_key\)$/mu);
    expect(told).toMatch(/^ +\S+ {2}key "trial" retired: is out of credit: 429 \(insufficient_quota\)$/mu);
    expect(told).toMatch(/^ {2}Keys {9}.*: /mu);
    expect(told).toMatch(
      /^ +old: 0 answered, \d+ failed; retired: was refused with 401 \(invalid_api_key\)$/mu,
    );
    expect(told).toMatch(
      /^ +trial: 3 answered, \d+ failed, .*; retired: is out of credit: 429 \(insufficient_quota\)$/mu,
    );
    // The key that is left did the rest, and nobody asked a second time in vain for long.
    const served = sandbox.requests.filter(({ status }) => status === 200);
    expect(served.filter(({ keyId }) => keyId === 'trial')).toHaveLength(3);
    expect(served.filter(({ keyId }) => keyId === 'main').length).toBeGreaterThan(3);
    expect(findSecrets(await everythingWritten(place, run), Object.values(secrets))).toEqual([]);
  });

  it('writes no secret where the server quotes all of them, to whoever asks for everything', async () => {
    const quoted = Object.values(secrets).flatMap((secret) => [secret, encodeURIComponent(secret)]);
    const { place, run } = await begin(
      {
        faults: ({ schemaName, prompt }) =>
          schemaName === 'seo_choice' || prompt !== undefined
            ? { status: 400, code: secrets.main, message: `Bearer ${quoted.join(', ')} may not do this` }
            : undefined,
      },
      ['--json', '--verbose', '--trace', 'run.trace.json'],
    );
    expect(await run.exited).toBe(0);
    const { events, end } = outcomeOf(run);
    expect(end.keys).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ keyId: 'old', answered: 0, retired: expect.stringContaining('401') }),
        expect.objectContaining({ keyId: 'trial', retired: expect.stringContaining('out of credit') }),
        expect.not.objectContaining({ retired: expect.anything() }),
      ]),
    );
    const retired = events.flatMap((event) =>
      event.type === 'key-changed' && event.change.status === 'retired' ? event.change.keyIds : [],
    );
    expect(retired.toSorted()).toEqual(['old', 'trial']);
    // It was quoted, and stands in what was written: without the secrets.
    expect(end.troubles.length).toBeGreaterThan(1);
    const written = await everythingWritten(place, run);
    const quoting = written.filter(({ bytes }) => Buffer.from(bytes).includes('may not do this'));
    expect(quoting.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['stdout', 'stderr', join(place.cwd, 'run.trace.json')]),
    );
    expect(findSecrets(written, Object.values(secrets))).toEqual([]);
  });
});

const configName = 'phasegraph.config.json';

/** Starts the command with a config file whose keys have their secrets in it, but for one. */
async function begin(
  options: SandboxOptions,
  args: readonly string[],
): Promise<{ place: Workplace; sandbox: Sandbox; run: Started }> {
  const sandbox = await startSandbox({
    responders,
    images: plainPicture,
    keys: [
      { id: 'main', secret: secrets.main },
      { id: 'old', secret: secrets.old, revoked: true },
      { id: 'trial', secret: secrets.trial, credit: { requests: 3 } },
    ],
    ...options,
  });
  open.push(sandbox);
  const place = await workplace();
  await place.write('brief.yaml', smallBrief);
  const keys = [
    { id: 'main', secret: secrets.main },
    { id: 'old', env: 'WORDS_OF_OLD' },
    { id: 'trial', secret: secrets.trial },
  ];
  await place.write(configName, JSON.stringify({ keys, baseURL: sandbox.baseUrl }));
  const run = startMain(['generate', 'brief.yaml', ...args], place.cwd, { WORDS_OF_OLD: secrets.old });
  return { place, sandbox, run };
}

/** All that the command wrote, wherever. The config file was there before. */
async function everythingWritten(place: Workplace, run: Started): Promise<Written[]> {
  const files = await filesBelow(place.cwd, [configName]);
  expect(files.map(({ where }) => where)).toContain(join(place.cwd, '.phasegraph/store.sqlite'));
  return [
    { where: 'stdout', bytes: Buffer.from(run.stdout()) },
    { where: 'stderr', bytes: Buffer.from(run.stderr()) },
    ...files,
  ];
}
