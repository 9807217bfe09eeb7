import { describe, expect, it } from '@jest/globals';
import { memoryStore } from '@phasegraph/engine';
import { z } from 'zod';
import type { ModelClient } from '../src/index.js';
import { made, run } from './asking.js';
import { answered, event, failureOf, faked, streaming } from './rig.js';
import type { FakeAnswer } from './rig.js';

const request = {
  name: 'title',
  schema: z.object({ title: z.string() }),
  instructions: 'Name it.',
  input: 'x',
  maxOutputTokens: 50,
  maxOutputTokensIfCutOff: 200,
};
const right = '{"title":"right"}';
const usage = { input_tokens: 11, output_tokens: 50, total_tokens: 61 };

/** An answer that thinking has used up. */
function cutOff(reason = 'max_output_tokens'): FakeAnswer {
  return { body: { status: 'incomplete', incomplete_details: { reason }, output: [], usage } };
}

/** A server that gives these answers one after the other, and the last one from then on. */
function answering(...answers: readonly FakeAnswer[]): ReturnType<typeof faked> {
  let asked = 0;
  return faked(() => answers[Math.min(asked++, answers.length - 1)] ?? answered(right), {
    models: { text: 'a-model' },
    // One dollar a thousand tokens of answer.
    prices: { 'a-model': { input: 0, output: 1000 } },
  });
}

const capsOf = (sent: readonly Record<string, unknown>[]): unknown[] =>
  sent.map((body) => body['max_output_tokens']);

describe('an answer that was cut off', () => {
  it('is asked for once more with the larger cap', async () => {
    const { client, sent, reports } = answering(cutOff(), answered(right));
    expect(await client.object(request)).toEqual({ title: 'right' });
    expect(capsOf(sent)).toEqual([50, 200]);
    expect(reports).toMatchObject([{ error: 'incomplete', usage: {} }, { outcome: 'answered' }]);
  });

  it('fails the call when it is cut off again, and the error has the larger cap', async () => {
    const { client, sent } = answering(cutOff());
    expect(await failureOf(client.object(request))).toMatchObject({
      code: 'incomplete',
      message: expect.stringContaining('200 output tokens'),
    });
    expect(capsOf(sent)).toEqual([50, 200]);
  });

  it('is not asked for again where the call names no larger cap, nor when it ended for another reason', async () => {
    const { maxOutputTokensIfCutOff: _, ...plain } = request;
    const capped = answering(cutOff());
    expect(await failureOf(capped.client.object(plain))).toMatchObject({ code: 'incomplete' });
    expect(capsOf(capped.sent)).toEqual([50]);
    const filtered = answering(cutOff('content_filter'));
    expect(await failureOf(filtered.client.object(request))).toMatchObject({ code: 'content-filter' });
    expect(capsOf(filtered.sent)).toEqual([50]);
  });

  it('is asked for again when it was to put the first one right, and as a text', async () => {
    const corrected = answering(answered('{"titel":"x"}'), cutOff(), answered(right));
    expect(await corrected.client.object(request)).toEqual({ title: 'right' });
    expect(capsOf(corrected.sent)).toEqual([50, 50, 200]);
    const told = answering(cutOff(), answered('yes'));
    expect(await told.client.text(request)).toBe('yes');
  });
});

const askOnce = (client: ModelClient): Promise<unknown> => client.object(request);

describe('a budget', () => {
  it('admits the second call as it does any other', async () => {
    // The first costs 5 cents of the 25, and 20 are left for the second: its worst case.
    const enough = answering(cutOff(), answered(right));
    expect((await run({ pool: enough.pool, ask: askOnce, budget: { usd: 0.25 } })).status).toBe('succeeded');
    const short = answering(cutOff(), answered(right));
    const report = await run({ pool: short.pool, ask: askOnce, budget: { usd: 0.24 } });
    expect(report.status).toBe('budget-exhausted');
    expect(capsOf(short.sent)).toEqual([50]);
  });
});

describe('the record of an answer that was cut off', () => {
  it('stands for the call that led to the larger one, on a cassette as well', async () => {
    const store = memoryStore();
    const { pool, sent } = answering(cutOff(), answered(right));
    await run({ pool, ask: askOnce, store, isBroken: true });
    const cassette = await run({ pool, ask: askOnce, store, recorded: 'cassette' });
    expect(cassette.value(made)).toEqual({ title: 'right' });
    const again = await run({ pool, ask: askOnce, store });
    expect(again.value(made)).toEqual({ title: 'right' });
    expect(again.summary.calls).toMatchObject({ answered: 0, replayed: 2 });
    expect(again.summary.cost).toMatchObject({ usd: 0, savedUsd: 0.057 });
    expect(sent).toHaveLength(2);
  });

  it('leaves one call to the next run where both were cut off: the larger', async () => {
    const store = memoryStore();
    const { pool, sent } = answering(cutOff(), cutOff(), answered(right));
    expect((await run({ pool, ask: askOnce, store })).status).toBe('failed');
    expect((await run({ pool, ask: askOnce, store })).value(made)).toEqual({ title: 'right' });
    expect(capsOf(sent)).toEqual([50, 200, 200]);
  });
});

describe('a list whose answer was cut off', () => {
  const schema = z.object({ parts: z.array(z.object({ id: z.string() })) });
  const delta = (text: string): string => event({ type: 'response.output_text.delta', delta: text });
  const begun = streaming(
    delta('{"parts":[{"id":"a"},{"id":'),
    event({ type: 'response.incomplete', response: cutOff().body }),
  );
  const whole = '{"parts":[{"id":"A"},{"id":"B"}]}';
  const ended = streaming(
    delta(whole),
    event({ type: 'response.completed', response: answered(whole).body }),
  );

  it('hands over every index once, the same live as replayed', async () => {
    const store = memoryStore();
    const { pool, sent } = answering(begun, ended);
    const seen: string[] = [];
    const ask = async (client: ModelClient): Promise<unknown> => {
      seen.length = 0;
      const onItem = ({ id }: { id: string }): void => void seen.push(id);
      return client.object({ ...request, name: 'list', schema, items: { of: 'parts', onItem } });
    };
    await run({ pool, ask, store, isBroken: true });
    expect(seen).toEqual(['a', 'B']);
    const again = await run({ pool, ask, store });
    expect(seen).toEqual(['a', 'B']);
    expect(again.value(made)).toEqual(JSON.parse(whole));
    expect(sent).toHaveLength(2);
  });
});
