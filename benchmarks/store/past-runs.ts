import { artifact, definePhase, definePipeline, openStore } from '@phasegraph/engine';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const stages = ['plan', 'write', 'draw', 'check', 'join'].map((name) => artifact(name, z.string()));

// topic -> plan -> write -> draw -> check -> join
const pipeline = definePipeline({
  name: 'stages',
  given: { topic },
  phases: stages.map((output, at) =>
    definePhase({
      name: `make-${output.name}`,
      inputs: { before: stages[at - 1] ?? topic },
      outputs: { output },
      run: ({ before }) => ({ output: `${before} ${'x'.repeat(500)}` }),
    }),
  ),
});

/** Runs a small pipeline so many times on a store, each time on something new. */
export async function fillWithRuns(path: string, runs: number): Promise<void> {
  const store = openStore(path);
  for (let run = 0; run < runs; run++) await pipeline.run({ topic: `topic ${run}` }, { store });
  store.close();
}

/** How long it takes to open a store and look at its latest run, in milliseconds. */
export function openMs(path: string): number {
  const began = performance.now();
  const store = openStore(path);
  const [latest] = store.listRuns(1);
  const took = performance.now() - began;
  store.close();
  if (latest?.status !== 'succeeded') throw new Error('The store has lost its runs.');
  return took;
}
