import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline } from '@phasegraph/engine';
import { z } from 'zod';

const isTaken = (): Promise<boolean> => Promise.resolve(true);
const late = z.string().refine(isTaken);
const title = artifact('title', late);
const words = artifactList('words', late, { key: (word) => word });
const done = artifact('done', z.string());

const sentence = (name: string): RegExp =>
  new RegExp(`The schema of "${name}".* is asynchronous: .* in the run\\(\\) of a phase\\.$`);

describe('a schema that is asynchronous', () => {
  it.each([
    ['of a given value', { title: 'Rye' }, 'title'],
    ['of the items of a given list', { words: ['rye', 'oat'] }, 'words'],
  ])('%s is refused before anything starts', async (_, values, name) => {
    const all = { title, words };
    const given = Object.fromEntries(Object.entries(all).filter(([known]) => known === name));
    let started = 0;
    const run = (): { done: string } => ({ done: `${started++}` });
    const take = definePhase({ name: 'take', inputs: given, outputs: { done }, run });
    const pipeline = definePipeline({ name: 'p', given, phases: [take] });
    const error: unknown = await pipeline.run(values as never).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'invalid-declaration',
      message: expect.stringMatching(sentence(name)),
    });
    expect(started).toBe(0);
  });

  const give = (how: 'returns' | 'emits') =>
    definePhase({
      name: 'give',
      inputs: {},
      outputs: { title, words, done },
      retry: { attempts: 3 },
      run: (_, { emit }) => {
        if (how === 'emits') emit(words, 'rye');
        return { title: 'Rye', words: ['rye'], done: 'yes' };
      },
    });

  it.each([
    ['of an output', give('returns'), 'title'],
    ['of an item that is emitted', give('emits'), 'words'],
    [
      'of a list that is returned',
      definePhase({ name: 'give', inputs: {}, outputs: { words }, run: () => ({ words: ['rye'] }) }),
      'words',
    ],
    [
      'that transforms',
      definePhase({
        name: 'give',
        inputs: {},
        outputs: {
          shout: artifact(
            'shout',
            z.string().transform((text) => Promise.resolve(text)),
          ),
        },
        run: () => ({ shout: 'rye' }),
      }),
      'shout',
    ],
  ])('%s fails its task, once: another attempt would end the same way', async (_, phase, name) => {
    const report = await definePipeline({ name: 'p', given: {}, phases: [phase] }).run({});
    const [task] = report.tasks;
    expect(task).toMatchObject({
      attempts: 1,
      end: {
        status: 'failed',
        error: {
          code: 'invalid-declaration',
          phase: 'give',
          task: 'give',
          message: expect.stringMatching(sentence(name)),
        },
      },
    });
    expect(task?.end).toMatchObject({ error: { message: expect.stringContaining('which "give" gives') } });
  });
});
