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
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const Page = z.object({ id: z.string(), ms: z.number() });
const pages = artifactList('pages', Page, { key: ({ id }) => id });
const sections = artifactList('sections', z.string(), { key: (name) => name });
const words = artifactList('words', z.string(), { key: (name) => name });
const lines = artifactList('lines', z.string());
const text = artifact('text', z.string());

/** pages* -> sections* -> words* -> lines -> text: a page takes as long as it says, and its words no time */
function pipelineOf() {
  const clock = virtualClock();
  const joins: string[] = [];
  const pipeline = definePipeline({
    name: 'p',
    given: { pages },
    phases: [
      definePhase({
        name: 'split',
        inputs: { page: each(pages) },
        outputs: { sections },
        run: async ({ page }, { emit, signal }) => {
          await clock.sleep(page.ms, signal);
          emit(sections, `${page.id}1`);
          await clock.sleep(page.ms, signal);
          return { sections: [`${page.id}2`] };
        },
      }),
      definePhase({
        name: 'spell',
        inputs: { section: each(sections) },
        outputs: { words },
        run: async ({ section }, { signal }) => {
          await clock.sleep(section.startsWith('a1') ? 900 : 1, signal);
          return { words: [`${section}x`, `${section}y`] };
        },
      }),
      definePhase({
        name: 'write',
        inputs: { word: each(words) },
        outputs: { lines },
        run: ({ word }) => ({ lines: word }),
      }),
      definePhase({
        name: 'join',
        inputs: { lines, words, some: collect(lines, { min: 0.5 }) },
        outputs: { text },
        run: (inputs) => {
          const some = inputs.some.succeeded.map(({ value }) => value);
          joins.push([inputs.lines, inputs.words, some].map((list) => list.join(' ')).join('; '));
          return { text: joins.at(-1) ?? '' };
        },
      }),
    ],
  });
  return { clock, pipeline, joins };
}

const inOrder = 'a1x a1y a2x a2y b1x b1y b2x b2y c1x c1y c2x c2y';
// The last page is the first to be done, and the first section of the first page comes last of all.
const given = {
  pages: [
    { id: 'a', ms: 300 },
    { id: 'b', ms: 200 },
    { id: 'c', ms: 100 },
  ],
};

describe('a list in a list', () => {
  it.each([1, 2, Infinity])('is in the order of the outer one with %d at once', async (concurrency) => {
    const { clock, pipeline, joins } = pipelineOf();
    const options = { clock, ...(Number.isFinite(concurrency) && { concurrency }) };
    const report = await clock.run(pipeline.run(given, options));
    expect(joins).toEqual([[inOrder, inOrder, inOrder].join('; ')]);
    expect(report.value(words).join(' ')).toBe(inOrder);
    expect(report.collected(lines).succeeded.map(({ key }) => key)).toEqual(
      ['a', 'b', 'c'].flatMap((page) =>
        ['1', '2'].flatMap((nth) =>
          ['x', 'y'].map((end) => `pages[${page}]/sections[${page}${nth}]/words[${page}${nth}${end}]`),
        ),
      ),
    );
  });

  it('is the same when it is taken from the store, and so is not joined a second time', async () => {
    const { clock, pipeline, joins } = pipelineOf();
    const store = memoryStore();
    await clock.run(pipeline.run(given, { clock, store }));
    const report = await clock.run(pipeline.run(given, { clock, store }));
    expect(joins).toHaveLength(1);
    expect(report.tasks.every(({ end }) => end.status === 'reused')).toBe(true);
  });
});
