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
});
