import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each, memoryStore } from '@phasegraph/engine';
import type { RunReport } from '@phasegraph/engine';
import { z } from 'zod';

const text = artifact('text', z.string());
const words = artifact('words', z.array(z.string()));
const items = artifactList('items', z.object({ id: z.string(), size: z.number() }), { key: ({ id }) => id });
const marks = artifactList('marks', z.string());
const line = artifact('line', z.string());
const loud = artifact('loud', z.string());

// text -> split -> list -> mark* -> join -> shout: each gives less than it takes
const pipeline = definePipeline({
  name: 'p',
  given: { text },
  phases: [
    definePhase({
      name: 'split',
      inputs: { text },
      outputs: { words },
      run: (taken) => ({ words: taken.text.trim().split(/\s+/) }),
    }),
    definePhase({
      name: 'list',
      inputs: { words },
      outputs: { items },
      run: (taken) => ({ items: taken.words.map((word, at) => ({ id: `w${at}`, size: word.length })) }),
    }),
    definePhase({
      name: 'mark',
      inputs: { item: each(items) },
      outputs: { marks },
      run: ({ item }) => ({ marks: item.size > 3 ? 'long' : 'short' }),
    }),
    definePhase({
      name: 'join',
      inputs: { marks },
      outputs: { line },
      run: (taken) => ({ line: taken.marks.join(' ') }),
    }),
    definePhase({
      name: 'shout',
      inputs: { line },
      outputs: { loud },
      run: (taken) => ({ loud: taken.line.toUpperCase() }),
    }),
  ],
});

/** The tasks that ran, of a run of the first text and then one of the second. */
async function remade(first: string, second: string): Promise<string[]> {
  const store = memoryStore();
  await pipeline.run({ text: first }, { store });
  const report: RunReport = await pipeline.run({ text: second }, { store });
  return report.tasks.filter(({ end }) => end.status !== 'reused').map(({ task }) => task);
}

describe('what is made again and comes out as before', () => {
  it.each([
    ['at the first level', 'a loaf', '  a  loaf ', ['split']],
    ['at the second', 'a loaf', 'a cake', ['split', 'list']],
    ['at the third, in a map', 'a loaf', 'a bread', ['split', 'list', 'mark[w1]']],
  ])('ends the change %s: nothing after it runs', async (_, first, second, expected) => {
    expect(await remade(first, second)).toEqual(expected);
  });

  it('lets a change through that goes all the way', async () => {
    expect(await remade('a loaf', 'a bun')).toEqual(['split', 'list', 'mark[w1]', 'join', 'shout']);
  });
});
