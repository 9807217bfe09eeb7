import { describe, expect, it } from '@jest/globals';
import { tokensUsed } from '../src/usage.js';
import { answered, event, faked, streaming } from './rig.js';

describe('tokensUsed', () => {
  it('reads the counts of either endpoint, cached input among them', () => {
    const responses = { input_tokens: 100, output_tokens: 7, input_tokens_details: { cached_tokens: 64 } };
    const chat = { prompt_tokens: 100, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 64 } };
    for (const usage of [responses, chat])
      expect(tokensUsed(usage)).toEqual({ inputTokens: 100, cachedInputTokens: 64, outputTokens: 7 });
  });

  it('does without what a server leaves out, and takes no more for cached than there is', () => {
    expect(tokensUsed({ input_tokens: 1, output_tokens: 2, input_tokens_details: null })).toEqual({
      inputTokens: 1,
      outputTokens: 2,
    });
    expect(
      tokensUsed({ input_tokens: 1, output_tokens: 2, input_tokens_details: { cached_tokens: 9 } }),
    ).toEqual({
      inputTokens: 1,
      cachedInputTokens: 1,
      outputTokens: 2,
    });
    expect(tokensUsed({ input_tokens: 1 })).toBeUndefined();
    expect(tokensUsed(null)).toBeUndefined();
  });
});

const usage = { input_tokens: 1000, output_tokens: 100, input_tokens_details: { cached_tokens: 800 } };
/** 200 fresh tokens, 800 cached, 100 answered, at the prices of gpt-5.4-mini. */
const usd = (200 * 0.75 + 800 * 0.075 + 100 * 4.5) / 1_000_000;

describe('the report of a call', () => {
  it('says what it used and cost', async () => {
    const { body } = answered('hi');
    const rig = faked(() => ({ body: { ...(body as object), usage } }));
    await rig.client.text({ instructions: 'Greet.', input: '' });
    expect(rig.reports).toMatchObject([
      { usage: { inputTokens: 1000, cachedInputTokens: 800, outputTokens: 100 } },
    ]);
    expect(rig.reports[0]?.usd).toBeCloseTo(usd, 12);
  });

  it('says it of a streamed answer through either endpoint', async () => {
    const { body } = answered('hi');
    const whole = { ...(body as object), usage };
    const chunk = (delta: object, rest: object = {}) => event({ choices: [{ index: 0, delta, ...rest }] });
    const chatUsage = {
      prompt_tokens: 1000,
      completion_tokens: 100,
      prompt_tokens_details: { cached_tokens: 800 },
    };
    const streams = {
      responses: () => streaming(event({ type: 'response.completed', sequence_number: 0, response: whole })),
      chat: () =>
        streaming(
          chunk({ content: '{"list":[]}' }),
          chunk({}, { finish_reason: 'stop' }),
          event({ choices: [], usage: chatUsage }),
          'data: [DONE]\n\n',
        ),
    };
    for (const api of ['responses', 'chat'] as const) {
      const rig = faked(streams[api], { api });
      const { z } = await import('zod');
      const schema = z.object({ list: z.array(z.object({ id: z.string() })) });
      const items = { of: 'list', onItem: () => undefined } as const;
      // The first stream holds no JSON: what matters is what it says of its usage.
      await rig.client
        .object({ name: 'x', schema, instructions: '', input: '', items })
        .catch(() => undefined);
      expect(rig.reports[0]?.usage).toEqual({ inputTokens: 1000, cachedInputTokens: 800, outputTokens: 100 });
      expect(rig.reports[0]?.usd).toBeCloseTo(usd, 12);
    }
  });

  it('leaves the cost out where it is not known, and says 0 of a call that was turned away', async () => {
    const unknown = faked(() => answered('hi'), { models: { text: 'unheard-of' } });
    await unknown.client.text({ instructions: '', input: '' });
    expect(unknown.reports[0]).not.toHaveProperty('usd');

    const refused = faked(() => ({
      status: 401,
      body: { error: { message: 'no', code: 'invalid_api_key' } },
    }));
    await refused.client.text({ instructions: '', input: '' }).catch(() => undefined);
    expect(refused.reports).toMatchObject([{ outcome: 'failed', usd: 0 }]);

    const broken = faked(() => new Error('cut'));
    await broken.client.text({ instructions: '', input: '' }).catch(() => undefined);
    expect(broken.reports[0]).not.toHaveProperty('usd');
  });

  it('counts pictures by size and quality', async () => {
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const rig = faked(() => ({
      body: { data: [{ b64_json: pixel }], usage: { input_tokens: 10, output_tokens: 1584 } },
    }));
    const request = { prompt: 'a loaf', width: 900, height: 1600, model: 'gpt-image-1' };
    await rig.client.image(request);
    expect(rig.reports).toMatchObject([
      { usage: { images: 1, pictures: { '1024x1536 medium': 1 }, outputTokens: 1584 } },
    ]);
    expect(rig.reports[0]?.usd).toBeCloseTo(10 * 5e-6 + 1584 * 40e-6, 12);
  });
});
