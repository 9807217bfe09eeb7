import { describe, expect, it } from '@jest/globals';
import { refusal, rig } from '../rig.js';

describe('GET /v1/models', () => {
  it('lists the models that it is told of, and finds one', async () => {
    const { client } = await rig({ models: ['small', 'large'] });
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['small', 'large']);
    expect(await client.models.retrieve('large')).toMatchObject({ id: 'large', object: 'model' });
  });

  it('answers 404 to a model that does not exist, wherever it is named', async () => {
    const { client } = await rig({ models: ['small'] });
    for (const call of [
      client.models.retrieve('large'),
      client.responses.create({ model: 'large', input: 'x' }),
    ]) {
      expect(await refusal(call)).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
    }
  });

  it('answers 404 to a path that it does not have', async () => {
    const { client } = await rig();
    const error = await refusal(client.post('/embeddings', { body: {} }));
    expect(error).toMatchObject({ status: 404 });
    expect(error.message).toContain('Invalid URL (POST /v1/embeddings)');
  });
});
