import { describe, expect, it } from '@jest/globals';
import { clientFor, refusal, rig } from './rig.js';

const keys = [{ secret: 'sk-one', id: 'one' }, { secret: 'sk-two' }];

describe('keys', () => {
  it('answers 401 to a key that is not in the list, without repeating it', async () => {
    const { sandbox } = await rig({ keys });
    const error = await refusal(clientFor(sandbox, 'sk-wrong').responses.create({ model: 'm', input: 'x' }));
    expect(error).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
      type: 'invalid_request_error',
      param: null,
    });
    expect(error.message).not.toContain('sk-wrong');
    expect(await refusal(clientFor(sandbox, 'sk-wrong').models.list())).toMatchObject({ status: 401 });
  });

  it('answers 401 where no key is given', async () => {
    const { sandbox } = await rig();
    const response = await fetch(`${sandbox.baseUrl}/responses`, {
      method: 'POST',
      body: '{"model":"m","input":"x"}',
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining("didn't provide an API key") },
    });
  });

  it('logs the id of the key, never its secret', async () => {
    const { sandbox } = await rig({ keys });
    await clientFor(sandbox, 'sk-one').responses.create({ model: 'm', input: 'x' });
    await clientFor(sandbox, 'sk-two').responses.create({ model: 'm', input: 'x' });
    expect(sandbox.requests.map(({ keyId }) => keyId)).toEqual(['one', 'key-2']);
    const report = await (await fetch(`${sandbox.baseUrl.replace('/v1', '')}/sandbox/report`)).text();
    expect(report).not.toContain('sk-');
  });

  it('takes any bearer where no list is given, each as a key of its own', async () => {
    const { sandbox } = await rig();
    for (const secret of ['a', 'b', 'a']) await clientFor(sandbox, secret).models.list();
    expect(sandbox.requests.map(({ keyId }) => keyId)).toEqual(['key-1', 'key-2', 'key-1']);
  });

  it('answers 401 to a key that is revoked, from the start or in the midst of things', async () => {
    const revoked = { ...keys[1], secret: 'sk-gone', id: 'gone', revoked: true };
    const { sandbox } = await rig({ keys: [...keys, revoked] });
    expect(await refusal(clientFor(sandbox, 'sk-gone').models.list())).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
    const client = clientFor(sandbox, 'sk-one');
    await client.responses.create({ model: 'm', input: 'x' });
    sandbox.revoke('one');
    const error = await refusal(client.responses.create({ model: 'm', input: 'x' }));
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' });
    expect(error.message).not.toContain('sk-');
    expect(sandbox.requests.map(({ verdict }) => verdict)).toEqual(['key:revoked', 'served', 'key:revoked']);
    expect(() => sandbox.revoke('three')).toThrow('There is no key "three"; the keys are one, key-2, gone.');
  });

  it('answers 403 where the key has no access to a model, and does not list it', async () => {
    const { sandbox, client } = await rig({ keys: [{ secret: 'any', group: 'org', models: ['m'] }] });
    await client.responses.create({ model: 'm', input: 'x' });
    const error = await refusal(client.responses.create({ model: 'n', input: 'x' }));
    expect(error).toMatchObject({ status: 403, code: 'model_not_found' });
    expect(error.message).toContain('Project `org` does not have access to model `n`.');
    expect(await refusal(client.models.retrieve('n'))).toMatchObject({ status: 403 });
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['m']);
    expect(sandbox.requests.map(({ verdict }) => verdict)).toEqual([
      'served',
      'key:no-access',
      'key:no-access',
      'served',
    ]);
  });

  it.each([
    [[{ secret: 'sk-one' }, { secret: 'sk-one', id: 'b' }], 'The keys "key-1" and "b" have the same secret'],
    [
      [
        { secret: 'sk-one', id: 'a' },
        { secret: 'sk-two', id: 'a' },
      ],
      'Two keys have the id "a"',
    ],
    [[{ secret: 'sk-0123456789abcdef', id: 'my sk-0123456789abcdef' }], 'holds a secret'],
    [
      [
        { secret: 'sk-one', id: 'sk-0123456789abcdef' },
        { secret: 'sk-one' },
        { secret: 'sk-0123456789abcdef' },
      ],
      'holds a secret',
    ],
  ])('refuses keys that cannot be told apart or would be shown: %#', async (unusable, message) => {
    const error = await rig({ keys: unusable }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'SandboxError', code: 'invalid-option' });
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain('sk-');
  });
});
