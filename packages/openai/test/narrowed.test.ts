import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline, memoryStore } from '@phasegraph/engine';
import type { RunReport } from '@phasegraph/engine';
import { z } from 'zod';
import { imageModel, model, textModel } from '../src/index.js';
import type { OpenaiPoolOptions } from '../src/index.js';
import { sandboxed } from './rig.js';

const topic = artifact('topic', z.string());
const text = artifact('text', z.string());
const picture = artifact('picture', z.unknown());
const both = artifact('both', z.unknown());

const asked = { instructions: 'Write.', input: 'rye' };
const shape = { width: 512, height: 512, quality: 'low' } as const;

// topic -> write, topic -> draw
const apart = definePipeline({
  name: 'apart',
  given: { topic },
  phases: [
    definePhase({
      name: 'write',
      inputs: { topic },
      outputs: { text },
      uses: { model: textModel },
      run: async (_, { model: client }) => ({ text: await client.text(asked) }),
    }),
    definePhase({
      name: 'draw',
      inputs: { topic },
      outputs: { picture },
      uses: { model: imageModel },
      run: async ({ topic: prompt }, { model: client }) => ({
        picture: (await client.image({ prompt, ...shape })).bytes,
      }),
    }),
  ],
});

const together = definePipeline({
  name: 'together',
  given: { topic },
  phases: [
    definePhase({
      name: 'make',
      inputs: { topic },
      outputs: { both },
      uses: { model },
      run: async ({ topic: prompt }, { model: client }) => ({
        both: [await client.text(asked), (await client.image({ prompt, ...shape })).bytes],
      }),
    }),
  ],
});

type Models = NonNullable<OpenaiPoolOptions['models']>;
const models = { text: 'gpt-5.2', image: 'gpt-image-1' };

/** What is called when a pipeline is run with these models, after a run with others. */
async function after(pipeline: typeof apart | typeof together, changed: Models): Promise<RunReport> {
  await using rig = await sandboxed({}, { models });
  await using other = await sandboxed({}, { models: changed, serverName: rig.sandbox.baseUrl });
  const store = memoryStore();
  const first = await pipeline.run({ topic: 'rye' }, { resources: { model: rig.pool }, store });
  expect(first.summary.calls).toMatchObject({ answered: 2 });
  // Before the servers are closed.
  return await pipeline.run({ topic: 'rye' }, { resources: { model: other.pool }, store });
}

const callsOf = ({ events }: RunReport): string[] =>
  events.flatMap((event) =>
    event.type === 'call-ended' ? [`${event.phase} ${event.call.target} ${event.call.outcome}`] : [],
  );

describe('another model', () => {
  it('for pictures touches no phase that asks for text alone', async () => {
    expect(callsOf(await after(apart, { ...models, image: 'gpt-image-1.5' }))).toEqual([
      'draw gpt-image-1.5 answered',
    ]);
  });

  it('for texts touches no phase that asks for pictures alone', async () => {
    expect(callsOf(await after(apart, { ...models, text: 'gpt-5.1' }))).toEqual(['write gpt-5.1 answered']);
  });

  it('is asked alone where one phase asks for both: the answer of the other is recorded', async () => {
    expect(callsOf(await after(together, { ...models, image: 'gpt-image-1.5' }))).toEqual([
      'make gpt-5.2 replayed',
      'make gpt-image-1.5 answered',
    ]);
    expect(callsOf(await after(together, { ...models, text: 'gpt-5.1' }))).toEqual([
      'make gpt-5.1 answered',
      'make gpt-image-1 replayed',
    ]);
  });
});
