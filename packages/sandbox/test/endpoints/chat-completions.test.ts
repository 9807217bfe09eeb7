import { describe, expect, it } from '@jest/globals';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { refusal, rig } from '../rig.js';

const Page = z.object({ title: z.string() });
const request = {
  model: 'gpt-5.4',
  messages: [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: '{"topic":"bread"}' },
  ],
  response_format: zodResponseFormat(Page, 'page'),
};
const responders = {
  page: ({ instructions, input }: { instructions: string; input: unknown }) => ({
    title: `${instructions} ${JSON.stringify(input)}`,
  }),
};
const title = 'Be brief. {"topic":"bread"}';

describe('POST /v1/chat/completions', () => {
  it('gives the value of the responder, parsed', async () => {
    const { client } = await rig({ responders });
    const completion = await client.chat.completions.parse(request);
    expect(completion.choices[0]?.message.parsed).toEqual({ title });
    expect(completion.choices[0]?.finish_reason).toBe('stop');
  });

  it('answers the last thing that the user has said', async () => {
    const { client } = await rig({ text: ({ input }) => `To: ${String(input)}` });
    const messages = [
      { role: 'user' as const, content: 'first' },
      { role: 'assistant' as const, content: 'yes?' },
      { role: 'user' as const, content: 'second' },
      { role: 'assistant' as const, content: 'so' },
    ];
    const completion = await client.chat.completions.create({ model: 'm', messages });
    expect(completion.choices[0]?.message.content).toBe('To: second');
  });

  it('makes as many choices as are asked for, and counts each', async () => {
    const { client } = await rig({ text: () => 'x'.repeat(40) });
    const completion = await client.chat.completions.create({
      model: 'm',
      messages: [{ role: 'user', content: 'abcd' }],
      n: 3,
    });
    expect(completion.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(completion.usage).toMatchObject({ prompt_tokens: 1, completion_tokens: 30, total_tokens: 31 });
  });

  it('streams chunks that add up to the text, with the usage in the last one', async () => {
    const { client } = await rig({ responders });
    const stream = await client.chat.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(JSON.parse(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''))).toEqual({
      title,
    });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  });

  it('leaves the usage out of a stream that does not ask for it, and ends with [DONE]', async () => {
    const { sandbox } = await rig();
    const response = await fetch(`${sandbox.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer any' },
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'x' }], stream: true }),
    });
    const text = await response.text();
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(text).not.toContain('usage');
  });

  it('satisfies the stream helper of the client', async () => {
    const { client } = await rig({ responders });
    const completion = await client.chat.completions.stream(request).finalChatCompletion();
    expect(completion.choices[0]?.message.parsed).toEqual({ title });
  });

  it('names response_format when a strict schema is refused', async () => {
    const { client } = await rig();
    const schema = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false };
    const error = await refusal(
      client.chat.completions.create({
        ...request,
        response_format: { type: 'json_schema', json_schema: { name: 'loose', strict: true, schema } },
      }),
    );
    expect(error).toMatchObject({ status: 400, param: 'response_format' });
    expect(error.message).toContain("Missing 'a'.");
  });

  it('answers 400 without messages', async () => {
    const { client } = await rig();
    const error = await refusal(client.post('/chat/completions', { body: { model: 'm' } }));
    expect(error).toMatchObject({ status: 400, param: 'messages', code: 'missing_required_parameter' });
  });
});
