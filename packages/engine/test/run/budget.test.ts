import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
  memoryStore,
} from '@phasegraph/engine';
import type { RunReport } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import fc from 'fast-check';
import { z } from 'zod';
import { paid, paidResource } from './paid-calls.js';

const topics = artifactList('topics', z.object({ id: z.string(), usd: z.number() }), { key: ({ id }) => id });
const pages = artifactList('pages', z.string());
const book = artifact('book', z.string());
const cover = artifact('cover', z.string());

const write = definePhase({
  name: 'write',
  inputs: { topic: each(topics) },
  outputs: { pages },
  uses: { paid },
  retry: { attempts: 3, on: () => true },
  concurrency: 1,
  run: async ({ topic }, { paid: client }) => {
    await client.call({ worstUsd: 0.4, usd: topic.usd });
    return { pages: topic.id };
  },
  fallback: ({ topic }) => ({ pages: `${topic.id} by rule` }),
});
const bind = definePhase({
  name: 'bind',
  inputs: { pages },
  outputs: { book },
  run: (inputs) => ({ book: inputs.pages.join(' ') }),
});
const draw = definePhase({
  name: 'draw',
  inputs: { topics },
  outputs: { cover },
  run: () => ({ cover: 'cover' }),
});
// topics -> write* -> bind, topics -> draw
const pipeline = definePipeline({ name: 'book', given: { topics }, phases: [write, bind, draw] });
const given = { topics: ['a', 'b', 'c', 'd'].map((id) => ({ id, usd: 0.3 })) };

const endsOf = ({ tasks }: RunReport): Record<string, string> =>
  Object.fromEntries(tasks.map(({ task, end }) => [task, end.status]));

