import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each, memoryStore } from '@phasegraph/engine';
import type { RunReport, Store } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const items = artifactList('items', z.object({ id: z.string() }), { key: ({ id }) => id });
const lines = artifactList('lines', z.string());
const text = artifact('text', z.string());

/** topic -> list -> write* -> join; `broken` items fail for good. */
function pipelineOf(options: { readonly broken?: string; readonly version?: string } = {}) {
  const runs: string[] = [];
  const pipeline = definePipeline({
    name: 'p',
    given: { topic },
    phases: [
      definePhase({
        name: 'list',
        inputs: { topic },
        outputs: { items },
        run: (_, { emit, task }) => {
          runs.push(task);
          for (const id of ['a', 'b', 'c']) emit(items, { id });
        },
      }),
      definePhase({
        name: 'write',
        version: options.version ?? '1',
        inputs: { item: each(items) },
        outputs: { lines },
        run: ({ item }, { task }) => {
          runs.push(task);
          if (item.id === options.broken) throw new Error('broken');
          return { lines: `line ${item.id}` };
        },
      }),
      definePhase({
        name: 'join',
        inputs: { lines },
        outputs: { text },
        run: (inputs, { task }) => {
          runs.push(task);
          return { text: inputs.lines.join(', ') };
        },
      }),
    ],
  });
  return { pipeline, runs };
}

const endsOf = (report: RunReport): Record<string, string> =>
  Object.fromEntries(report.tasks.map(({ task, end }) => [task, end.status]));

describe('a run with a store', () => {
  it('takes every recorded result, emitted items too, and gives the same', async () => {
    const store = memoryStore();
    const first = pipelineOf();
    await first.pipeline.run({ topic: 'bread' }, { store });
    const second = pipelineOf();
    const report = await second.pipeline.run({ topic: 'bread' }, { store });
    expect(second.runs).toEqual([]);
    expect(endsOf(report)).toEqual({
      list: 'reused',
      'write[a]': 'reused',
      'write[b]': 'reused',
      'write[c]': 'reused',
      join: 'reused',
    });
    expect(report.value(text)).toBe('line a, line b, line c');
    expect(report.status).toBe('succeeded');
  });

  it('does again only what failed and what needs it', async () => {
    const store = memoryStore();
    await pipelineOf({ broken: 'b' }).pipeline.run({ topic: 'bread' }, { store });
    const { pipeline, runs } = pipelineOf();
    const report = await pipeline.run({ topic: 'bread' }, { store });
    // What the run does is in its text, and the text is the same: only what was not recorded runs.
    expect(runs).toEqual(['write[b]', 'join']);
    expect(report.value(text)).toBe('line a, line b, line c');
  });

  it('does a phase of another version again, and not what takes the same from it', async () => {
    const store = memoryStore();
    await pipelineOf().pipeline.run({ topic: 'bread' }, { store });
    const { pipeline, runs } = pipelineOf({ version: '2' });
    await pipeline.run({ topic: 'bread' }, { store });
    expect(runs).toEqual(['write[a]', 'write[b]', 'write[c]']);
  });

  // lengths* -> labels*: items of one value, told apart by their keys
  it('gives each item its own result, though what it takes is the same', async () => {
    const lengths = artifactList('lengths', z.number());
    const labels = artifactList('labels', z.string());
    const runs: string[] = [];
    const pipeline = definePipeline({
      name: 'p',
      given: { items },
      phases: [
        definePhase({
          name: 'measure',
          inputs: { item: each(items) },
          outputs: { lengths },
          run: ({ item }) => ({ lengths: item.id.length }),
        }),
        definePhase({
          name: 'label',
          inputs: { length: each(lengths) },
          outputs: { labels },
          run: ({ length }, { key, task }) => {
            runs.push(task);
            return { labels: `${key}: ${length}` };
          },
        }),
      ],
    });
    const store = memoryStore();
    const first = await pipeline.run({ items: [{ id: 'a' }, { id: 'b' }] }, { store });
    expect(first.value(labels)).toEqual(['a: 1', 'b: 1']);
    // In another order and with one more, the others are what they were.
    const second = await pipeline.run({ items: [{ id: 'c' }, { id: 'b' }, { id: 'a' }] }, { store });
    expect(second.value(labels)).toEqual(['c: 1', 'b: 1', 'a: 1']);
    expect(runs).toEqual(['label[a]', 'label[b]', 'label[c]']);
  });

  it('neither records nor reuses what says so of itself', async () => {
    const store = memoryStore();
    let runs = 0;
    const stamp = definePhase({
      name: 'stamp',
      inputs: { topic },
      outputs: { text },
      reuse: false,
      run: () => ({ text: String(++runs) }),
    });
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [stamp] });
    await pipeline.run({ topic: 'bread' }, { store });
    const report = await pipeline.run({ topic: 'bread' }, { store });
    expect(report.value(text)).toBe('2');
  });

  it('goes on without a store that cannot be read, and says so', async () => {
    const unreadable = (): never => {
      throw new Error('unreadable');
    };
    const store: Store = { ...memoryStore(), findResult: unreadable, learnedDurations: unreadable };
    const report = await pipelineOf().pipeline.run({ topic: 'bread' }, { store });
    expect(report.value(text)).toBe('line a, line b, line c');
    expect(report.status).toBe('succeeded');
    expect(new Set(report.summary.storeErrors)).toEqual(new Set(['unreadable']));
  });

  it('goes on without the record of what is no plain data, and says so', async () => {
    const late = artifact('late', z.custom<() => number>());
    const make = definePhase({
      name: 'make',
      inputs: { topic },
      outputs: { late },
      run: () => ({ late: () => 1 }),
    });
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [make] });
    const report = await pipeline.run({ topic: 'bread' }, { store: memoryStore() });
    expect(report.status).toBe('succeeded');
    expect(report.summary.storeErrors).toEqual([expect.stringContaining('late is a function')]);
  });
});

