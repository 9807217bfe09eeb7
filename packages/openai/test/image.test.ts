import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { keptInMemory } from '@phasegraph/engine';
import { failureOf, faked, sandboxed, streaming, taskOn } from './rig.js';

/** One pixel, as PNG. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The first and last bytes of a picture, by format. */
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]).toString('base64');
const webp = Buffer.from('RIFF\x08\0\0\0WEBPVP8 ', 'latin1').toString('base64');

describe('image', () => {
  it('gives the bytes, their format and their true size', async () => {
    await using rig = await sandboxed();
    const picture = await rig.client.image({ prompt: 'a loaf', width: 1200, height: 800 });
    expect(Buffer.from((await picture.bytes.read()).subarray(1, 4)).toString()).toBe('PNG');
    expect(picture).toMatchObject({ format: 'png', width: 1200, height: 800 });
    expect(rig.reports).toMatchObject([{ target: 'gpt-image-2', outcome: 'answered', usage: { images: 1 } }]);
  });

  it('hands the bytes to the run’s store, and answers with what stands for them', async () => {
    const kept: Uint8Array[] = [];
    const { pool } = faked(() => ({ body: { data: [{ b64_json: pixel }] } }));
    const { client } = taskOn(pool, {
      keep: (bytes) => {
        kept.push(bytes);
        return Promise.resolve(keptInMemory(bytes));
      },
    });
    const { bytes } = await client.image({ prompt: 'a loaf', width: 1, height: 1 });
    expect(kept.map((each) => Buffer.from(each).toString('base64'))).toEqual([pixel]);
    expect(bytes).toEqual(keptInMemory(kept[0] ?? new Uint8Array()));
  });

  it('was answered and paid for when the store cannot take it, and fails by the store’s own error', async () => {
    const { pool } = faked(() => ({ body: { data: [{ b64_json: pixel }] } }));
    const full = new Error('no room');
    const { client, reports } = taskOn(pool, { keep: () => Promise.reject(full) });
    await expect(client.image({ prompt: 'a loaf', width: 1, height: 1 })).rejects.toBe(full);
    expect(reports).toMatchObject([{ outcome: 'answered', usage: { images: 1 } }]);
  });

  it('always names size, quality and format', async () => {
    const rig = faked(() => ({ body: { data: [{ b64_json: pixel }] } }));
    const picture = await rig.client.image({
      prompt: 'a loaf',
      width: 900,
      height: 1600,
      model: 'gpt-image-1',
    });
    expect(Buffer.from(await picture.bytes.read()).toString('base64')).toBe(pixel);
    expect(picture).toEqual({ bytes: expect.anything(), format: 'png' });
    expect(rig.sent).toEqual([
      {
        model: 'gpt-image-1',
        prompt: 'a loaf',
        n: 1,
        size: '1024x1536',
        quality: 'medium',
        output_format: 'png',
      },
    ]);
  });

  const base64 = { response_format: 'b64_json' };
  it.each([
    ['gpt-image-1', { quality: 'high', output_format: 'webp' }],
    ['chatgpt-image-latest', { quality: 'high', output_format: 'webp' }],
    ['openai/gpt-image-1', { quality: 'high', output_format: 'webp' }],
    ['azure-gpt-image', { quality: 'high', output_format: 'webp' }],
    ['dall-e-3', { ...base64, quality: 'hd' }],
    ['dall-e-2', base64],
    ['house-painter', { ...base64, quality: 'high', output_format: 'webp' }],
  ])('asks %s for what its family takes', async (model, fields) => {
    const rig = faked(() => ({ body: { data: [{ b64_json: pixel }] } }));
    const asked = { prompt: 'a loaf', width: 1024, height: 1024, model, format: 'webp' } as const;
    await rig.client.image({ ...asked, quality: 'high' });
    expect(rig.sent).toEqual([{ model, prompt: 'a loaf', n: 1, size: '1024x1024', ...fields }]);
  });

  it('asks DALL-E for a quality that it has, whatever is asked for', async () => {
    const rig = faked(() => ({ body: { data: [{ b64_json: pixel }] } }));
    await rig.client.image({ prompt: 'a loaf', width: 1024, height: 1024, model: 'dall-e-3' });
    expect(rig.sent).toMatchObject([{ quality: 'standard' }]);
  });

  it('reserves the tokens of its pixels', async () => {
    let answer = (): void => undefined;
    const end = new Promise<void>((resolve) => (answer = resolve));
    const rig = faked(() => streaming(end), { limits: { '*': { tpm: 6000 } } });
    const asked = { prompt: 'a loaf', width: 1024, height: 1024 };
    const pictures = Array.from({ length: 8 }, () => failureOf(rig.client.image(asked)));
    while (rig.sent.length + rig.pool.snapshot().waiting < 8) await setImmediate();
    // Of 1,756 tokens each, in medium quality.
    expect(rig.sent).toHaveLength(3);
    rig.controller.abort();
    answer();
    await Promise.all(pictures);
  });

  it('is settled to the tokens that its answer reports', async () => {
    const body = { data: [{ b64_json: pixel }], usage: { input_tokens: 5, output_tokens: 1100 } };
    const rig = faked(() => ({ body }), { limits: { '*': { tpm: 9000 } } });
    await rig.client.image({ prompt: 'a loaf', width: 1024, height: 1024 });
    expect(rig.pool.snapshot().keys[0]?.targets[0]?.limits).toMatchObject([{ used: 1105, reserved: 0 }]);
  });

  it('counts the picture of a server that counts no tokens', async () => {
    const rig = faked(() => ({ body: { data: [{ b64_json: pixel }], usage: null } }));
    await rig.client.image({ prompt: 'a loaf', width: 1, height: 1 });
    expect(rig.reports).toMatchObject([{ outcome: 'answered', usage: { images: 1 } }]);
  });

  it('fails for an answer without an image', async () => {
    const rig = faked(() => ({ body: { data: [{ url: 'http://elsewhere.test/1.png' }] } }));
    const failure = await failureOf(rig.client.image({ prompt: 'a loaf', width: 1, height: 1 }));
    expect(failure).toMatchObject({
      code: 'empty-answer',
      message: expect.stringMatching(/`b64_json` \(the server gave an address/),
    });
    expect(rig.reports).toMatchObject([{ error: 'empty-answer' }]);
  });

  it.each([
    ['png', pixel],
    ['jpeg', jpeg],
    ['webp', webp],
  ])('tells a %s by its bytes, whatever was asked for', async (format, b64_json) => {
    const rig = faked(() => ({ body: { data: [{ b64_json }], output_format: 'png' } }));
    expect(await rig.client.image({ prompt: 'a loaf', width: 1, height: 1, format: 'jpeg' })).toMatchObject({
      format,
    });
  });

  it.each([
    ['no base64', 'https://elsewhere.test/1.png', 'not base64'],
    ['no picture', Buffer.from('<svg/>').toString('base64'), 'no PNG, WebP or JPEG'],
    ['half a PNG', pixel.slice(0, 60), 'a png, ends early'],
    ['half a JPEG', jpeg.slice(0, 8), 'a jpeg, ends early'],
    ['half a WebP', webp.slice(0, 16), 'a webp, ends early'],
  ])('fails for %s', async (_name, b64_json, what) => {
    const rig = faked(() => ({ body: { data: [{ b64_json }] } }));
    expect(await failureOf(rig.client.image({ prompt: 'a loaf', width: 1, height: 1 }))).toMatchObject({
      code: 'invalid-answer',
      retryable: true,
      message: expect.stringContaining(what),
    });
  });

  it('fails for a picture that was cut off on its way', async () => {
    await using rig = await sandboxed({ faults: () => ({ kind: 'truncated' }) });
    expect(await failureOf(rig.client.image({ prompt: 'a loaf', width: 512, height: 512 }))).toMatchObject({
      code: 'invalid-answer',
    });
  });

  it('fails for a body that is not JSON', async () => {
    await using rig = await sandboxed({ faults: () => ({ kind: 'invalid-json' }) });
    const failure = await failureOf(rig.client.image({ prompt: 'a loaf', width: 512, height: 512 }));
    expect(failure).toMatchObject({ code: 'unreadable-answer', retryable: true });
  });

  it('names a prompt that was blocked', async () => {
    await using rig = await sandboxed({ faults: () => ({ kind: 'refusal' }) });
    const failure = await failureOf(rig.client.image({ prompt: 'a loaf', width: 512, height: 512 }));
    expect(failure).toMatchObject({ code: 'content-filter', retryable: false });
  });
});
