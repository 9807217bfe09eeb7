import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { answered, failureOf, faked, sandboxed } from './rig.js';

const copy = z.object({ heading: z.string().max(10), lines: z.array(z.string()).min(1) });
const request = {
  name: 'copy',
  schema: copy,
  instructions: 'Write.',
  input: { section: 'hero', facts: ['1912'] },
};

describe('object', () => {
  it('gives the value of the answer, and reports what it took', async () => {
    const inputs: unknown[] = [];
    await using rig = await sandboxed({
      responders: {
        copy: ({ input, instructions }) => {
          inputs.push([instructions, input]);
          return { heading: 'Bread', lines: ['since 1912'] };
        },
      },
    });
    expect(await rig.client.object(request)).toEqual({ heading: 'Bread', lines: ['since 1912'] });
    expect(inputs).toEqual([['Write.', request.input]]);
    expect(rig.reports).toEqual([
      {
        resource: 'model',
        keyId: 'first',
        target: 'gpt-5.4-mini',
        queuedMs: expect.any(Number),
        durationMs: expect.any(Number),
        outcome: 'answered',
        usage: { inputTokens: expect.any(Number), cachedInputTokens: 0, outputTokens: expect.any(Number) },
        usd: expect.any(Number),
      },
    ]);
    expect(rig.sandbox.requests).toMatchObject([{ schemaName: 'copy', status: 200 }]);
  });

  it('sends a strict schema, asks the provider to keep nothing, and caps the answer', async () => {
    const rig = faked(() => answered('{"heading":"a","lines":["b"]}'));
    await rig.client.object({ ...request, model: 'another', maxOutputTokens: 77 });
    await rig.client.object(request);
    expect(rig.sent[0]).toMatchObject({
      model: 'another',
      store: false,
      max_output_tokens: 77,
      input: [{ role: 'user', content: '{"section":"hero","facts":["1912"]}' }],
      text: { format: { type: 'json_schema', name: 'copy', strict: true, schema: { type: 'object' } } },
    });
    expect(rig.sent[1]).toMatchObject({ model: 'gpt-5.4-mini', max_output_tokens: 16_000 });
  });

  it('tells the model once what broke the schema', async () => {
    const rig = faked(({ body }) =>
      answered(
        Array.isArray(body['input']) && body['input'].length > 1
          ? '{"heading":"short","lines":["b"]}'
          : '{"heading":"much too long","lines":[]}',
      ),
    );
    expect(await rig.client.object(request)).toEqual({ heading: 'short', lines: ['b'] });
    expect(rig.sent[1]?.['input']).toEqual([
      { role: 'user', content: '{"section":"hero","facts":["1912"]}' },
      { role: 'assistant', content: '{"heading":"much too long","lines":[]}' },
      { role: 'developer', content: expect.stringMatching(/heading[\s\S]*lines/) },
    ]);
    expect(rig.reports.map(({ outcome }) => outcome)).toEqual(['answered', 'answered']);
  });

  it('gives up after the second broken answer, showing what broke', async () => {
    await using rig = await sandboxed({
      responders: { copy: () => ({ heading: 'much too long', lines: ['a'] }) },
    });
    expect(await failureOf(rig.client.object(request))).toMatchObject({
      code: 'invalid-answer',
      retryable: true,
      message: expect.stringMatching(
        /copywriting\[hero\].*gpt-5\.4-mini.*"copy"[\s\S]*after one correction[\s\S]*heading/,
      ),
    });
    expect(rig.sandbox.requests).toHaveLength(2);
  });

  it('corrects an answer that is not JSON', async () => {
    await using rig = await sandboxed({
      responders: { copy: () => ({ heading: 'Bread', lines: ['a'] }) },
      faults: ({ nth }) => (nth === 1 ? { kind: 'invalid-json' } : undefined),
    });
    expect(await rig.client.object(request)).toEqual({ heading: 'Bread', lines: ['a'] });
  });

  it('sends nothing for a schema that strict answers cannot have', async () => {
    await using rig = await sandboxed();
    const loose = { ...request, schema: z.object({ maybe: z.string().optional() }) };
    expect(await failureOf(rig.client.object(loose))).toMatchObject({
      code: 'schema-unsupported',
      message: expect.stringContaining('maybe is optional'),
    });
    expect(rig.sandbox.requests).toEqual([]);
  });
});

