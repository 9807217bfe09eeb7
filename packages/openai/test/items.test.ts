import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { ModelClient } from '../src/index.js';
import { answered, event, failureOf, faked, sandboxed, streaming } from './rig.js';
import type { FakeAnswer } from './rig.js';

const plan = z.object({
  title: z.string(),
  parts: z.array(z.object({ id: z.string(), weight: z.number().max(9) })),
});
const request = { name: 'plan', schema: plan, instructions: 'Plan.', input: 'bread' };
const [a, b, c] = ['a', 'b', 'c'].map((id, index) => ({ id, weight: index }));
const value = { title: 'Bread', parts: [a, b, c] };
const text = JSON.stringify(value);

/** Asks for a plan, and notes what is handed over and when the call ends. */
function asked(client: ModelClient): { story: unknown[]; answer: Promise<unknown> } {
  const story: unknown[] = [];
  const onItem = (part: { id: string }, index: number): void => void story.push([index, part.id]);
  return { story, answer: client.object({ ...request, items: { of: 'parts', onItem } }) };
}

function deltas(pieces: readonly string[]): string[] {
  return pieces.map((delta, index) =>
    event({ type: 'response.output_text.delta', sequence_number: index, delta }),
  );
}

function completed(whole: string): string {
  const { body } = answered(whole);
  return event({ type: 'response.completed', sequence_number: 9999, response: body });
}

function streamed(whole: string, size = 5): FakeAnswer {
  const pieces = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
  return streaming(...deltas(pieces), completed(whole));
}

