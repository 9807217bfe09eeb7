import { artifact, artifactList, definePhase, definePipeline, each, openStore } from '@phasegraph/engine';
import { z } from 'zod';

const parts = artifactList('parts', z.object({ id: z.string() }), { key: ({ id }) => id });
const made = artifactList('made', z.object({ id: z.string(), words: z.number() }));
const sum = artifact('sum', z.number());

// parts -> make* -> add: as little work as there can be, so that all that is measured is the store.
const pipeline = definePipeline({
  name: 'parts',
  given: { parts },
  phases: [
    definePhase({
      name: 'make',
      inputs: { part: each(parts) },
      outputs: { made },
      run: ({ part }) => ({ made: { id: part.id, words: part.id.length } }),
    }),
    definePhase({
      name: 'add',
      inputs: { made },
      outputs: { sum },
      run: ({ made }) => ({ sum: made.reduce((total, { words }) => total + words, 0) }),
    }),
  ],
});

/** How long a run of so many tasks takes, in milliseconds, with the opening and closing of its store. */
export async function runMs(tasks: number, path: string | undefined): Promise<number> {
  const given = Array.from({ length: tasks }, (_, at) => ({ id: `part ${at}` }));
  const began = performance.now();
  const store = path === undefined ? undefined : openStore(path);
  const report = await pipeline.run({ parts: given }, { ...(store !== undefined && { store }) });
  store?.close();
  const took = performance.now() - began;
  if (report.status !== 'succeeded') throw new Error(`The run ended as ${report.status}.`);
  return took;
}