describe('a run with a budget', () => {
  it('makes what fits, fails what does not without retry or fallback, and skips what needs it', async () => {
    const clock = virtualClock();
    const resource = paidResource(clock);
    const report = await clock.run(
      pipeline.run(given, { clock, resources: { paid: resource }, budget: { usd: 1 } }),
    );
    expect(endsOf(report)).toEqual({
      'write[a]': 'succeeded',
      'write[b]': 'succeeded',
      'write[c]': 'succeeded',
      'write[d]': 'failed',
      bind: 'skipped',
      draw: 'succeeded',
    });
    expect(report.status).toBe('budget-exhausted');
    expect(report.tasks.find(({ task }) => task === 'write[d]')).toMatchObject({
      attempts: 1,
      end: { error: { code: 'budget-exhausted' } },
    });
    expect(report.summary.cost.usd).toBeCloseTo(0.9, 9);
    expect(resource.charged).toHaveLength(3);
  });

  it('goes on from there with a larger budget, paying for nothing twice', async () => {
    const clock = virtualClock();
    const resource = paidResource(clock);
    const options = { clock, resources: { paid: resource }, store: memoryStore() };
    await clock.run(pipeline.run(given, { ...options, budget: { usd: 1 } }));
    const report = await clock.run(pipeline.run(given, { ...options, budget: { usd: 0.4 } }));
    expect(report.status).toBe('succeeded');
    expect(report.value(book)).toBe('a b c d');
    expect(resource.charged).toHaveLength(4);
    expect(report.summary.cost).toMatchObject({ usd: 0.3, unknownCalls: 0, unknownSaved: 0 });
    expect(report.summary.cost.savedUsd).toBeCloseTo(0.9, 9);
  });

  it('waits while a call under way may leave room', async () => {
    const clock = virtualClock();
    const resource = paidResource(clock);
    const wide = definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { pages },
      uses: { paid },
      run: async ({ topic }, { paid: client }) => {
        await client.call({ worstUsd: 0.4, usd: 0.1 });
        return { pages: topic.id };
      },
    });
    const report = await clock.run(
      pipeline.replace(wide).run(given, { clock, resources: { paid: resource }, budget: { usd: 0.8 } }),
    );
    expect(report.status).toBe('succeeded');
  });

  it('is partial, not out of budget, where something else failed and every target was made', async () => {
    const clock = virtualClock();
    const broken = definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { pages },
      run: ({ topic }) => {
        if (topic.id === 'a') throw new Error('no');
        return { pages: topic.id };
      },
    });
    const some = definePhase({
      name: 'bind',
      inputs: { pages: collect(pages, { min: 1 }) },
      outputs: { book },
      run: () => ({ book: '' }),
    });
    const report = await clock.run(
      pipeline
        .replace(broken)
        .replace(some)
        .run(given, { clock, budget: { usd: 1 } }),
    );
    expect(report.status).toBe('partial');
  });

  it('refuses calls of unknown price, and says what to do', async () => {
    const clock = virtualClock();
    const unpriced = definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { pages },
      uses: { paid },
      run: async (_, { paid: client }) => {
        await client.call({ worstUsd: undefined, usd: undefined });
        return { pages: '' };
      },
      fallback: () => ({ pages: 'by rule' }),
    });
    const report = await clock.run(
      pipeline
        .replace(unpriced)
        .run(given, { clock, resources: { paid: paidResource(clock) }, budget: { usd: 1 } }),
    );
    expect(report.status).toBe('failed');
    expect(report.tasks.find(({ task }) => task === 'write[a]')?.end).toMatchObject({
      status: 'failed',
      error: { code: 'unknown-price', message: expect.stringContaining('Give the price') },
    });
  });

  it('pays for the calls of pipelines inside of it, and knows that they failed for it', async () => {
    const clock = virtualClock();
    const inner = definePipeline({ name: 'inner', given: { topics }, phases: [write, bind] });
    const outer = definePipeline({
      name: 'outer',
      given: { topics },
      phases: [
        inner.asPhase({
          name: 'make-book',
          inputs: { topics },
          outputs: { book },
          fallback: () => ({ book: 'by rule' }),
        }),
      ],
    });
    const report = await clock.run(
      outer.run(given, { clock, resources: { paid: paidResource(clock) }, budget: { usd: 1 } }),
    );
    expect(endsOf(report)).toEqual({ 'make-book': 'failed' });
    expect(report.status).toBe('budget-exhausted');
  });

  it('is out of budget though a pipeline inside of it did without what was refused', async () => {
    const clock = virtualClock();
    const some = definePhase({
      name: 'bind',
      inputs: { pages: collect(pages, { min: 0 }) },
      outputs: { book },
      run: (inputs) => ({ book: String(inputs.pages.succeeded.length) }),
    });
    const inner = definePipeline({ name: 'inner', given: { topics }, phases: [write, some] });
    const outer = definePipeline({
      name: 'outer',
      given: { topics },
      phases: [inner.asPhase({ name: 'make-book', inputs: { topics }, outputs: { book } })],
    });
    const resources = { paid: paidResource(clock) };
    const report = await clock.run(outer.run(given, { clock, resources, budget: { usd: 1 } }));
    expect(report.value(book)).toBe('3');
    expect(report.status).toBe('budget-exhausted');
    expect(report.summary.budget?.usd).toBe(1);
    expect(report.summary.budget?.spentUsd).toBeCloseTo(0.9, 9);
    expect(report.summary.budget?.refusedUsd).toBeCloseTo(0.4, 9);
  });

  it('says what was saved by reuse inside of a pipeline that is a phase, and inside of one in there', async () => {
    const clock = virtualClock();
    const inner = definePipeline({ name: 'inner', given: { topics }, phases: [write, bind] });
    const middle = definePipeline({
      name: 'middle',
      given: { topics },
      phases: [inner.asPhase({ name: 'make', inputs: { topics }, outputs: { book } })],
    });
    const outer = definePipeline({
      name: 'outer',
      given: { topics },
      phases: [middle.asPhase({ name: 'make-book', inputs: { topics }, outputs: { book } })],
    });
    const options = { clock, resources: { paid: paidResource(clock) }, store: memoryStore() };
    await clock.run(outer.run(given, options));
    const { summary } = await clock.run(outer.run(given, options));
    expect(summary.calls).toMatchObject({ answered: 0, replayed: 0 });
    expect(summary.cost.savedUsd).toBeCloseTo(1.2, 9);
    expect(summary.cost.phases).toMatchObject([{ phase: 'make-book', usd: 0, unknownSaved: 0 }]);
  });

  it('records nothing of a phase that made do without a call that was refused, and a further run makes it', async () => {
    const clock = virtualClock();
    const makesDo = definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { pages },
      uses: { paid },
      concurrency: 1,
      run: async ({ topic }, { paid: client }) => {
        try {
          await client.call({ worstUsd: 0.4, usd: topic.usd });
          return { pages: topic.id };
        } catch {
          return { pages: 'nothing' };
        }
      },
    });
    const options = { clock, resources: { paid: paidResource(clock) }, store: memoryStore() };
    const small = await clock.run(pipeline.replace(makesDo).run(given, { ...options, budget: { usd: 1 } }));
    expect([small.status, small.value(book)]).toEqual(['budget-exhausted', 'a b c nothing']);
    const further = await clock.run(pipeline.replace(makesDo).run(given, { ...options, budget: { usd: 1 } }));
    expect([further.status, further.value(book)]).toEqual(['succeeded', 'a b c d']);
  });

  it('asks no fallback and makes no other attempt where a phase says something else of a call that was refused', async () => {
    const clock = virtualClock();
    const hides = definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { pages },
      uses: { paid },
      retry: { attempts: 3, on: () => true },
      run: async ({ topic }, { paid: client }) => {
        await client.call({ worstUsd: 2, usd: topic.usd }).catch(() => {
          throw new Error('no page');
        });
        return { pages: topic.id };
      },
      fallback: ({ topic }) => ({ pages: `${topic.id} by rule` }),
    });
    const resources = { paid: paidResource(clock) };
    const report = await clock.run(
      pipeline.replace(hides).run(given, { clock, resources, budget: { usd: 1 } }),
    );
    expect(report.status).toBe('budget-exhausted');
    expect(report.tasks.find(({ task }) => task === 'write[a]')).toMatchObject({
      attempts: 1,
      end: {
        status: 'failed',
        error: { code: 'budget-exhausted', causes: expect.arrayContaining(['Error: no page']) },
      },
    });
  });

  it('has succeeded where only a further attempt beside the first did not fit', async () => {
    const clock = virtualClock();
    const hedged = definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { pages },
      uses: { paid },
      hedge: { afterMs: 10, budget: 1 },
      run: async ({ topic }, { paid: client }) => {
        await client.call({ worstUsd: 0.3, usd: undefined, durationMs: 50 });
        return { pages: topic.id };
      },
    });
    const resources = { paid: paidResource(clock) };
    const report = await clock.run(
      pipeline
        .replace(hedged)
        .run({ topics: [{ id: 'a', usd: 0.3 }] }, { clock, resources, budget: { usd: 0.4 } }),
    );
    expect(report.status).toBe('succeeded');
  });

  it.each([{ usd: -1 }, { usd: Number.NaN }, { usd: '5' }, 5])('refuses %j as a budget', (budget) => {
    const resources = { paid: paidResource(virtualClock()) };
    // What the compiler would refuse, from a program without one.
    expect(() => pipeline.start(given, { budget: budget as never, resources })).toThrow(
      'name the amount in US dollars',
    );
  });
});

