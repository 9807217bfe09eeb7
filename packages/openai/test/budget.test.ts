import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each } from '@phasegraph/engine';
import type { RunReport } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { model } from '../src/index.js';
import type { OpenaiPool, OpenaiPoolOptions } from '../src/index.js';
import { answered, event, faked, streaming } from './rig.js';

const topics = artifactList('topics', z.string(), { key: (topic) => topic });
const pages = artifactList('pages', z.string());

/** One dollar a thousand tokens of answer: a call with a cap of 100 may cost a dime, and input is free. */
const prices = { 'a-model': { input: 0, output: 1000 } };
const options: Partial<OpenaiPoolOptions> = { models: { text: 'a-model', image: 'a-drawer' }, prices };

const pipeline = definePipeline({
  name: 'book',
  given: { topics },
  phases: [
    definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { pages },
      uses: { model },
      run: async ({ topic }, { model: client }) => ({
        pages: await client.text({ instructions: 'Write.', input: topic, maxOutputTokens: 100 }),
      }),
      fallback: () => ({ pages: 'by rule' }),
    }),
  ],
});

function run(pool: OpenaiPool, usd: number, count: number): Promise<RunReport> {
  const given = { topics: Array.from({ length: count }, (_, at) => `t${at}`) };
  return pipeline.run(given, { resources: { model: pool }, budget: { usd }, concurrency: 1 });
}

const codes = ({ tasks }: RunReport): string[] =>
  tasks.map(({ end }) => ('error' in end ? `${end.status} ${end.error.code}` : end.status));

