import { describe, expect, it, jest } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each } from '@phasegraph/engine';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const items = artifactList('items', z.object({ id: z.string(), size: z.number().optional() }), {
  key: ({ id }) => id,
});

describe('an item that is emitted again', () => {
  it('changes nothing, and the report says whether it would have', async () => {
    const emitter = definePhase({
      name: 'emitter',
      inputs: { seed },
      outputs: { items },
      run: (_, { emit }) => {
        emit(items, { id: 'a', size: 1 });
        emit(items, { id: 'a', size: 1 });
        emit(items, { id: 'a', size: 2 });
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [emitter] }).run({ seed: 1 });
    expect(report.value(items)).toEqual([{ id: 'a', size: 1 }]);
    expect(report.summary.ignoredItems).toEqual([
      { list: 'items', key: 'a', changed: false },
      { list: 'items', key: 'a', changed: true },
    ]);
  });

  it('is compared with the first of its key, wherever that is and whatever came in between', async () => {
    const search = jest.spyOn(Array.prototype, 'indexOf');
    const emitter = definePhase({
      name: 'emitter',
      inputs: { seed },
      outputs: { items },
      retry: { attempts: 2, baseMs: 0 },
      run: (_, { emit, attempt }) => {
        const emitSome = (sizes: string): void =>
          sizes.split('').forEach((size, at) => emit(items, { id: `i${at}`, size: Number(size) }));
        if (attempt === 1) emitSome('0123');
        if (attempt === 1) throw new Error('once more');
        emitSome('01934');
        search.mockClear();
        emitSome('0123444');
        // Of a long list that is emitted once more, each item would be looked for among all.
        expect(search).not.toHaveBeenCalled();
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [emitter] }).run({ seed: 1 });
    search.mockRestore();
    expect(report.status).toBe('succeeded');
    expect(report.value(items).map(({ size }) => size)).toEqual([0, 1, 2, 3, 4, 4, 4]);
    expect(report.summary.ignoredItems.flatMap(({ key, changed }) => (changed ? [key] : []))).toEqual(['i2']);
  });
});

describe('lists in lists', () => {
  it('have keys that tell the way, at any depth', async () => {
    const page = artifactList('page', z.object({ id: z.string() }), { key: ({ id }) => id });
    const section = artifactList('section', z.object({ id: z.string() }), { key: ({ id }) => id });
    const image = artifactList('image', z.object({ id: z.string() }), { key: ({ id }) => id });
    const words = artifactList('words', z.string());
    const two = (id: string) => [{ id: `${id}1` }, { id: `${id}2` }];
    const pipeline = definePipeline({
      name: 'p',
      given: { page },
      phases: [
        definePhase({
          name: 'cut',
          inputs: { from: each(page) },
          outputs: { section },
          run: ({ from }) => ({ section: two(from.id) }),
        }),
        definePhase({
          name: 'see',
          inputs: { from: each(section) },
          outputs: { image },
          run: ({ from }) => ({ image: two(from.id) }),
        }),
        definePhase({
          name: 'say',
          inputs: { from: each(image) },
          outputs: { words },
          run: ({ from }) => ({ words: from.id }),
        }),
      ],
    });
    const report = await pipeline.run({ page: [{ id: 'x' }] });
    expect(report.tasks.map(({ task }) => task)).toContain('say[page[x]/section[x2]/image[x21]]');
    expect(report.value(words)).toEqual(['x11', 'x12', 'x21', 'x22']);
  });

  it('lose no item to one whose key looks like the way to it', async () => {
    const page = artifactList('page', z.object({ id: z.string(), parts: z.array(z.string()) }), {
      key: ({ id }) => id,
    });
    const section = artifactList('section', z.object({ id: z.string() }), { key: ({ id }) => id });
    const cut = definePhase({
      name: 'cut',
      inputs: { from: each(page) },
      outputs: { section },
      run: ({ from }) => ({ section: from.parts.map((id) => ({ id })) }),
    });
    const pipeline = definePipeline({ name: 'p', given: { page }, phases: [cut] });
    const report = await pipeline.run({
      page: [
        { id: 'a', parts: ['b]/section[c'] },
        { id: 'a]/section[b', parts: ['c'] },
      ],
    });
    expect(report.collected(section).succeeded.map(({ key }) => key)).toEqual([
      String.raw`page[a]/section[b\]/section\[c]`,
      String.raw`page[a\]/section\[b]/section[c]`,
    ]);
  });
});