describe('a store that forgets old runs', () => {
  it('keeps what the last run made or reused, and no more', async () => {
    const store = memoryStore();
    const clock = virtualClock();
    const run = async (about: string): Promise<Record<string, string>> => {
      await clock.advance(1000);
      const running = pipelineOf().pipeline.run({ topic: about }, { store, clock, request: { about } });
      return endsOf(await clock.run(running));
    };
    await run('bread');
    await run('cake');
    // The items are the same whatever the topic: what is made of them is reused.
    await run('bread');
    expect(store.listRuns(1)).toMatchObject([{ request: { about: 'bread' }, status: 'succeeded' }]);
    expect(store.gc({ keep: 1, nowMs: clock.wallTime() })).toMatchObject({ runs: 2, results: 1 });
    expect(new Set(Object.values(await run('bread')))).toEqual(new Set(['reused']));
    expect(await run('cake')).toMatchObject({ list: 'succeeded', 'write[a]': 'reused', join: 'reused' });
  });
});

describe('a damaged store', () => {
  it('is told of once, by the first run that ends after it was found', async () => {
    const damage: string[] = ['the file was damaged when it was opened'];
    const kept = memoryStore();
    const store: Store = {
      ...kept,
      damage: () => damage,
      findResult: (fingerprint) => {
        if (damage.length === 1) damage.push('a value was damaged and is made anew');
        return kept.findResult(fingerprint);
      },
    };
    const first = await pipelineOf().pipeline.run({ topic: 'bread' }, { store });
    expect(first.summary.storeErrors).toEqual([
      'the file was damaged when it was opened',
      'a value was damaged and is made anew',
    ]);
    const second = await pipelineOf().pipeline.run({ topic: 'bread' }, { store });
    expect(second.summary.storeErrors).toEqual([]);
  });
});

// topic -> plan -> items, title -> join
describe('a phase that still runs for another output, when one list of it is given instead', () => {
  const title = artifact('title', z.string());
  const pipelineThat = (way: 'returns' | 'emits') => {
    const runs: string[] = [];
    const pipeline = definePipeline({
      name: 'p',
      given: { topic },
      phases: [
        definePhase({
          name: 'plan',
          inputs: { topic },
          outputs: { items, title },
          retry: { attempts: 2, baseMs: 0 },
          run: (_, { emit, attempt }) => {
            runs.push(`plan ${way}`);
            if (way === 'returns') return { items: [{ id: 'own' }], title: 'T' };
            emit(items, { id: 'own' });
            if (attempt === 1) throw new Error('once');
            return { title: 'T' };
          },
        }),
        definePhase({
          name: 'join',
          inputs: { items, title },
          outputs: { text },
          run: (inputs) => ({ text: `${inputs.title}: ${inputs.items.map(({ id }) => id).join(', ')}` }),
        }),
      ],
    });
    return { pipeline, runs };
  };

  it.each(['returns', 'emits'] as const)('has what it %s of the list dropped, and recorded', async (way) => {
    const store = memoryStore();
    const { pipeline, runs } = pipelineThat(way);
    const override = { items: [{ id: 'x' }, { id: 'y' }] };
    const given = await pipeline.run({ topic: 'bread' }, { store, override });
    expect(given.value(text)).toBe('T: x, y');
    const paid = runs.length;
    const own = await pipeline.run({ topic: 'bread' }, { store });
    expect(own.value(text)).toBe('T: own');
    expect(own.events.filter(({ type }) => type === 'store-failed')).toEqual([]);
    expect(runs).toHaveLength(paid);
  });
});
