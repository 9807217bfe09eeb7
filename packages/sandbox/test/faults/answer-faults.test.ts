import { isNativeError } from 'node:util/types';
import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import type { Fault, SandboxOptions } from '../../src/index.js';
import { refusal, rig } from '../rig.js';
import { VirtualClock } from '../virtual-clock.js';

const schema = {
  type: 'object',
  properties: { title: { type: 'string' }, text: { type: 'string' } },
  required: ['title', 'text'],
  additionalProperties: false,
};
const format = { type: 'json_schema' as const, name: 'page', strict: true, schema };
const ask = { model: 'm', input: 'x', text: { format } };
const chat = {
  model: 'm',
  messages: [{ role: 'user' as const, content: 'x' }],
  response_format: { type: 'json_schema' as const, json_schema: { name: 'page', strict: true, schema } },
};
const image = { model: 'mine', prompt: 'a loaf', size: '8x8' as const };
const value = { title: 'Bread', text: 'x'.repeat(200) };
const whole = JSON.stringify(value);

/** A sandbox in which everything has the fault. */
const rigWith = (fault: Fault, options: SandboxOptions = {}): ReturnType<typeof rig> =>
  rig({ faults: () => fault, responders: { page: () => value }, ...options });

/** The text of an answer by each of the ways to ask for one, as far as the client has it, and what ended it. */
const ways: Record<string, (client: OpenAI, hear: (piece: string) => void) => Promise<unknown>> = {
  'responses, whole': async (client, hear) => hear((await client.responses.create(ask)).output_text),
  'responses, streamed': async (client, hear) => {
    for await (const event of await client.responses.create({ ...ask, stream: true })) {
      if (event.type === 'response.output_text.delta') hear(event.delta);
    }
  },
  'chat, whole': async (client, hear) =>
    hear((await client.chat.completions.create(chat)).choices[0]?.message.content ?? ''),
  'chat, streamed': async (client, hear) => {
    for await (const { choices } of await client.chat.completions.create({ ...chat, stream: true })) {
      hear(choices[0]?.delta.content ?? '');
    }
  },
};

async function heardBy(way: string, client: OpenAI): Promise<{ text: string; error: unknown }> {
  let text = '';
  const error = await ways[way]?.(client, (piece) => (text += piece)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { text, error };
}

describe.each(Object.keys(ways))('faults of %s', (way) => {
  const isStream = way.endsWith('streamed');

  it('reset the connection before the answer', async () => {
    const { client, sandbox } = await rigWith({ kind: 'reset-before' });
    const { text, error } = await heardBy(way, client);
    expect(text).toBe('');
    expect(error).toBeInstanceOf(OpenAI.APIConnectionError);
    expect(sandbox.requests).toMatchObject([{ status: 'disconnected', verdict: 'fault:reset-before' }]);
  });

  it('reset the connection when the answer has begun', async () => {
    const { client, sandbox } = await rigWith({ kind: 'reset-after' });
    const { text, error } = await heardBy(way, client);
    // Which of the two depends on whether the reset comes together with what was sent before.
    const code: unknown = expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/);
    expect(isNativeError(error) && error.cause).toMatchObject({ code });
    if (isStream) {
      expect(text.length).toBeGreaterThan(0);
      expect(whole.startsWith(text)).toBe(true);
    }
    expect(text).not.toBe(whole);
    expect(sandbox.requests).toMatchObject([{ status: 'disconnected', verdict: 'fault:reset-after' }]);
  });

  it('keep the first byte back', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rigWith({ kind: 'slow-first-byte' }, { clock, latency: 50 });
    const heard = heardBy(way, client);
    await clock.asleep(1);
    clock.advance(5_049);
    expect(clock.sleeping).toBe(1);
    clock.advance(1);
    expect(await heard).toEqual({ text: whole, error: undefined });
    expect(sandbox.requests).toMatchObject([{ status: 200, verdict: 'fault:slow-first-byte' }]);
  });

  it('let the answer drip', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rigWith({ kind: 'slow-drip', delayMs: 10 }, { clock });
    const startedAtMs = clock.now();
    let hasEnded = false;
    const heard = heardBy(way, client).finally(() => (hasEnded = true));
    // One drop after another: each waits for the clock.
    while (!hasEnded) {
      if (clock.sleeping > 0) clock.advance(10);
      await new Promise(setImmediate);
    }
    expect(await heard).toEqual({ text: whole, error: undefined });
    const { endedAtMs, verdict } = sandbox.requests[0] ?? {};
    expect(verdict).toBe('fault:slow-drip');
    expect((endedAtMs ?? 0) - startedAtMs).toBeGreaterThanOrEqual(80);
  });

  it('cut the JSON', async () => {
    const { client } = await rigWith({ kind: 'cut-json' });
    const { text, error } = await heardBy(way, client);
    expect(error).toBeUndefined();
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  });

  it('break the schema, but not the JSON', async () => {
    const { client } = await rigWith({ kind: 'breaks-schema' });
    expect(JSON.parse((await heardBy(way, client)).text)).toEqual({ text: value.text });
  });

  it('leave the output empty', async () => {
    const { client, sandbox } = await rigWith({ kind: 'empty-output' });
    expect(await heardBy(way, client)).toEqual({ text: '', error: undefined });
    expect(sandbox.requests).toMatchObject([{ status: 200, verdict: 'fault:empty-output' }]);
  });

  it('send events twice, where there are any', async () => {
    const { client, sandbox } = await rigWith({ kind: 'duplicate-events' });
    const { text } = await heardBy(way, client);
    const pieces = whole.match(/.{1,16}/gu) ?? [];
    expect(text).toBe(isStream ? pieces.map((piece) => piece + piece).join('') : whole);
    expect(sandbox.requests[0]?.verdict).toBe(isStream ? 'fault:duplicate-events' : 'served');
  });
});

