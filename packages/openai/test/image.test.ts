import { describe, expect, it } from '@jest/globals';
import { failureOf, faked, sandboxed } from './rig.js';

describe('image', () => {
  it('gives the bytes, their format and their true size', async () => {
    await using rig = await sandboxed();
    const picture = await rig.client.image({ prompt: 'a loaf', width: 1200, height: 800 });
    expect(Buffer.from(picture.bytes.subarray(1, 4)).toString()).toBe('PNG');
    expect(picture).toMatchObject({ format: 'png', width: 1200, height: 800 });
    expect(rig.reports).toMatchObject([{ target: 'gpt-image-2', outcome: 'answered', usage: { images: 1 } }]);
  });

  it('always names size, quality and format', async () => {
    const rig = faked(() => ({ body: { data: [{ b64_json: 'aGk=' }] } }));
    const picture = await rig.client.image({
      prompt: 'a loaf',
      width: 900,
      height: 1600,
      model: 'gpt-image-1',
    });
    expect(Buffer.from(picture.bytes).toString()).toBe('hi');
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

  it('counts the picture of a server that counts no tokens', async () => {
    const rig = faked(() => ({ body: { data: [{ b64_json: 'aGk=' }], usage: null } }));
    await rig.client.image({ prompt: 'a loaf', width: 1, height: 1 });
    expect(rig.reports).toMatchObject([{ outcome: 'answered', usage: { images: 1 } }]);
  });

  it('fails for an answer without an image', async () => {
    const rig = faked(() => ({ body: { data: [{ url: 'http://elsewhere.test/1.png' }] } }));
    const failure = await failureOf(rig.client.image({ prompt: 'a loaf', width: 1, height: 1 }));
    expect(failure).toMatchObject({ code: 'invalid-answer', message: expect.stringContaining('b64_json') });
  });

  it('fails for a body that is not JSON', async () => {
    await using rig = await sandboxed({ faults: () => ({ kind: 'invalid-json' }) });
    const failure = await failureOf(rig.client.image({ prompt: 'a loaf', width: 512, height: 512 }));
    expect(failure).toMatchObject({ code: 'invalid-answer', retryable: true });
  });

  it('names a prompt that was blocked', async () => {
    await using rig = await sandboxed({ faults: () => ({ kind: 'refusal' }) });
    const failure = await failureOf(rig.client.image({ prompt: 'a loaf', width: 512, height: 512 }));
    expect(failure).toMatchObject({ code: 'content-filter', retryable: false });
  });
});
