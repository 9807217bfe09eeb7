import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { ModelClient } from '../src/index.js';
import { answered, event, failureOf, faked, sandboxed, streaming, taskOn } from './rig.js';
import type { FakeAnswer } from './rig.js';

const schema = z.object({ parts: z.array(z.object({ id: z.string().max(3) })) });
const request = { name: 'plan', schema, instructions: 'Plan.', input: { topic: 'bread' } };
const value = { parts: [{ id: 'a' }, { id: 'b' }] };
const text = JSON.stringify(value);
const ask = { instructions: 'Say', input: 'hello' };
const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };

/** A whole answer of `/chat/completions`. */
function chatted(content: string | null, rest: Record<string, unknown> = {}, reason = 'stop'): FakeAnswer {
  const message = { role: 'assistant', content, refusal: null, ...rest };
  return { body: { choices: [{ index: 0, message, finish_reason: reason }], usage } };
}

/** A piece of a streamed one. */
function chunk(delta: Record<string, unknown>, reason: string | null = null): string {
  return event({ choices: [{ index: 0, delta, finish_reason: reason }], usage: null });
}
const usageChunk = event({ choices: [], usage });
const done = 'data: [DONE]\n\n';

function listening(client: ModelClient): { seen: string[]; answer: Promise<unknown> } {
  const seen: string[] = [];
  const onItem = ({ id }: { id: string }): void => void seen.push(id);
  return { seen, answer: client.object({ ...request, items: { of: 'parts', onItem } }) };
}

const notFound: [string, FakeAnswer][] = [
  [
    'the provider',
    {
      status: 404,
      body: {
        error: { message: 'Invalid URL (POST /v1/responses)', type: 'invalid_request_error', code: null },
      },
    },
  ],
  ['a framework', { status: 404, body: { detail: 'Not Found' } }],
  ['a text', { status: 404, body: '404 page not found', headers: { 'content-type': 'text/plain' } }],
  ['nothing', { status: 404, body: '' }],
  ['the method', { status: 405, body: { detail: 'Method Not Allowed' } }],
  ['a bad request', { status: 400, body: { error: { message: 'Unknown request URL: POST /responses' } } }],
  ['what is not done', { status: 501, body: { error: { message: 'Unsupported endpoint' } } }],
  ['a success', { body: { error: 'Unexpected endpoint or method. (POST /v1/responses)' } }],
];

describe('a server that has chat completions alone', () => {
  it.each(notFound)('is found out by what it answers to /responses: %s', async (_name, missing) => {
    const asked: string[] = [];
    const rig = faked(({ url }) => {
      asked.push(new URL(url).pathname);
      return url.endsWith('/responses') ? missing : chatted('hi');
    });
    expect(await rig.client.text(ask)).toBe('hi');
    expect(await taskOn(rig.pool).client.text(ask)).toBe('hi');
    expect(asked).toEqual(['/v1/responses', '/v1/chat/completions', '/v1/chat/completions']);
    expect(rig.reports).toMatchObject([
      { outcome: 'failed', error: 'not-served' },
      { outcome: 'answered', usage: { inputTokens: 11, outputTokens: 7 } },
    ]);
  });

  it('is found out by a stream, too', async () => {
    const rig = faked(({ url }) =>
      url.endsWith('/responses')
        ? { status: 404, body: {} }
        : streaming(chunk({ content: text }), chunk({}, 'stop'), usageChunk, done),
    );
    const { seen, answer } = listening(rig.client);
    expect(await answer).toEqual(value);
    expect(seen).toEqual(['a', 'b']);
  });

  it.each<[string, FakeAnswer, string]>([
    [
      'a model that it does not have',
      {
        status: 404,
        body: { error: { message: 'The model `x` does not exist.', code: 'model_not_found', param: null } },
      },
      'forbidden',
    ],
    [
      'such a model, in other words',
      { status: 404, body: { error: { message: 'model "x" not found' } } },
      'forbidden',
    ],
    [
      'a parameter',
      { status: 400, body: { error: { message: 'Unknown parameter: text.format' } } },
      'bad-request',
    ],
  ])('is not what speaks of %s', async (_name, answer, code) => {
    const rig = faked(() => answer);
    expect(await failureOf(rig.client.text(ask))).toMatchObject({ code });
    expect(rig.sent).toHaveLength(1);
  });

  it('is not taken for one by a proxy that knows neither address for a moment', async () => {
    const asked: string[] = [];
    let isAway = true;
    const rig = faked(({ url }) => {
      asked.push(new URL(url).pathname);
      if (isAway) return { status: 404, body: '<html><title>404 Not Found</title></html>' };
      return url.endsWith('/responses') ? answered('hi') : chatted('hi by chat');
    });
    expect(await failureOf(rig.client.text(ask))).toMatchObject({ code: 'not-served' });
    isAway = false;
    expect(await rig.client.text(ask)).toBe('hi');
    expect(asked).toEqual(['/v1/responses', '/v1/chat/completions', '/v1/responses']);
  });

  it('is not taken for one once it has answered by /responses', async () => {
    let isAway = false;
    const rig = faked(({ url }) => {
      if (!url.endsWith('/responses')) return chatted('hi by chat');
      return isAway ? { status: 404, body: '<html></html>' } : answered('hi');
    });
    expect(await rig.client.text(ask)).toBe('hi');
    isAway = true;
    expect(await rig.client.text(ask)).toBe('hi by chat');
    isAway = false;
    expect(await rig.client.text(ask)).toBe('hi');
  });

  it('is told from one that has neither', async () => {
    const rig = faked(() => ({ status: 404, body: {} }));
    expect(await failureOf(rig.client.text(ask))).toMatchObject({
      code: 'not-served',
      retryable: false,
      message: expect.stringMatching(/http:\/\/model\.test\/v1.*Check the base URL/),
    });
    expect(rig.sent).toHaveLength(2);
  });

  it('is asked for what the options say', async () => {
    const asked: string[] = [];
    const answer = ({ url }: { url: string }): FakeAnswer => {
      asked.push(new URL(url).pathname);
      return url.endsWith('/responses') ? { status: 404, body: {} } : chatted('hi');
    };
    expect(await faked(answer, { api: 'chat' }).client.text(ask)).toBe('hi');
    const failure = await failureOf(faked(answer, { api: 'responses' }).client.text(ask));
    expect(failure).toMatchObject({ code: 'not-served' });
    expect(asked).toEqual(['/v1/chat/completions', '/v1/responses']);
    expect(await faked(() => answered('hi'), { api: 'responses' }).client.text(ask)).toBe('hi');
  });
});

