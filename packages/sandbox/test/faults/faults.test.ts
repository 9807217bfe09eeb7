import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import type { Call, Fault } from '../../src/index.js';
import { refusal, rig } from '../rig.js';
import { VirtualClock } from '../virtual-clock.js';

const format = {
  type: 'json_schema' as const,
  name: 'page',
  strict: true,
  schema: {
    type: 'object',
    properties: { title: { type: 'string' } },
    required: ['title'],
    additionalProperties: false,
  },
};
const ask = { model: 'm', input: 'x', text: { format } };
const chat = { model: 'm', messages: [{ role: 'user' as const, content: 'x' }] };
const image = { model: 'mine', prompt: 'a loaf', size: '8x8' as const };
const always = (fault: Fault) => ({ faults: () => fault });

describe('faults', () => {
  it('answers with the status, the code and the wait that it is told', async () => {
    const { client } = await rig(
      always({ status: 429, code: 'insufficient_quota', message: 'Pay.', retryAfterMs: 1500 }),
    );
    const error = await refusal(client.responses.create(ask));
    expect(error).toMatchObject({
      status: 429,
      code: 'insufficient_quota',
      type: 'insufficient_quota',
      message: '429 Pay.',
    });
    expect(error.headers?.get('retry-after')).toBe('2');
    expect(error.headers?.get('retry-after-ms')).toBe('1500');
  });

  it('answers as the provider usually does where nothing is told', async () => {
    const { client } = await rig(always({ status: 503 }));
    expect(await refusal(client.chat.completions.create(chat))).toMatchObject({
      status: 503,
      type: 'server_error',
      code: null,
    });
  });

  it('sends a 429 at once, and another status after the latency', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({
      clock,
      latency: 50,
      faults: ({ nth }) => ({ status: nth === 1 ? 429 : 500 }),
    });
    expect(await refusal(client.responses.create(ask))).toMatchObject({ status: 429 });
    const second = refusal(client.responses.create(ask));
    await clock.asleep(1);
    clock.advance(50);
    expect(await second).toMatchObject({ status: 500 });
  });

  it('is asked with the call, counted by endpoint and schema', async () => {
    const calls: Call[] = [];
    const { client } = await rig({ faults: (call) => void calls.push(call) });
    await client.responses.create(ask);
    await client.images.generate(image);
    await client.responses.create({ model: 'm', input: '{"a":1}' });
    await client.responses.create({ ...ask, stream: true });
    expect(calls).toMatchObject([
      { endpoint: 'responses', schemaName: 'page', nth: 1, stream: false, keyId: 'key-1', model: 'm' },
      { endpoint: 'images/generations', prompt: 'a loaf', nth: 1 },
      { endpoint: 'responses', input: { a: 1 }, nth: 1 },
      { endpoint: 'responses', schemaName: 'page', nth: 2, stream: true },
    ]);
  });

  it('refuses: in the message, in the stream, and for an image', async () => {
    const { client } = await rig(always({ kind: 'refusal', message: 'No.' }));
    const response = await client.responses.create(ask);
    expect(response.output).toMatchObject([{ content: [{ type: 'refusal', refusal: 'No.' }] }]);
    const streamed = await client.responses.stream(ask).finalResponse();
    expect(streamed.output).toMatchObject([{ content: [{ type: 'refusal', refusal: 'No.' }] }]);
    const completion = await client.chat.completions.create(chat);
    expect(completion.choices[0]?.message).toMatchObject({ content: null, refusal: 'No.' });
    expect(await refusal(client.images.generate(image))).toMatchObject({
      status: 400,
      code: 'moderation_blocked',
    });
  });

  it('stops half-way', async () => {
    const { client } = await rig({
      ...always({ kind: 'truncated' }),
      responders: { page: () => ({ title: 'bread' }) },
    });
    const response = await client.responses.create(ask);
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output_text: '{"title"',
    });
    const types = [];
    for await (const { type } of await client.responses.create({ ...ask, stream: true })) types.push(type);
    expect(types.at(-1)).toBe('response.incomplete');
    expect((await client.chat.completions.create(chat)).choices[0]?.finish_reason).toBe('length');
  });

  it('says what is not JSON', async () => {
    const { client } = await rig(always({ kind: 'invalid-json' }));
    const response = await client.responses.create(ask);
    expect(response.status).toBe('completed');
    expect(() => JSON.parse(response.output_text)).toThrow(SyntaxError);
    await expect(client.images.generate(image)).rejects.toThrow();
  });

  it('cuts the connection, before an answer and inside a stream', async () => {
    const { client, sandbox } = await rig({ ...always({ kind: 'disconnect' }), text: () => 'x'.repeat(200) });
    expect(await refusal(client.images.generate(image))).toBeInstanceOf(OpenAI.APIConnectionError);
    let heard = '';
    const read = async (): Promise<void> => {
      for await (const event of await client.responses.create({ model: 'm', input: 'x', stream: true })) {
        if (event.type === 'response.output_text.delta') heard += event.delta;
      }
    };
    await expect(read()).rejects.toThrow();
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(200);
    expect(sandbox.requests.map(({ status }) => status)).toEqual(['disconnected', 'disconnected']);
  });

  it('answers 500 when the chooser throws or names no status', async () => {
    const { client } = await rig({
      faults: ({ nth }) => {
        if (nth === 2) return { status: 200 };
        throw new Error('no dice');
      },
    });
    expect((await refusal(client.responses.create(ask))).message).toContain('The sandbox failed: no dice');
    expect((await refusal(client.responses.create(ask))).message).toContain('from 400 to 599');
  });
});