describe('items', () => {
  it('are handed over as the model writes them, before the answer is there', async () => {
    let goOn = (): void => undefined;
    const middle = new Promise<void>((resolve) => (goOn = resolve));
    const [first, rest] = [text.slice(0, text.indexOf('},') + 1), text.slice(text.indexOf('},') + 1)];
    const events = deltas([first, rest]);
    const rig = faked(() => streaming(events[0] ?? '', middle, ' ', events[1] ?? '', completed(text)));
    const seen: string[] = [];
    const answer = rig.client.object({
      ...request,
      items: {
        of: 'parts',
        onItem: (part) => {
          seen.push(part.id);
          goOn();
        },
      },
    });
    await middle;
    expect(seen).toEqual(['a']);
    expect(await answer).toEqual(value);
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(rig.sent).toMatchObject([{ stream: true, text: { format: { strict: true } } }]);
    expect(rig.reports).toMatchObject([{ outcome: 'answered', usage: { inputTokens: 11, outputTokens: 7 } }]);
  });

  it('come from the sandbox’s stream', async () => {
    await using rig = await sandboxed({ responders: { plan: () => value } });
    const { story, answer } = asked(rig.client);
    expect(await answer).toEqual(value);
    expect(story).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
    ]);
    expect(rig.reports).toMatchObject([{ outcome: 'answered', usage: expect.anything() }]);
  });

  it('are whole however the stream is cut, in the midst of a letter too', async () => {
    const odd = {
      title: '…',
      parts: [
        { id: '👩‍👩‍👧 "\\', weight: 1 },
        { id: 'é\n', weight: 2 },
      ],
    };
    const whole = [...deltas([JSON.stringify(odd)]), completed(JSON.stringify(odd))].join('');
    const bytes = Buffer.from(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), async (sizes) => {
        let start = 0;
        const pieces = sizes.map((size) => bytes.subarray(start, (start += size)));
        pieces.push(bytes.subarray(start));
        const body = new ReadableStream<Uint8Array>({
          pull(controller) {
            const piece = pieces.shift();
            if (piece === undefined) controller.close();
            else if (piece.length > 0) controller.enqueue(piece);
          },
        });
        const rig = faked(() => ({ headers: { 'content-type': 'text/event-stream' }, body }));
        const { story, answer } = asked(rig.client);
        expect(await answer).toEqual(odd);
        expect(story).toEqual(odd.parts.map(({ id }, index) => [index, id]));
      }),
      { numRuns: 25 },
    );
  });

  it('wait for each other’s hand-over', async () => {
    const rig = faked(() => streamed(text));
    const story: string[] = [];
    await rig.client.object({
      ...request,
      items: {
        of: 'parts',
        onItem: async ({ id }) => {
          story.push(`${id} begins`);
          await Promise.resolve();
          story.push(`${id} ends`);
        },
      },
    });
    expect(story).toEqual(['a', 'b', 'c'].flatMap((id) => [`${id} begins`, `${id} ends`]));
  });

  it('that break the schema are handed over once they are corrected, the others but once', async () => {
    const broken = JSON.stringify({ ...value, parts: [a, { id: 'b', weight: 99 }, c] });
    const rig = faked(({ body }) => streamed(JSON.stringify(body['input']).includes('99') ? text : broken));
    const { story, answer } = asked(rig.client);
    expect(await answer).toEqual(value);
    expect(story).toEqual([
      [0, 'a'],
      [2, 'c'],
      [1, 'b'],
    ]);
    expect(rig.sent).toHaveLength(2);
  });

  it('are handed over at the end by a server that does not stream', async () => {
    const rig = faked(() => answered(text));
    const { story, answer } = asked(rig.client);
    expect(await answer).toEqual(value);
    expect(story).toHaveLength(3);
  });

  it('are handed over once where events come twice', async () => {
    const pieces = deltas(text.match(/[^]{1,4}/g) ?? []);
    // Without the text, so that it must have been put together of the pieces.
    const last = event({ type: 'response.completed', response: { status: 'completed', output: [] } });
    const rig = faked(() => streaming(...[...pieces, last].flatMap((one) => [one, one])));
    const { story, answer } = asked(rig.client);
    expect(await answer).toEqual(value);
    expect(story.map(String)).toEqual(['0,a', '1,b', '2,c']);
  });

  it('end the call with what their taker throws, as it was thrown', async () => {
    const rig = faked(() => streamed(text));
    const mine = new RangeError('no room');
    const failure = failureOf(
      rig.client.object({
        ...request,
        items: {
          of: 'parts',
          onItem: () => {
            throw mine;
          },
        },
      }),
    );
    expect(await failure).toBe(mine);
    expect(rig.reports).toMatchObject([{ outcome: 'aborted' }]);
    expect(rig.sent).toHaveLength(1);
  });

  it('are handed over no more once the attempt is over', async () => {
    const rig = faked(() => streamed(text));
    const seen: string[] = [];
    const failure = failureOf(
      rig.client.object({
        ...request,
        items: {
          of: 'parts',
          onItem: ({ id }) => {
            seen.push(id);
            rig.controller.abort();
          },
        },
      }),
    );
    expect(await failure).toMatchObject({ code: 'aborted' });
    expect(seen).toEqual(['a']);
  });

  it('are typed by the list that they are of', () => {
    const { client } = faked(() => answered('{}'));
    const ask = (): unknown =>
      // @ts-expect-error: `title` is no list
      client.object({ ...request, items: { of: 'title', onItem: () => undefined } });
    const read = (): unknown =>
      client.object({
        ...request,
        // @ts-expect-error: a part has no `name`
        items: { of: 'parts', onItem: (part) => void part.name },
      });
    expect([ask, read]).toHaveLength(2);
  });

  it('are refused where the schema has no such list, before anything is sent', async () => {
    const rig = faked(() => answered(text));
    const { client } = rig;
    // As a caller without types could write it.
    const items = { of: 'title', onItem: () => undefined } as never;
    expect(await failureOf(client.object({ ...request, items }))).toMatchObject({
      code: 'schema-unsupported',
      message: expect.stringContaining('title is not a list'),
    });
    expect(rig.sent).toEqual([]);
  });
});