describe('chat completions', () => {
  const chat = { api: 'chat' } as const;

  it('are asked with a strict schema, the cap, and the instructions as the system’s', async () => {
    const rig = faked(() => chatted(text), chat);
    expect(await rig.client.object({ ...request, maxOutputTokens: 77 })).toEqual(value);
    expect(rig.sent).toEqual([
      {
        model: 'gpt-5.4-mini',
        messages: [
          { role: 'system', content: 'Plan.' },
          { role: 'user', content: '{"topic":"bread"}' },
        ],
        max_completion_tokens: 77,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'plan', strict: true, schema: expect.objectContaining({ type: 'object' }) },
        },
      },
    ]);
  });

  it('correct an answer that breaks the schema', async () => {
    const rig = faked(
      ({ body }) =>
        chatted(JSON.stringify(body).includes('does not fit') ? text : '{"parts":[{"id":"long"}]}'),
      chat,
    );
    expect(await rig.client.object(request)).toEqual(value);
    expect(rig.sent[1]?.['messages']).toMatchObject([
      { role: 'system', content: 'Plan.' },
      { role: 'user' },
      { role: 'assistant', content: '{"parts":[{"id":"long"}]}' },
      { role: 'system', content: expect.stringContaining('parts[0].id') },
    ]);
  });

  it.each<[string, FakeAnswer, string, RegExp]>([
    ['a refusal', chatted(null, { refusal: 'I will not.' }), 'refusal', /I will not/],
    ['a cap', chatted('{"parts', {}, 'length'), 'incomplete', /cut off/],
    ['a filter', chatted('', {}, 'content_filter'), 'content-filter', /filter/],
    ['no choice', { body: { choices: [], usage } }, 'empty-answer', /without text/],
    ['no words', chatted(null), 'empty-answer', /without text/],
    ['no answer', { body: { hello: 1 } }, 'unreadable-answer', /`choices`/],
    ['an error', { body: { error: { message: 'it broke', code: null } } }, 'server', /it broke/],
    ['a page', { body: '<html></html>' }, 'unreadable-answer', /HTML page/],
  ])('tell %s', async (_name, answer, code, message) => {
    const rig = faked(() => answer, chat);
    const failure = await failureOf(rig.client.object(request));
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('hand over items as they are written, and count the usage after the end', async () => {
    const pieces = text.match(/[^]{1,3}/g) ?? [];
    const rig = faked(
      () =>
        streaming(
          chunk({ role: 'assistant', content: '' }),
          ...pieces.map((content) => chunk({ content })),
          chunk({}, 'stop'),
          usageChunk,
          done,
        ),
      chat,
    );
    const { seen, answer } = listening(rig.client);
    expect(await answer).toEqual(value);
    expect(seen).toEqual(['a', 'b']);
    expect(rig.sent).toMatchObject([{ stream: true, stream_options: { include_usage: true } }]);
    expect(rig.reports).toMatchObject([{ usage: { inputTokens: 11, outputTokens: 7 } }]);
  });

  const begun = chunk({ content: '{"parts":[{"id":"a"}' });
  it.each<[string, (string | Error)[], string, RegExp]>([
    ['a cut connection', [begun, new TypeError('terminated')], 'connection', /terminated/],
    ['an early end', [begun, done], 'connection', /ended before the answer/],
    [
      'a refusal',
      [chunk({ refusal: 'I will ' }), chunk({ refusal: 'not.' }), chunk({}, 'stop')],
      'refusal',
      /I will not\./,
    ],
    ['a cap', [begun, chunk({}, 'length'), done], 'incomplete', /cut off/],
    ['a filter', [begun, chunk({}, 'content_filter'), done], 'content-filter', /filter/],
    ['no choice', [usageChunk, done], 'empty-answer', /without text/],
    [
      'an error',
      [begun, event({ error: { message: 'it broke', type: 'server_error' } })],
      'server',
      /it broke/,
    ],
  ])('tell %s in a stream', async (_name, pieces, code, message) => {
    const rig = faked(() => streaming(...pieces), chat);
    const failure = await failureOf(listening(rig.client).answer);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('work with the sandbox: whole, streamed, and refused', async () => {
    await using rig = await sandboxed({ responders: { plan: () => value }, text: () => 'hi' }, chat);
    expect(await rig.client.text(ask)).toBe('hi');
    expect(await rig.client.object(request)).toEqual(value);
    const { seen, answer } = listening(rig.client);
    expect(await answer).toEqual(value);
    expect(seen).toEqual(['a', 'b']);
    expect(new Set(rig.sandbox.requests.map(({ endpoint }) => endpoint))).toEqual(
      new Set(['chat/completions']),
    );
    expect(rig.reports.map(({ usage }) => typeof usage?.inputTokens)).toEqual(['number', 'number', 'number']);
  });
});