describe('a run with a budget', () => {
  it('sends nothing whose worst case does not fit', async () => {
    // Each answer uses 7 tokens of its 100: 0.7 cents.
    const rig = faked(() => answered('page'), options);
    const report = await run(rig.pool, 0.11, 4);
    expect(codes(report)).toEqual([
      'succeeded',
      'succeeded',
      'failed budget-exhausted',
      'failed budget-exhausted',
    ]);
    expect(report.status).toBe('budget-exhausted');
    expect(report.summary.cost.usd).toBeCloseTo(0.014, 9);
    expect(rig.sent).toHaveLength(2);
  });

  it('refuses a model without a price before anything is sent, and says where to give one', async () => {
    const rig = faked(() => answered('page'), { models: { text: 'unheard-of' } });
    const report = await run(rig.pool, 100, 1);
    expect(codes(report)).toEqual(['failed unknown-price']);
    expect(report.tasks[0]?.end).toMatchObject({ error: { message: expect.stringContaining('unheard-of') } });
    expect(rig.sent).toEqual([]);
  });

  it('takes a call that was turned away for free, and makes it again on another key', async () => {
    const keys = ['first-0123456789abcdef', 'second-0123456789abcdef'].map((secret) => ({
      id: secret.slice(0, 5),
      secret,
    }));
    const rig = faked(
      ({ secret }) =>
        secret.startsWith('first')
          ? { status: 401, body: { error: { message: 'no', code: 'invalid_api_key' } } }
          : answered('page'),
      { ...options, keys },
    );
    const report = await run(rig.pool, 0.1, 1);
    expect(codes(report)).toEqual(['succeeded']);
    expect(rig.sent).toHaveLength(2);
  });

  it('takes the worst for a call that nobody answered, and does not make it again where that is too much', async () => {
    const once = faked(() => new Error('cut'), options);
    const report = await run(once.pool, 0.15, 1);
    expect(codes(report)).toEqual(['failed budget-exhausted']);
    // What there is to mend is the server: the report has that, too.
    expect(report.tasks[0]?.end).toMatchObject({
      error: { causes: expect.arrayContaining([expect.stringContaining('cut')]) },
    });
    expect(once.sent).toHaveLength(1);
    const thrice = faked(() => new Error('cut'), { ...options, outageMs: 5_000 });
    expect(codes(await run(thrice.pool, 0.35, 1))).toEqual(['failed budget-exhausted']);
    expect(thrice.sent).toHaveLength(3);
  });

  it('makes a call again when another one has left room for that', async () => {
    const clock = virtualClock();
    let sent = 0;
    const rig = faked(() => answered('page'), {
      ...options,
      clock,
      outageMs: 60_000,
      fetch: async () => {
        if (++sent === 1) throw new Error('cut');
        await clock.sleep(1000);
        return Response.json(answered('page').body);
      },
    });
    const given = { topics: ['a', 'b'] };
    const resources = { model: rig.pool };
    // Two beside each other keep 20 cents. The first one's start may have cost 10, and 1.4 more are spent in the end.
    const report = await clock.run(pipeline.run(given, { resources, clock, budget: { usd: 0.25 } }));
    expect(codes(report)).toEqual(['succeeded', 'succeeded']);
    expect(sent).toBe(3);
  });

  it('reports as queued what a call waited for room', async () => {
    const clock = virtualClock();
    const rig = faked(() => answered('page'), {
      ...options,
      clock,
      fetch: async () => {
        await clock.sleep(1000);
        return Response.json(answered('page').body);
      },
    });
    const given = { topics: ['a', 'b'] };
    const resources = { model: rig.pool };
    const report = await clock.run(pipeline.run(given, { resources, clock, budget: { usd: 0.15 } }));
    const calls = report.events.flatMap((event) => (event.type === 'call-ended' ? [event.call] : []));
    expect(calls.map(({ queuedMs, durationMs }) => [queuedMs, durationMs])).toEqual([
      [0, 1000],
      [1000, 1000],
    ]);
  });

  it('knows what a picture may cost before it is drawn', async () => {
    const picture = artifact('picture', z.any());
    const topic = artifact('topic', z.string());
    const draw = definePhase({
      name: 'draw',
      inputs: { topic },
      outputs: { picture },
      uses: { model },
      run: async (_, { model: client }) => ({
        picture: await client.image({ prompt: 'a loaf', width: 1024, height: 1024, model: 'gpt-image-2' }),
      }),
    });
    const rig = faked(() => ({ body: { data: [] } }), options);
    const one = definePipeline({ name: 'p', given: { topic }, phases: [draw] });
    // 1,756 tokens at 30 dollars a million are 5.3 cents.
    const report = await one.run({ topic: '' }, { resources: { model: rig.pool }, budget: { usd: 0.05 } });
    expect(codes(report)).toEqual(['failed budget-exhausted']);
    expect(rig.sent).toEqual([]);
  });

  it('does not wait for ever for an answer that waits for the phase', async () => {
    const topic = artifact('topic', z.string());
    const text = artifact('text', z.string());
    const schema = z.object({ list: z.array(z.object({ id: z.string() })) });
    const whole = '{"list":[{"id":"a"}]}';
    const rig = faked(({ body }) => {
      if (body['stream'] !== true) return answered('page');
      const { body: response } = answered(whole);
      return streaming(
        event({ type: 'response.output_text.delta', sequence_number: 0, delta: whole }),
        event({ type: 'response.completed', sequence_number: 1, response }),
      );
    }, options);
    const nested = definePhase({
      name: 'nested',
      inputs: { topic },
      outputs: { text },
      uses: { model },
      run: async (_, { model: client }) => {
        await client.object({
          name: 'list',
          schema,
          instructions: '',
          input: '',
          maxOutputTokens: 100,
          items: {
            of: 'list',
            onItem: async () =>
              void (await client.text({ instructions: '', input: '', maxOutputTokens: 100 })),
          },
        });
        return { text: '' };
      },
    });
    const one = definePipeline({ name: 'p', given: { topic }, phases: [nested] });
    const roomy = await one.run({ topic: '' }, { resources: { model: rig.pool }, budget: { usd: 0.2 } });
    expect(codes(roomy)).toEqual(['succeeded']);
    const tight = await one.run({ topic: '' }, { resources: { model: rig.pool }, budget: { usd: 0.15 } });
    expect(codes(tight)).toEqual(['failed budget-exhausted']);
  });
});