describe('an answer that says no', () => {
  it('names a refusal, which is paid for and not worth another attempt', async () => {
    await using rig = await sandboxed({ faults: () => ({ kind: 'refusal', message: 'I will not.' }) });
    expect(await failureOf(rig.client.object(request))).toMatchObject({
      code: 'refusal',
      retryable: false,
      message: expect.stringContaining('I will not.'),
    });
    expect(rig.reports).toMatchObject([{ outcome: 'failed', error: 'refusal', usage: expect.anything() }]);
  });

  it('names an answer that was cut off, and the cap', async () => {
    await using rig = await sandboxed({ faults: () => ({ kind: 'truncated' }) });
    expect(await failureOf(rig.client.object({ ...request, maxOutputTokens: 50 }))).toMatchObject({
      code: 'incomplete',
      retryable: false,
      message: expect.stringContaining('50 output tokens'),
    });
  });

  it.each([
    ['content_filter', 'content-filter'],
    ['max_output_tokens', 'incomplete'],
  ])('tells incomplete by %s as %s', async (reason, code) => {
    const rig = faked(() => ({ body: { status: 'incomplete', incomplete_details: { reason }, output: [] } }));
    expect(await failureOf(rig.client.object(request))).toMatchObject({ code, retryable: false });
  });

  it.each([
    ['server_error', 'server', true],
    ['invalid_prompt', 'bad-request', false],
  ])('tells a failure in the body, %s, as %s', async (providerCode, code, retryable) => {
    const error = { code: providerCode, message: 'it broke' };
    const rig = faked(() => ({ body: { status: 'failed', error, output: [] } }));
    expect(await failureOf(rig.client.object(request))).toMatchObject({
      code,
      retryable,
      message: expect.stringContaining('it broke'),
    });
  });

  it('tells a failure in the body by its code where the provider counts no usage', async () => {
    const error = { code: 'server_error', message: 'it broke' };
    const rig = faked(() => ({ body: { status: 'failed', error, output: [], usage: null } }));
    expect(await failureOf(rig.client.object(request))).toMatchObject({ code: 'server' });
  });

  it('takes an answer of a server that counts nothing', async () => {
    const { body } = answered('hi');
    const rig = faked(() => ({ body: Object.assign({}, body, { usage: null }) }));
    expect(await rig.client.text(request)).toBe('hi');
    expect(rig.reports).toEqual([expect.not.objectContaining({ usage: expect.anything() })]);
  });

  it('says of a body that is no answer at all that it is none', async () => {
    const rig = faked(() => ({ body: { hello: 1 } }));
    expect(await failureOf(rig.client.text(request))).toMatchObject({
      code: 'unreadable-answer',
      message: expect.stringContaining('`output`'),
    });
  });

  it('names an answer without words', async () => {
    const rig = faked(() => ({
      body: { status: 'completed', output: [{ type: 'reasoning', summary: [] }] },
    }));
    expect(await failureOf(rig.client.text(request))).toMatchObject({
      code: 'empty-answer',
      retryable: true,
    });
  });

  it.each([
    [
      '<!DOCTYPE html><html><title>Welcome to the proxy</title>secrets</html>',
      'an HTML page, "Welcome to the proxy"',
    ],
    ['<html></html>', 'an HTML page'],
    ['{"status":"completed","output":[{"type":"mess', 'ends early, after 45 characters'],
    ['ok', 'not JSON'],
    [' ', 'empty'],
  ])('tells a body that is no JSON, %j, and what it is', async (body, what) => {
    const rig = faked(() => ({ body }));
    const failure = await failureOf(rig.client.text(request));
    expect(failure).toMatchObject({
      code: 'unreadable-answer',
      retryable: true,
      message: expect.stringContaining(what),
    });
    expect(failure.message).not.toContain('secrets');
  });

  it('names the page of a proxy that fails by its title alone', async () => {
    const body = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
    const rig = faked(() => ({ status: 502, body, headers: { 'content-type': 'text/html' } }));
    const failure = await failureOf(rig.client.text(request));
    expect(failure).toMatchObject({
      code: 'server',
      message: expect.stringContaining('an HTML page, "502 Bad Gateway"'),
    });
    expect(failure.message).not.toContain('nginx');
  });

  it('takes a failure without a code for the server’s own', async () => {
    const rig = faked(() => ({ body: { error: { message: 'the worker died' } } }));
    expect(await failureOf(rig.client.text(request))).toMatchObject({
      code: 'server',
      message: expect.stringContaining('the worker died'),
    });
  });
});

describe('text', () => {
  it('gives the words; a text is sent as it is', async () => {
    await using rig = await sandboxed({
      text: ({ input, instructions }) => `${instructions} ${String(input)}!`,
    });
    expect(await rig.client.text({ instructions: 'Say:', input: 'hello' })).toBe('Say: hello!');
  });
});
