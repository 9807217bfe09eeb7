import { describe, expect, it } from '@jest/globals';
import type { CallReport, KeySnapshot } from '@phasegraph/engine';
import { openaiPool } from '../src/index.js';
import { defaultModels } from '../src/models.js';
import { answered, failureOf, faked, sandboxed, secrets, taskOn } from './rig.js';
import type { FakeAnswer } from './rig.js';

const ask = { instructions: 'Say', input: 'hello' };
const twoKeys = [
  { id: 'first', secret: secrets[0] },
  { id: 'second', secret: secrets[1] },
];

function refusal(status: number, code: string, headers: Record<string, string> = {}): FakeAnswer {
  return { status, headers, body: { error: { message: `no: ${code}`, type: 'x', code, param: null } } };
}

function story(reports: readonly CallReport[]): string[] {
  return reports.map(({ keyId, outcome, error }) => [keyId, outcome, error].filter(Boolean).join(' '));
}

function resumesInMs(key: KeySnapshot | undefined): number | undefined {
  return key?.condition.status === 'paused' ? key.condition.resumesInMs : undefined;
}

describe('openaiPool', () => {
  it('goes on with the other keys when one is not accepted', async () => {
    await using rig = await sandboxed(
      { keys: [{ secret: secrets[1] }], text: () => 'hi' },
      { keys: twoKeys },
    );
    expect(await rig.client.text(ask)).toBe('hi');
    expect(await rig.client.text(ask)).toBe('hi');
    expect(story(rig.reports)).toEqual(['first failed unauthorized', 'second answered', 'second answered']);
    expect(rig.pool.snapshot().keys[0]).toMatchObject({
      condition: { status: 'retired', reason: 'was refused with 401 (invalid_api_key)' },
      lastError: 'unauthorized',
    });
    expect(rig.keyChanges).toEqual([
      { status: 'retired', keyIds: ['first'], reason: 'was refused with 401 (invalid_api_key)' },
    ]);
  });

  it('says for each key why none is left', async () => {
    const rig = faked(
      ({ secret }) =>
        secret === secrets[0] ? refusal(401, 'invalid_api_key') : refusal(429, 'insufficient_quota'),
      {
        keys: twoKeys,
      },
    );
    expect(await failureOf(rig.client.text(ask))).toMatchObject({
      code: 'no-usable-key',
      retryable: false,
      message:
        'No API key can be used: "first" was refused with 401 (invalid_api_key); ' +
        '"second" is out of credit: 429 (insufficient_quota).',
    });
    expect(story(rig.reports)).toEqual(['first failed unauthorized', 'second failed billing']);
  });

  it('retires the keys of one account together when it is out of credit', async () => {
    const rig = faked(
      ({ secret }) => (secret === secrets[0] ? refusal(429, 'credit_balance_exhausted') : answered('hi')),
      {
        keys: twoKeys.map((key) => ({ ...key, group: 'org' })),
      },
    );
    expect(await failureOf(rig.client.text(ask))).toMatchObject({ code: 'no-usable-key' });
    expect(rig.sent).toHaveLength(1);
    expect(rig.keyChanges).toMatchObject([{ status: 'retired', keyIds: ['first', 'second'] }]);
  });

  it('moves a throttled call to another key at once', async () => {
    const throttle = refusal(429, 'rate_limit_exceeded', { 'retry-after': '60' });
    const rig = faked(({ secret }) => (secret === secrets[0] ? throttle : answered('hi')), { keys: twoKeys });
    expect(await rig.client.text(ask)).toBe('hi');
    expect(story(rig.reports)).toEqual(['first failed rate-limited', 'second answered']);
    const [first] = rig.pool.snapshot().keys;
    expect(resumesInMs(first)).toBeGreaterThan(50_000);
    expect(resumesInMs(first)).toBeLessThanOrEqual(60_000);
  });

  it('closes the way of a group to the one model whose limit of a day is used up', async () => {
    const throttle = refusal(429, 'rate_limit_exceeded', { 'retry-after': '36000' });
    const keys = twoKeys.map((key) => ({ ...key, group: 'org' }));
    const rig = faked(({ body }) => (body['model'] === 'scarce' ? throttle : answered('hi')), { keys });
    expect(await failureOf(rig.client.text({ ...ask, model: 'scarce' }))).toMatchObject({
      code: 'no-usable-key',
      message: expect.stringContaining('is to wait for 600 minutes'),
    });
    expect(rig.sent).toHaveLength(1);
    expect(await rig.client.text(ask)).toBe('hi');
  });

  it('pauses the whole group of a throttled key, since its keys share one budget', async () => {
    const throttle = refusal(429, 'rate_limit_exceeded', { 'retry-after': '60' });
    const keys = Array.from({ length: 12 }, (_, index) => ({
      id: `org-${index}`,
      group: 'org',
      secret: `secret-number-${index}`,
    }));
    const other = { id: 'other', secret: secrets[1] };
    const rig = faked(({ secret }) => (secret === other.secret ? answered('hi') : throttle), {
      keys: [...keys, other],
    });
    expect(await rig.client.text(ask)).toBe('hi');
    expect(story(rig.reports)).toEqual(['org-0 failed rate-limited', 'other answered']);
  });

  it('keeps a key that may not make one call for all others', async () => {
    const message = 'Your organization must be verified to use this model.';
    const rig = faked(({ url }) =>
      url.includes('images')
        ? {
            status: 403,
            body: { error: { message, type: 'invalid_request_error', param: null, code: null } },
          }
        : answered('hi'),
    );
    expect(await failureOf(rig.client.image({ prompt: 'x', width: 1, height: 1 }))).toMatchObject({
      code: 'forbidden',
      retryable: false,
      message: expect.stringContaining('must be verified'),
    });
    expect(await rig.client.text(ask)).toBe('hi');
  });

  it('has another key make a call that one may not make', async () => {
    const rig = faked(
      ({ secret }) => (secret === secrets[0] ? refusal(403, 'model_not_allowed') : answered('hi')),
      { keys: twoKeys },
    );
    expect(await rig.client.text(ask)).toBe('hi');
    expect(story(rig.reports)).toEqual(['first failed forbidden', 'second answered']);
  });

  it.each<[string, FakeAnswer]>([
    ['404', refusal(404, 'model_not_found')],
    ['400', refusal(400, 'model_not_found')],
    [
      'failure in the body',
      { body: { status: 'failed', error: { code: 'model_not_found', message: 'no' }, output: [] } },
    ],
  ])('has another key ask a model that one has no access to, by a %s', async (_what, answer) => {
    const rig = faked(
      ({ secret, body }) => (secret === secrets[0] && body['model'] === 'new' ? answer : answered('hi')),
      { keys: twoKeys },
    );
    expect(await rig.client.text({ ...ask, model: 'new' })).toBe('hi');
    expect(await rig.client.text({ ...ask, model: 'new' })).toBe('hi');
    expect(story(rig.reports)).toEqual(['first failed forbidden', 'second answered', 'second answered']);
    expect(rig.keyChanges).toMatchObject([{ status: 'retired', keyIds: ['first'], target: 'new' }]);
    await rig.client.text(ask);
    expect(story(rig.reports).at(-1)).toBe('first answered');
  });

  it('fails with the provider’s words where no key may ask a model', async () => {
    const rig = faked(() => refusal(404, 'model_not_found'), { keys: twoKeys });
    expect(await failureOf(rig.client.text(ask))).toMatchObject({
      code: 'forbidden',
      retryable: false,
      status: 404,
      message: expect.stringContaining('no: model_not_found. Check what the account of the key "second"'),
    });
    expect(rig.sent).toHaveLength(2);
  });

  it('waits out the pause of an only key, for as long as the server says', async () => {
    await using rig = await sandboxed({
      text: () => 'hi',
      faults: ({ nth }) => (nth === 1 ? { status: 429, retryAfterMs: 260 } : undefined),
    });
    expect(await rig.client.text(ask)).toBe('hi');
    expect(story(rig.reports)).toEqual(['first failed rate-limited', 'first answered']);
    expect(rig.reports[1]?.queuedMs).toBeGreaterThanOrEqual(259);
  });

  it('waits as long as the words of a 429 say where no header says it', async () => {
    const message = 'Rate limit reached on tokens per min (TPM): Limit 9. Please try again in 90s.';
    const throttle = { status: 429, body: { error: { message, type: 'tokens', code: null, param: null } } };
    const rig = faked(({ secret }) => (secret === secrets[0] ? throttle : answered('hi')), { keys: twoKeys });
    expect(await rig.client.text(ask)).toBe('hi');
    expect(resumesInMs(rig.pool.snapshot().keys[0])).toBeGreaterThan(80_000);
  });

  it.each<[number, string, string, boolean]>([
    [400, 'invalid_value', 'bad-request', false],
    [500, 'server_error', 'server', true],
    [503, 'overloaded', 'server', true],
  ])('leaves %d (%s) to the task, as %s', async (status, providerCode, code, retryable) => {
    const rig = faked(() => refusal(status, providerCode, { 'retry-after': '7' }));
    expect(await failureOf(rig.client.text(ask))).toMatchObject({
      code,
      retryable,
      status,
      providerCode,
      retryAfterMs: 7000,
      message: expect.stringContaining(`no: ${providerCode}`),
    });
    expect(rig.sent).toHaveLength(1);
    expect(story(rig.reports)).toEqual([`first failed ${code}`]);
  });

  it('tells a connection that breaks, and what was tried', async () => {
    await using rig = await sandboxed({ faults: () => ({ kind: 'disconnect' }) });
    const failure = await failureOf(rig.client.text(ask));
    expect(failure).toMatchObject({ code: 'provider-unavailable', retryable: false });
    expect(failure.message).toContain(rig.sandbox.baseUrl);
    // Nobody answered, so the call was made again until the circuit opened, which costs the task no attempt.
    expect(story(rig.reports)).toEqual(Array.from({ length: 3 }, () => 'first failed connection'));
    expect(rig.keyChanges).toEqual([
      { status: 'tripped', keyIds: ['first'], target: defaultModels.text, reason: 'got no answer' },
    ]);
    expect(await failureOf(rig.client.text(ask))).toMatchObject({ code: 'provider-unavailable' });
    expect(rig.reports).toHaveLength(3);
  });

  it('makes a call again that nobody answered, as a part of the same attempt', async () => {
    await using rig = await sandboxed({
      text: () => 'hi',
      faults: ({ nth }) => (nth <= 2 ? { kind: 'disconnect' } : undefined),
    });
    expect(await rig.client.text(ask)).toBe('hi');
    expect(story(rig.reports)).toEqual([
      'first failed connection',
      'first failed connection',
      'first answered',
    ]);
    expect(rig.keyChanges).toEqual([]);
  });

  it('has another key make a call once the server of one is found to fail', async () => {
    const rig = faked(({ secret }) => (secret === secrets[0] ? refusal(503, 'overloaded') : answered('hi')), {
      keys: twoKeys,
      concurrency: 1,
    });
    const outcomes = [];
    for (let call = 0; call < 8; call++) {
      outcomes.push(await rig.client.text(ask).catch(({ code }: { code: string }) => code));
    }
    // Each goes to the key that has rested longest. The third failure opens the circuit, and that call moves on.
    expect(outcomes).toEqual(['server', 'hi', 'server', 'hi', 'hi', 'hi', 'hi', 'hi']);
    expect(story(rig.reports).filter((one) => one.startsWith('first'))).toHaveLength(3);
    expect(rig.pool.snapshot().keys[0]?.condition).toMatchObject({ status: 'tripped' });
  });

  it('tells a server that is not there', async () => {
    const rig = await sandboxed();
    await rig.sandbox.close();
    expect(await failureOf(rig.client.text(ask))).toMatchObject({
      code: 'provider-unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('takes an abort to the call in flight', async () => {
    await using rig = await sandboxed({
      text: ({ signal }) =>
        new Promise((resolve) => {
          rig.controller.abort('enough');
          signal.addEventListener('abort', () => resolve(''));
        }),
    });
    expect(await failureOf(rig.client.text(ask))).toMatchObject({ code: 'aborted', retryable: false });
    expect(story(rig.reports)).toEqual(['first aborted']);
  });

  it('takes a waiting call out of the queue on abort; nothing was called, so nothing is reported', async () => {
    await using rig = await sandboxed(
      { text: () => new Promise<string>(() => undefined) },
      { concurrency: 1 },
    );
    const holding = rig.client.text(ask).catch(() => undefined);
    const waiting = taskOn(rig.pool);
    const failure = failureOf(waiting.client.text(ask));
    waiting.controller.abort();
    expect(await failure).toMatchObject({ code: 'aborted' });
    expect(waiting.reports).toEqual([]);
    rig.controller.abort();
    await holding;
  });

  it('keeps a strict server’s limits without a single 429', async () => {
    const limits = { concurrency: 3 };
    await using rig = await sandboxed(
      { text: () => 'hi', limits },
      { limits: { '*': limits }, keys: twoKeys },
    );
    await Promise.all(Array.from({ length: 30 }, () => rig.client.text(ask)));
    expect(rig.sandbox.requests.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    expect(new Set(rig.sandbox.requests.map(({ keyId }) => keyId)).size).toBe(2);
  });

  it('refuses a call whose estimate no budget ever holds', async () => {
    const rig = faked(() => answered('hi'), { limits: { '*': { tpm: 1000 } } });
    expect(await failureOf(rig.client.text(ask))).toMatchObject({ code: 'call-too-large', retryable: false });
    expect(await rig.client.text({ ...ask, maxOutputTokens: 500 })).toBe('hi');
  });
});

describe('openaiPool: what it is made with', () => {
  const keys = [{ id: 'first', secret: secrets[0] }];

  it('has a fingerprint of server and models alone', () => {
    const env = { PHASEGRAPH_TEXT_MODEL: 'words', PHASEGRAPH_IMAGE_MODEL: 'pictures' };
    const of = (options: Partial<Parameters<typeof openaiPool>[0]>) =>
      openaiPool({ keys, env, baseURL: 'http://a.test/v1', ...options }).fingerprint;
    expect(of({})).toBe('["http://a.test/v1","words","pictures"]');
    expect(of({ keys: twoKeys, concurrency: 3 })).toBe(of({}));
    expect(of({ baseURL: 'http://a.test/v1/?token=x' })).toBe(of({}));
    expect(of({ models: { text: 'other' } })).toBe('["http://a.test/v1","other","pictures"]');
    expect(of({ serverName: 'sandbox' })).toBe('["sandbox","words","pictures"]');
    const inPath = `http://a.test/${secrets[0]}/v1?key=${secrets[0]}`;
    expect(of({ baseURL: inPath })).toBe('["http://a.test/[key]/v1","words","pictures"]');
    expect(of({ serverName: `at ${secrets[0]}` })).toBe('["at [key]","words","pictures"]');
  });

  it('reads a secret from the variable that the key names', async () => {
    const used: string[] = [];
    const rig = faked(
      ({ secret }) => {
        used.push(secret);
        return answered('hi');
      },
      { keys: [{ id: 'mine', env: 'MY_KEY' }], env: { MY_KEY: ' sk-mine \n' } },
    );
    await rig.client.text(ask);
    expect(used).toEqual(['sk-mine']);
  });

  it.each<[string, Partial<Parameters<typeof openaiPool>[0]>, RegExp]>([
    ['no key', { keys: [] }, /has no key/],
    [
      'an empty variable',
      { keys: [{ id: 'a', env: 'NOT_SET' }] },
      /"a" has no secret: the variable that it names is empty/,
    ],
    ['a secret that no header can hold', { keys: [{ id: 'a', secret: 'sk one' }] }, /"a".*blanks/],
    [
      'one secret twice',
      { keys: [...keys, { id: 'b', secret: secrets[0] }] },
      /"first" and "b" have the same/,
    ],
    ['an address that is none', { baseURL: 'localhost:80' }, /not an http\(s\) address/],
    ['an address with a password', { baseURL: 'http://me:pw@a.test' }, /a user or a password/],
  ])('refuses %s', (_name, options, message) => {
    expect(() => openaiPool({ keys, env: {}, ...options })).toThrow(message);
    expect(() => openaiPool({ keys, env: {}, ...options })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });
});
