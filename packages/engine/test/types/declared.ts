import { artifact, artifactList, collect, definePhase, each, optional, resource } from '@phasegraph/engine';
import { z } from 'zod';

/** What the fixtures are made of. */
export const topic = artifact('topic', z.string());
export const outline = artifactList('outline', z.object({ id: z.string() }), { key: ({ id }) => id });
export const section = artifactList('section', z.string());
export const essay = artifact('essay', z.string());
export const quote = artifact('quote', z.string());
export const model = resource<'model', { ask(prompt: string): Promise<string> }>('model');

export const plan = definePhase({
  name: 'plan',
  inputs: { topic },
  outputs: { outline },
  run: (_, { emit }) => emit(outline, { id: 'a' }),
});
export const write = definePhase({
  name: 'write',
  inputs: { topic, part: each(outline) },
  outputs: { section },
  run: ({ topic: about, part }) => ({ section: `${about} ${part.id}` }),
});
export const writeSafely = definePhase({
  name: 'write-safely',
  inputs: { part: each(outline) },
  outputs: { section },
  run: ({ part }) => ({ section: part.id }),
  fallback: () => ({ section: '' }),
});
export const join = definePhase({
  name: 'join',
  inputs: { parts: collect(section, { min: 0.8 }), quote: optional(quote) },
  outputs: { essay },
  run: ({ parts }) => ({ essay: parts.succeeded.map(({ value }) => value).join() }),
});
export const ask = definePhase({
  name: 'ask',
  inputs: { topic },
  outputs: { quote },
  uses: { model },
  run: async (inputs, { model: { ask: question } }) => ({ quote: await question(inputs.topic) }),
});