const drawnTopics = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    calls: fc.array(
      fc.record({
        worst: fc.integer({ min: 0, max: 50 }),
        share: fc.integer({ min: 0, max: 10 }),
        isUnknown: fc.boolean(),
        forMs: fc.integer({ min: 0, max: 40 }),
        fails: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

describe('whatever runs, retries and hedges', () => {
  it('never spends more than the budget, and ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        drawnTopics,
        fc.integer({ min: 0, max: 300 }),
        fc.boolean(),
        async (drawn, cents, parallel) => {
          const clock = virtualClock();
          const resource = paidResource(clock);
          const jobs = artifactList('jobs', z.any(), { key: (job: { id: string }) => job.id });
          const done = artifactList('done', z.string());
          const work = definePhase({
            name: 'work',
            inputs: { job: each(jobs) },
            outputs: { done },
            uses: { paid },
            retry: { attempts: 3, baseMs: 5 },
            hedge: { afterMs: 15, budget: 1 },
            timeoutMs: 60,
            run: async ({ job }: { job: (typeof drawn)[number] }, { paid: client, attempt }) => {
              const call = (how: (typeof job.calls)[number]): Promise<void> =>
                client.call({
                  worstUsd: how.worst / 100,
                  usd: how.isUnknown ? undefined : Math.floor((how.worst * how.share) / 10) / 100,
                  durationMs: how.forMs,
                  ...(how.fails && attempt < 3 && { error: new Error('no') }),
                });
              if (parallel) await Promise.all(job.calls.map(call));
              else for (const how of job.calls) await call(how);
              return { done: job.id };
            },
          });
          const report = await clock.run(
            definePipeline({ name: 'p', given: { jobs }, phases: [work] }).run(
              { jobs: drawn },
              { clock, resources: { paid: resource }, budget: { usd: cents / 100 }, random: () => 0.5 },
            ),
          );
          const spent = resource.charged.reduce((sum, usd) => sum + Math.round(usd * 100), 0);
          expect(spent).toBeLessThanOrEqual(cents);
          expect(report.summary.cost.usd).toBeLessThanOrEqual(cents / 100 + 1e-9);
        },
      ),
      { numRuns: 150 },
    );
  });
});