describe('wrong usage', () => {
  it.each<[Fault, number | undefined]>([
    [{ kind: 'usage-high' }, 520],
    [{ kind: 'usage-low' }, 5],
    [{ kind: 'usage-missing' }, undefined],
  ])('is told by %j, everywhere, and the true one counts', async (fault, total) => {
    const { client, sandbox } = await rigWith(fault, { responders: { page: () => 'x'.repeat(202) } });
    expect((await client.responses.create(ask)).usage?.total_tokens).toBe(total);
    expect((await client.responses.stream(ask).finalResponse()).usage?.total_tokens).toBe(total);
    expect((await client.chat.completions.create(chat)).usage?.total_tokens).toBe(total);
    const usages = [];
    const withUsage = { ...chat, stream: true as const, stream_options: { include_usage: true } };
    for await (const chunk of await client.chat.completions.create(withUsage)) {
      if (chunk.usage) usages.push(chunk.usage.total_tokens);
    }
    expect(usages).toEqual(total === undefined ? [] : [total]);
    const images = await client.images.generate(image);
    expect(images.usage === undefined).toBe(total === undefined);
    const settled = sandbox.requests.map(({ cost }) => cost?.settled?.tokens);
    expect(settled.slice(0, 4)).toEqual([52, 52, 52, 52]);
  });
});

describe('faults of images', () => {
  it.each<Fault>([{ kind: 'cut-json' }, { kind: 'reset-before' }, { kind: 'reset-after' }])(
    'leave no image: %j',
    async (fault) => {
      const { client } = await rigWith(fault);
      await expect(client.images.generate(image)).rejects.toThrow();
    },
  );

  it('leave the list empty', async () => {
    const { client } = await rigWith({ kind: 'empty-output' });
    expect((await client.images.generate(image)).data).toEqual([]);
  });

  it('let the body drip', async () => {
    const clock = new VirtualClock();
    const { client } = await rigWith({ kind: 'slow-drip' }, { clock });
    const images = client.images.generate(image);
    for (let drop = 0; drop < 8; drop++) {
      await clock.asleep(1);
      clock.advance(200);
    }
    expect((await images).data).toHaveLength(1);
  });

  it('are named in the log', async () => {
    const { client, sandbox } = await rigWith({ kind: 'refusal' });
    expect(await refusal(client.images.generate(image))).toMatchObject({ code: 'moderation_blocked' });
    expect(sandbox.requests).toMatchObject([{ status: 400, verdict: 'fault:refusal' }]);
  });
});

describe('a client that leaves', () => {
  it('ends the drip', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rigWith({ kind: 'slow-drip' }, { clock });
    const leave = new AbortController();
    const answer = client.responses.create(ask, { signal: leave.signal }).catch(() => 'left');
    await clock.asleep(1);
    leave.abort();
    expect(await answer).toBe('left');
    while (sandbox.requests.length === 0) await new Promise(setImmediate); // the socket's end arrives on its own
    expect(sandbox.requests).toMatchObject([{ status: 'aborted', verdict: 'left' }]);
    expect(clock.sleeping).toBe(0);
  });
});
