import { describe, expect, it } from '@jest/globals';
import type OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import type { ObjectCall } from '../../src/index.js';
import { refusal, rig } from '../rig.js';

const Page = z.object({ title: z.string(), sections: z.array(z.object({ id: z.string(), words: z.int() })) });
const page = { title: 'Grüße 🥐 from the bakery', sections: [{ id: 'hero', words: 12 }] };
const format = { format: zodTextFormat(Page, 'page') };

async function eventsOf(client: OpenAI): Promise<OpenAI.Responses.ResponseStreamEvent[]> {
  const stream = await client.responses.create({ model: 'gpt-5.4', input: 'x', text: format, stream: true });
  const events = [];
  for await (const event of stream) events.push(event);
  return events;
}

describe('POST /v1/responses', () => {
  it('gives the value of the responder for the name of the schema, parsed', async () => {
    const { client } = await rig({ responders: { page: () => page } });
    const response = await client.responses.parse({ model: 'gpt-5.4', input: 'x', text: format });
    expect(response.output_parsed).toEqual(page);
    expect(response).toMatchObject({
      object: 'response',
      status: 'completed',
      model: 'gpt-5.4',
      error: null,
    });
  });

  it('hands the responder the instructions and the user message, parsed where it is JSON', async () => {
    const calls: ObjectCall[] = [];
    const { client } = await rig({ responders: { page: (call) => (calls.push(call), page) } });
    await client.responses.create({
      model: 'm',
      instructions: 'Be brief.',
      input: '{"topic":"bread"}',
      text: format,
    });
    await client.responses.create({
      model: 'm',
      input: [
        { role: 'developer', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'just ' },
            { type: 'input_text', text: 'words' },
          ],
        },
      ],
      text: format,
    });
    expect(calls.map(({ instructions, input, schemaName }) => ({ instructions, input, schemaName }))).toEqual(
      [
        { instructions: 'Be brief.', input: { topic: 'bread' }, schemaName: 'page' },
        { instructions: 'Be kind.', input: 'just words', schemaName: 'page' },
      ],
    );
  });

  it('makes a valid value for a schema that nobody answers', async () => {
    const { client } = await rig();
    const response = await client.responses.parse({ model: 'm', input: 'x', text: format });
    expect(response.output_parsed?.sections).toHaveLength(2);
  });

  it('answers plain text by the text responder', async () => {
    const { client } = await rig({ text: ({ input }) => `You said ${String(input)}` });
    const response = await client.responses.create({ model: 'm', input: 'hello' });
    expect(response.output_text).toBe('You said hello');
  });

  it('counts tokens by characters over four', async () => {
    const { client } = await rig({ text: () => 'x'.repeat(41) });
    const response = await client.responses.create({
      model: 'm',
      instructions: 'x'.repeat(40),
      input: 'x'.repeat(60),
    });
    expect(response.usage).toMatchObject({ input_tokens: 25, output_tokens: 11, total_tokens: 36 });
  });

  it('stops at max_output_tokens and says that it is incomplete', async () => {
    const { client } = await rig({ text: () => 'x'.repeat(100) });
    const response = await client.responses.create({ model: 'm', input: 'x', max_output_tokens: 16 });
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    expect(response.output_text).toHaveLength(64);
  });

  it('streams the events of the provider in their order, numbered', async () => {
    const { client } = await rig({ responders: { page: () => page } });
    const events = await eventsOf(client);
    const types = events.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1]);
    expect(types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, i) => i));
  });

  it('streams deltas that add up to the text', async () => {
    const { client } = await rig({ responders: { page: () => page } });
    const deltas = (await eventsOf(client)).flatMap((event) =>
      event.type === 'response.output_text.delta' ? [event.delta] : [],
    );
    expect(deltas.length).toBeGreaterThan(1);
    expect(JSON.parse(deltas.join(''))).toEqual(page);
  });

  it('satisfies the stream helper of the client', async () => {
    const { client } = await rig({ responders: { page: () => page } });
    const stream = client.responses.stream({ model: 'm', input: 'x', text: format });
    expect((await stream.finalResponse()).output_parsed).toEqual(page);
  });

  it('answers 500 with the message of a responder that throws', async () => {
    const { client } = await rig({
      responders: {
        page: () => {
          throw new Error('no oven');
        },
      },
    });
    const error = await refusal(client.responses.create({ model: 'm', input: 'x', text: format }));
    expect(error).toMatchObject({ status: 500, type: 'server_error' });
    expect(error.message).toContain('responder for the schema "page" failed: no oven');
  });

  it('answers 500 when a responder gives what JSON has no form for', async () => {
    const { client } = await rig({ responders: { page: () => undefined } });
    const error = await refusal(client.responses.create({ model: 'm', input: 'x', text: format }));
    expect(error.message).toContain('it gave undefined, which is not a JSON value');
  });

  it('ignores fields that it does not know', async () => {
    const { client } = await rig();
    const body = { model: 'm', input: 'x', shoe_size: 43 };
    expect((await client.responses.create(body)).status).toBe('completed');
  });

  it.each([
    [{ input: 'x' }, 'model', "Missing required parameter: 'model'."],
    [{ model: 'm' }, 'input', "Missing required parameter: 'input'."],
    [
      { model: 7, input: 'x' },
      'model',
      "Invalid type for 'model': expected a string, but got an integer instead.",
    ],
    [{ model: 'm', input: 7 }, 'input', 'expected one of a string or an array of input items'],
    [{ model: 'm', input: [{ role: 'user', content: 7 }] }, 'input[0].content', 'but got an integer instead'],
    [{ model: 'm', input: [{ content: 'x' }] }, 'input[0].role', 'Missing required parameter'],
    [{ model: 'm', input: 'x', temperature: 3 }, 'temperature', 'between 0 and 2'],
    [{ model: 'm', input: 'x', stream: 'yes' }, 'stream', 'expected a boolean'],
    [{ model: 'm', input: 'x', text: { format: { type: 'xml' } } }, 'text.format.type', 'Supported values'],
    [
      { model: 'm', input: 'x', text: { format: { type: 'json_schema', name: 'a b' } } },
      'text.format.name',
      'pattern',
    ],
    [
      { model: 'm', input: 'x', text: { format: { type: 'json_schema', name: 'a' } } },
      'text.format.schema',
      'Missing',
    ],
  ])('answers 400 with the parameter: %j', async (body, param, message) => {
    const { client } = await rig();
    const error = await refusal(client.post('/responses', { body }));
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param });
    expect(error.message).toContain(message);
  });

  it('answers 400 with the place of what a strict schema may not have', async () => {
    const { client } = await rig();
    const loose = {
      type: 'object',
      properties: { list: { type: 'array', items: { type: 'object', properties: {} } } },
    };
    const create = (strict: boolean) =>
      client.responses.create({
        model: 'm',
        input: 'x',
        text: { format: { type: 'json_schema', name: 'loose', strict, schema: loose } },
      });
    const error = await refusal(create(true));
    expect(error).toMatchObject({ status: 400, code: 'invalid_json_schema', param: 'text.format.schema' });
    expect(error.message).toContain(
      "Invalid schema for response_format 'loose': In context=(), 'additionalProperties' is required to be supplied and to be false.",
    );
    expect(error.message).toContain("In context=('properties', 'list', 'items'), 'additionalProperties'");
    expect((await create(false)).status).toBe('completed');
  });

  it('answers 400 to a body that is not JSON', async () => {
    const { sandbox } = await rig();
    const response = await fetch(`${sandbox.baseUrl}/responses`, { method: 'POST', body: '{"model":' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param: null } });
  });
});
