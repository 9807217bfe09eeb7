import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  openStore,
  resource,
} from '@phasegraph/engine';
import type { Resource } from '@phasegraph/engine';
import { z } from 'zod';

const parts = artifactList('parts', z.object({ id: z.string() }), { key: ({ id }) => id });
const made = artifactList('made', z.object({ id: z.string(), words: z.number() }));
const sum = artifact('sum', z.number());

const oracle = resource<'oracle', (question: string) => Promise<number>>('oracle');

/** Answers at once, and has its answers recorded as a model's client has. */
const answering: Resource<(question: string) => Promise<number>> = {
  fingerprint: 'oracle 1',
  connect:
    ({ records }) =>
    async (question) => {
      const record = records?.of({ question }, question);
      const found = record?.next();
      if (found !== undefined) return Number(found.answer);
      await record?.save({ answer: question.length, keyId: 'only' });
      return question.length;
    },
};

const add = definePhase({
  name: 'add',
  inputs: { made },
  outputs: { sum },
  run: ({ made }) => ({ sum: made.reduce((total, { words }) => total + words, 0) }),
});

// parts -> make* -> add: as little work as there can be, so that all that is measured is the store.
const working = definePipeline({
  name: 'parts',
  given: { parts },
  phases: [
    definePhase({
      name: 'make',
      inputs: { part: each(parts) },
      outputs: { made },
      run: ({ part }) => ({ made: { id: part.id, words: part.id.length } }),
    }),
    add,
  ],
});

// The same, with a call for each part: it is claimed for the run, and its answer recorded before the phase goes on.
const calling = definePipeline({
  name: 'called-parts',
  given: { parts },
  phases: [
    definePhase({
      name: 'call',
      inputs: { part: each(parts) },
      outputs: { made },
      uses: { oracle },
      run: async ({ part }, { oracle }) => ({ made: { id: part.id, words: await oracle(part.id) } }),
    }),
    add,
  ],
});

/** What the tasks of a run do. */
export type Doing = 'work' | 'call';

/** How long a run of so many tasks takes, in milliseconds, with the opening and closing of its store. */
export async function runMs(doing: Doing, tasks: number, path: string | undefined): Promise<number> {
  const given = { parts: Array.from({ length: tasks }, (_, at) => ({ id: `part ${at}` })) };
  const began = performance.now();
  const store = path === undefined ? undefined : openStore(path);
  const options = { ...(store !== undefined && { store }) };
  const { status } =
    doing === 'work'
      ? await working.run(given, options)
      : await calling.run(given, { ...options, resources: { oracle: answering } });
  store?.close();
  const took = performance.now() - began;
  if (status !== 'succeeded') throw new Error(`The run ended as ${status}.`);
  return took;
}
