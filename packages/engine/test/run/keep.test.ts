import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  memoryStore,
  storedBytes,
} from '@phasegraph/engine';
import type { RunReport, Store, StoredBytes } from '@phasegraph/engine';
import { z } from 'zod';

const names = artifactList('names', z.string(), { key: (name) => name });
const pictures = artifactList('pictures', z.object({ name: z.string(), file: storedBytes }));
const weight = artifact('weight', z.number());

// names -> draw* -> weigh; what draw makes is handed on as references
function pipelineOf(runs: string[] = []) {
  return definePipeline({
    name: 'p',
    given: { names },
    phases: [
      definePhase({
        name: 'draw',
        inputs: { name: each(names) },
        outputs: { pictures },
        run: async ({ name }, { keep, task }) => {
          runs.push(task);
          if (name === 'broken') throw new Error('broken');
          return { pictures: { name, file: await keep(new TextEncoder().encode(`picture of ${name}`)) } };
        },
        fallback: async ({ name }, _, { keep }) => ({
          pictures: { name, file: await keep(new TextEncoder().encode('tint')) },
        }),
      }),
      definePhase({
        name: 'weigh',
        inputs: { pictures },
        outputs: { weight },
        run: async (taken, { task }) => {
          runs.push(task);
          let sum = 0;
          for (const { file } of taken.pictures) sum += (await file.read()).length;
          return { weight: sum };
        },
      }),
    ],
  });
}

const textOf = async (file: StoredBytes | undefined): Promise<string> =>
  new TextDecoder().decode(await file?.read());

const endsOf = (report: RunReport): Record<string, string> =>
  Object.fromEntries(report.tasks.map(({ task, end }) => [task, end.status]));

describe('bytes that a phase keeps', () => {
  it('are held in memory without a store', async () => {
    const report = await pipelineOf().run({ names: ['a', 'broken'] });
    expect(report.value(weight)).toBe('picture of a'.length + 'tint'.length);
    expect(await textOf(report.value(pictures)[1]?.file)).toBe('tint');
  });

  it('are reused with the result that has them, and what takes them too', async () => {
    const store = memoryStore();
    await pipelineOf().run({ names: ['a', 'b'] }, { store });
    const runs: string[] = [];
    const report = await pipelineOf(runs).run({ names: ['a', 'b'] }, { store });
    expect(runs).toEqual([]);
    expect(await textOf(report.value(pictures)[1]?.file)).toBe('picture of b');
  });

  it('are the same bytes wherever they lie: what takes them is not made again', async () => {
    const store = memoryStore();
    const first = await pipelineOf().run({ names: ['a'] });
    const list = artifactList('drawn', z.object({ id: z.string(), file: storedBytes }), {
      key: ({ id }) => id,
    });
    const runs: string[] = [];
    const weigh = definePipeline({
      name: 'q',
      given: { list },
      phases: [
        definePhase({
          name: 'weigh',
          inputs: { list },
          outputs: { weight },
          run: (taken) => {
            runs.push('weigh');
            return { weight: taken.list.length };
          },
        }),
      ],
    });
    const file = first.value(pictures)[0]?.file;
    if (file === undefined) throw new Error('there is a picture');
    await weigh.run({ list: [{ id: 'a', file }] }, { store });
    await weigh.run({ list: [{ id: 'a', file: await store.keep(await file.read()) }] }, { store });
    expect(runs).toEqual(['weigh']);
  });

  it('end the run when the store cannot take them, and nothing more is made', async () => {
    const failing: Store = { ...memoryStore(), keep: () => Promise.reject(new Error('no room')) };
    const runs: string[] = [];
    const report = await pipelineOf(runs).run({ names: ['a'] }, { store: failing });
    expect(report.status).toBe('store-failed');
    expect(endsOf(report)).toEqual({ 'draw[a]': 'cancelled', weigh: 'cancelled' });
    expect(runs).toEqual(['draw[a]']);
    expect(report.summary.storeErrors).toEqual(['no room']);
  });

  it('end the run, and not the process, when the phase fails before it waits for them', async () => {
    const failing: Store = { ...memoryStore(), keep: () => Promise.reject(new Error('no room')) };
    const careless = definePhase({
      name: 'weigh',
      inputs: { names },
      outputs: { weight },
      run: async (_, { keep }) => {
        void keep(new Uint8Array([1]));
        await setImmediate();
        throw new Error('a bug');
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { names }, phases: [careless] });
    // A rejection that nobody handles fails the test.
    const report = await pipeline.run({ names: [] }, { store: failing });
    expect(report.status).toBe('store-failed');
  });
});
