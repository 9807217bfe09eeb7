import { describe, expect, it } from '@jest/globals';
import { memoryStore } from '@phasegraph/engine';
import type { Store } from '@phasegraph/engine';
import { z } from 'zod';
import type { ModelClient } from '../src/index.js';
import { made, run } from './asking.js';
import { answered, event, faked, sandboxed, secrets, streaming } from './rig.js';

const title = {
  name: 'title',
  schema: z.object({ title: z.string() }),
  instructions: 'Name it.',
  input: 'x',
};

describe('the answer of a model', () => {
  it('is not paid for again when the phase fails after it: a text, an object, a picture', async () => {
    await using rig = await sandboxed();
    const { pool, sandbox } = rig;
    const store = memoryStore();
    const ask = async (client: ModelClient): Promise<unknown> => [
      await client.text({ instructions: 'Say it.', input: 'x' }),
      await client.object(title),
      await client.image({ prompt: 'bread', width: 512, height: 512, quality: 'low' }),
    ];
    const first = await run({ pool, store, ask, isBroken: true });
    expect(first.summary.calls).toMatchObject({ answered: 3, replayed: 0 });
    const second = await run({ pool, store, ask });
    expect(second.status).toBe('succeeded');
    expect(sandbox.report().requests).toHaveLength(3);
    expect(second.summary.calls).toMatchObject({ answered: 0, replayed: 3 });
    expect(second.summary.usage).toMatchObject({ inputTokens: 0, outputTokens: 0, images: 0 });
    const fresh = await run({ pool, store, ask, recorded: 'fresh' });
    expect(second.value(made)).toEqual(fresh.value(made));
  });

  it('costs nothing when it is replayed: that was saved, and is what the result cost that is made of it', async () => {
    const store = memoryStore();
    const prices = { m: { input: 1_000_000, output: 1_000_000 } };
    const { pool } = faked(() => answered('yes'), { models: { text: 'm' }, prices });
    const ask = (client: ModelClient): Promise<unknown> => client.text({ instructions: 'Say.', input: 'x' });
    const first = await run({ pool, store, ask, isBroken: true });
    expect(first.summary.cost).toMatchObject({ usd: 18, savedUsd: 0 });
    const second = await run({ pool, store, ask });
    expect(second.summary.calls).toMatchObject({ answered: 0, replayed: 1 });
    expect(second.summary.cost).toMatchObject({ usd: 0, unknownCalls: 0, savedUsd: 18, unknownSaved: 0 });
    expect(store.learnedCosts(['make'])).toEqual(new Map([['make', 18]]));
    // How long the answer took, a replay does not show.
    expect(store.learnedDurations(['make'])).toEqual(new Map());
    const third = await run({ pool, store, ask });
    expect(third.summary.tasks[0]?.end).toEqual({ status: 'reused', savedUsd: 18 });
  });

  it('is asked for anew when the request is another one', async () => {
    await using rig = await sandboxed();
    const { pool, sandbox } = rig;
    const store = memoryStore();
    const asks = [
      { instructions: 'Say it.', input: 'x' },
      { instructions: 'Say it!', input: 'x' },
      { instructions: 'Say it.', input: 'y' },
      { instructions: 'Say it.', input: 'x', maxOutputTokens: 99 },
      { instructions: 'Say it.', input: 'x', model: 'other' },
    ];
    for (const request of asks)
      await run({ pool, store, ask: (client) => client.text(request), isBroken: true });
    expect(sandbox.report().requests).toHaveLength(asks.length);
  });

  it('is handed over item by item when it is replayed, as when it was streamed', async () => {
    await using rig = await sandboxed({
      responders: { list: () => ({ parts: ['a', 'b', 'c'].map((id) => ({ id })) }) },
    });
    const { pool, sandbox } = rig;
    const store = memoryStore();
    const schema = z.object({ parts: z.array(z.object({ id: z.string() })) });
    const seen: string[] = [];
    const ask = (client: ModelClient): Promise<unknown> =>
      client.object({
        name: 'list',
        schema,
        instructions: 'List them.',
        input: 'x',
        items: { of: 'parts', onItem: ({ id }, index) => void seen.push(`${index}${id}`) },
      });
    await run({ pool, store, ask, isBroken: true });
    await run({ pool, store, ask });
    expect(seen).toEqual(['0a', '1b', '2c', '0a', '1b', '2c']);
    expect(sandbox.report().requests).toHaveLength(1);
  });

  it('and its correction are both replayed', async () => {
    const store = memoryStore();
    const answers = ['{"titel":"x"}', '{"title":"right"}'];
    const { pool, sent } = faked(() => answered(answers[sent.length - 1] ?? ''));
    const ask = (client: ModelClient): Promise<unknown> => client.object(title);
    await run({ pool, store, ask, isBroken: true });
    const report = await run({ pool, store, ask });
    expect(sent).toHaveLength(2);
    expect(report.value(made)).toEqual({ title: 'right' });
  });

  it('is asked for anew when its correction is of no use either, and replaces it', async () => {
    const store = memoryStore();
    const answers = ['{"titel":"x"}', '{"titel":"y"}', '{"title":"right"}'];
    const { pool, sent } = faked(() => answered(answers[sent.length - 1] ?? ''));
    const ask = (client: ModelClient): Promise<unknown> => client.object(title);
    expect((await run({ pool, store, ask })).status).toBe('failed');
    const second = await run({ pool, store, ask, isBroken: true });
    expect(second.summary.calls).toMatchObject({ answered: 1, replayed: 1 });
    const third = await run({ pool, store, ask });
    expect(third.value(made)).toEqual({ title: 'right' });
    expect(sent).toHaveLength(3);
  });

  it.each([
    ['a refusal', { output: [{ content: [{ type: 'refusal', refusal: 'I would rather not' }] }] }],
    ['cut off', { status: 'incomplete', output: [], incomplete_details: { reason: 'max_output_tokens' } }],
  ])('that is %s is recorded, counts as a miss, and is replaced by a better one', async (_, body) => {
    const store = memoryStore();
    const { pool, sent } = faked(() => (sent.length === 1 ? { body } : answered('yes')));
    const saved: string[] = [];
    const listening: Store = {
      ...store,
      saveCall: (call) => {
        saved.push(call.key);
        return store.saveCall(call);
      },
    };
    const ask = (client: ModelClient): Promise<unknown> => client.text({ instructions: 'Say.', input: 'x' });
    expect((await run({ pool, store: listening, ask })).status).toBe('failed');
    expect((await run({ pool, store: listening, ask, isBroken: true })).summary.calls.answered).toBe(1);
    expect((await run({ pool, store: listening, ask })).value(made)).toBe('yes');
    expect(sent).toHaveLength(2);
    expect(saved[1]).toBe(saved[0]);
  });

  it('is not recorded of a call that failed, or whose answer broke off', async () => {
    const store = memoryStore();
    const saved: unknown[] = [];
    const listening: Store = {
      ...store,
      saveCall: (call) => {
        saved.push(call.answer);
        return store.saveCall(call);
      },
    };
    const replies = [
      { status: 500, body: { error: { message: 'no' } } },
      { body: { status: 'failed', error: { code: 'server_error', message: 'no' } } },
      streaming(event({ type: 'response.output_text.delta', delta: '{"title"' }), new Error('gone')),
    ];
    const { pool, sent } = faked(() => replies[sent.length - 1] ?? answered('{"title":"x"}'));
    const ask = (client: ModelClient): Promise<unknown> =>
      client.object({
        ...title,
        schema: z.object({ title: z.string(), parts: z.array(z.object({})).nullable() }),
        items: { of: 'parts', onItem: () => undefined },
      });
    for (const _ of replies) await run({ pool, store: listening, ask });
    expect(saved).toEqual([]);
  });

  it('is found without asking a server which endpoint it has', async () => {
    const store = memoryStore();
    const ask = (client: ModelClient): Promise<unknown> => client.text({ instructions: 'Say.', input: 'x' });
    const chatOnly = () =>
      faked(({ url }) =>
        url.endsWith('/chat/completions')
          ? { body: { choices: [{ message: { content: 'by chat' }, finish_reason: 'stop' }] } }
          : { status: 404, body: { error: { message: 'Unknown request URL' } } },
      );
    await run({ ...chatOnly(), store, ask, isBroken: true });
    const next = chatOnly();
    const report = await run({ ...next, store, ask, recorded: 'cassette' });
    expect(report.value(made)).toBe('by chat');
    expect(next.sent).toEqual([]);
  });

  it('is missing on a cassette that has it not: the error names the request, and nothing is sent', async () => {
    const { pool, sent } = faked(() => answered('yes'));
    const ask = (client: ModelClient): Promise<unknown> =>
      client.text({ instructions: 'Say.', input: 'x', model: 'gpt-x' });
    const report = await run({ pool, store: memoryStore(), ask, recorded: 'cassette' });
    expect(sent).toEqual([]);
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'failed',
      error: {
        code: 'not-recorded',
        message: expect.stringContaining('"make" asks "model" for text of gpt-x'),
      },
    });
  });

  it('is recorded without the key that the server repeats in it', async () => {
    const store = memoryStore();
    const saved: unknown[] = [];
    const listening: Store = {
      ...store,
      saveCall: (call) => {
        saved.push(call);
        return store.saveCall(call);
      },
    };
    // What only looks like one is left as it is: it is the model's answer.
    const { pool } = faked(({ secret }) => answered(`***Note***: your key is ${secret}, not sk-whatever`));
    const ask = (client: ModelClient): Promise<unknown> => client.text({ instructions: 'Say.', input: 'x' });
    await run({ pool, store: listening, ask });
    expect(JSON.stringify(saved)).toContain('***Note***: your key is [key], not sk-whatever');
    expect(JSON.stringify(saved)).not.toContain(secrets[0]);
  });

  it.each([
    ['a text', (client: ModelClient) => client.text({ instructions: 'Say.', input: 'x' })],
    ['an object', (client: ModelClient) => client.object(title)],
    [
      'items of a list',
      async (client: ModelClient) => {
        const seen: unknown[] = [];
        const schema = z.object({ list: z.array(z.object({ title: z.string() })) });
        const items = { of: 'list', onItem: (item: unknown) => void seen.push(item) } as const;
        await client.object({ ...title, name: 'list', schema, items });
        return seen;
      },
    ],
  ])('has no key in it that the server repeats, live as replayed: %s', async (_what, ask) => {
    const store = memoryStore();
    const saved: unknown[] = [];
    const listening: Store = {
      ...store,
      saveResult: (result) => {
        saved.push(result);
        store.saveResult(result);
      },
    };
    const seen: unknown[] = [];
    const noting = async (client: ModelClient): Promise<unknown> => {
      const value = await ask(client);
      seen.push(value);
      return value;
    };
    const { pool, sent } = faked(({ secret, body }) => {
      const said = JSON.stringify({ title: secret, list: [{ title: `of ${secret}` }] });
      if (body['stream'] !== true) return answered(said);
      // The key lies across two pieces.
      const pieces = said.match(/[^]{1,7}/g) ?? [];
      const deltas = pieces.map((delta, at) =>
        event({ type: 'response.output_text.delta', sequence_number: at, delta }),
      );
      const response = answered(said).body;
      return streaming(...deltas, event({ type: 'response.completed', sequence_number: 999, response }));
    });
    await run({ pool, store: listening, ask: noting, isBroken: true });
    await run({ pool, store: listening, ask: noting });
    expect(sent).toHaveLength(1);
    expect(seen[1]).toEqual(seen[0]);
    expect(JSON.stringify([seen, saved])).toContain('[key]');
    expect(JSON.stringify([seen, saved])).not.toContain(secrets[0]);
  });
});