describe('a stream that goes wrong', () => {
  const begun = deltas([text.slice(0, text.indexOf('},') + 1)]);
  const refusal = {
    status: 'completed',
    output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'I will not.' }] }],
  };
  const cutOff = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [] };
  const filtered = { status: 'incomplete', incomplete_details: { reason: 'content_filter' }, output: [] };
  const ended = (type: string, response: object): string =>
    event({ type: `response.${type}`, sequence_number: 99, response });

  it.each<[string, (string | Error)[], string, boolean, RegExp]>([
    ['a cut connection', [new TypeError('terminated')], 'connection', true, /terminated/],
    ['an end in the midst of events', [], 'connection', true, /ended before the answer/],
    ['an end within an event', ['data: {"type":"resp'], 'connection', true, /ended before the answer/],
    ['an event that is no JSON', ['data: {"type":"resp\n\n'], 'connection', true, /no JSON/],
    ['a refusal', [ended('completed', refusal)], 'refusal', false, /I will not/],
    ['an answer that is cut off', [ended('incomplete', cutOff)], 'incomplete', false, /cut off/],
    ['a filter', [ended('incomplete', filtered)], 'content-filter', false, /filter/],
    [
      'a failure',
      [ended('failed', { status: 'failed', error: { code: 'server_error', message: 'it broke' } })],
      'server',
      true,
      /it broke/,
    ],
    [
      'an error event',
      [event({ type: 'error', code: 'invalid_prompt', message: 'not this' })],
      'bad-request',
      false,
      /invalid_prompt.*not this/,
    ],
    ['an error event without a code', [event({ type: 'error', message: 'oh' })], 'server', true, /oh/],
    [
      'an error in the shape of other answers',
      [event({ error: { type: 'server_error', code: null, message: 'it broke' } })],
      'server',
      true,
      /it broke/,
    ],
  ])('tells %s', async (_name, after, code, retryable, message) => {
    const rig = faked(() => streaming(...begun, ...after));
    const { story, answer } = asked(rig.client);
    expect(await failureOf(answer)).toMatchObject({
      code,
      retryable,
      message: expect.stringMatching(message),
    });
    // What was handed over before stays so.
    expect(story).toEqual([[0, 'a']]);
  });

  it('takes an answer whose connection breaks after its end', async () => {
    const rig = faked(() => streaming(...deltas([text]), completed(text), new TypeError('terminated')));
    expect(await asked(rig.client).answer).toEqual(value);
  });

  it('takes the text of the pieces where the last event repeats none', async () => {
    const last = { status: 'completed', output: [] };
    const rig = faked(() => streaming(...deltas([text]), ended('completed', last)));
    expect(await asked(rig.client).answer).toEqual(value);
  });

  it('goes on with another key when the limit is told in the stream, and hands nothing over twice', async () => {
    const limit = event({ type: 'error', code: 'rate_limit_exceeded', message: 'Please try again in 1ms.' });
    let calls = 0;
    const rig = faked(() => (++calls === 1 ? streaming(...begun, limit) : streamed(text)));
    const { story, answer } = asked(rig.client);
    expect(await answer).toEqual(value);
    expect(story.map(String)).toEqual(['0,a', '1,b', '2,c']);
    expect(rig.reports).toMatchObject([{ error: 'rate-limited' }, { outcome: 'answered' }]);
  });

  it('ends the attempt when it breaks off: half of it may have been paid for', async () => {
    const rig = faked(() => streaming(...begun, new TypeError('terminated')));
    const { story, answer } = asked(rig.client);
    expect(await failureOf(answer)).toMatchObject({
      code: 'connection',
      retryable: true,
      message: expect.stringContaining('got half an answer'),
    });
    expect(story.map(String)).toEqual(['0,a']);
    expect(rig.reports).toMatchObject([{ error: 'connection' }]);
  });

  it.each<['disconnect' | 'refusal' | 'truncated', string]>([
    ['disconnect', 'connection'],
    ['refusal', 'refusal'],
    ['truncated', 'incomplete'],
  ])('tells the sandbox’s %s', async (kind, code) => {
    await using rig = await sandboxed({ responders: { plan: () => value }, faults: () => ({ kind }) });
    expect(await failureOf(asked(rig.client).answer)).toMatchObject({ code });
  });
});
