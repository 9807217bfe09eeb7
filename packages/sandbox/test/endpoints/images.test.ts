import { describe, expect, it } from '@jest/globals';
import { refusal, rig } from '../rig.js';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

describe('POST /v1/images/generations', () => {
  it('draws a PNG of the asked size where nobody else does', async () => {
    const { client } = await rig();
    const answer = await client.images.generate({
      model: 'gpt-image-1',
      prompt: 'a loaf',
      size: '1536x1024',
    });
    const bytes = Buffer.from(answer.data?.[0]?.b64_json ?? '', 'base64');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1536, 1024]);
    expect(answer).toMatchObject({ output_format: 'png', size: '1536x1024', quality: 'medium' });
  });

  it('gives the bytes of the responder, once an image', async () => {
    const indexes: number[] = [];
    const { client } = await rig({
      images: async ({ index, width, height, format, prompt }) => {
        indexes.push(index);
        return Buffer.from(`${prompt} ${width}x${height} ${format}`);
      },
    });
    const answer = await client.images.generate({
      model: 'gpt-image-2',
      prompt: 'a loaf',
      size: '1536x864',
      output_format: 'webp',
      n: 2,
    });
    expect(answer.data?.map((image) => Buffer.from(image.b64_json ?? '', 'base64').toString())).toEqual([
      'a loaf 1536x864 webp',
      'a loaf 1536x864 webp',
    ]);
    expect(indexes).toEqual([0, 1]);
  });

  it('counts the tokens of the prompt, and of each image by quality and area', async () => {
    const { client } = await rig();
    const answer = await client.images.generate({
      prompt: 'a loaf of',
      quality: 'low',
      size: '1024x1536',
      n: 2,
    });
    expect(answer.usage).toMatchObject({ input_tokens: 3, output_tokens: 2 * 408, total_tokens: 819 });
  });

  it.each([
    ['1024x1024', 7024],
    ['1536x1024', 5488],
    ['1792x1024', 5063],
  ] as const)('counts those of gpt-image-2 as its calculator does: %s', async (size, tokens) => {
    const { client } = await rig();
    const answer = await client.images.generate({
      model: 'gpt-image-2',
      prompt: 'a loaf',
      quality: 'high',
      size,
    });
    expect(answer.usage?.output_tokens).toBe(tokens);
  });

  it('says that it draws PNG only where it has no responder', async () => {
    const { client } = await rig();
    const error = await refusal(client.images.generate({ prompt: 'a loaf', output_format: 'webp' }));
    expect(error).toMatchObject({ status: 400, param: 'output_format' });
    expect(error.message).toContain("only 'png' is drawn");
  });

  it('answers 500 when the responder gives another format than was asked for', async () => {
    const { client } = await rig({ images: () => JPEG });
    const error = await refusal(client.images.generate({ prompt: 'a loaf', output_format: 'png' }));
    expect(error.message).toContain('it gave a jpeg where a png was asked for');
    expect((await client.images.generate({ prompt: 'a loaf', output_format: 'jpeg' })).data).toHaveLength(1);
  });

  it.each([
    ['gpt-image-1', '1200x630'],
    ['gpt-image-2', '1200x630'],
    ['gpt-image-2', '1600x160'],
    ['mine', 'large'],
    ['mine', '0x10'],
    ['mine', '10x4000'],
  ])('refuses a size that the model has not: %s %s', async (model, size) => {
    const { client } = await rig();
    const error = await refusal(client.images.generate({ model, prompt: 'a loaf', size }));
    expect(error).toMatchObject({ status: 400, param: 'size', code: 'invalid_value' });
  });

  it('takes any size for a model that the provider has not', async () => {
    const { client } = await rig();
    expect(
      (await client.images.generate({ model: 'mine', prompt: 'a loaf', size: '3x7' })).data,
    ).toHaveLength(1);
  });

  it('answers 400 without a prompt', async () => {
    const { client } = await rig();
    const error = await refusal(client.post('/images/generations', { body: { model: 'gpt-image-1' } }));
    expect(error).toMatchObject({ status: 400, param: 'prompt' });
  });
});
