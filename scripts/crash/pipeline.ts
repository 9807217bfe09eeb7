import { artifact, artifactList, definePhase, definePipeline, each, storedBytes } from '@phasegraph/engine';
import { model } from '@phasegraph/openai';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** How many parts the drawn book has: with three tasks each and six beside them, a run has 60 tasks. */
export const partCount = 18;

const topic = artifact('topic', z.string());
const parts = artifactList('parts', z.object({ id: z.string() }), { key: ({ id }) => id });
const texts = artifactList('texts', z.string());
const checks = artifactList('checks', z.string());
const pictures = artifactList('pictures', z.object({ bytes: storedBytes }));
const title = artifact('title', z.string());
const cover = artifact('cover', z.object({ bytes: storedBytes }));
const draft = artifact('draft', z.string());
const review = artifact('review', z.string());
/** All that the run makes, with pictures by their hash. */
export const book = artifact('book', z.string());

const partsSchema = z.object({ id: z.string(), parts: z.array(z.object({ id: z.string() })) });
const shape = { width: 1024, height: 1024, quality: 'low' } as const;

/** Every request names itself, and every answer to it: so the driver knows which were made, and which were recorded. */
const words = (id: string): { instructions: string; input: { id: string } } => ({
  instructions: 'Answer with your id.',
  input: { id },
});

/**
 * topic -> plan -> parts* -> write*, check*, draw* -> draft -> review -> book, and beside them title and cover. Items are
 * streamed, pictures are kept in files, and every check fails at first, after its call.
 */
export const pipeline = definePipeline({
  name: 'book',
  given: { topic },
  phases: [
    definePhase({
      name: 'plan',
      inputs: { topic },
      outputs: { parts },
      uses: { model },
      run: async ({ topic }, context) => {
        await context.model.object({
          ...words(`plan-${topic}`),
          name: 'parts',
          schema: partsSchema,
          items: { of: 'parts', onItem: (part) => context.emit(parts, part) },
        });
      },
    }),
    definePhase({
      name: 'write',
      inputs: { part: each(parts) },
      outputs: { texts },
      uses: { model },
      run: async ({ part }, { model }) => ({ texts: await model.text(words(`write-${part.id}`)) }),
    }),
    definePhase({
      name: 'check',
      inputs: { part: each(parts) },
      outputs: { checks },
      uses: { model },
      retry: { attempts: 2, baseMs: 1 },
      run: async ({ part }, { model, attempt }) => {
        const checked = await model.text(words(`check-${part.id}`));
        if (attempt === 1) throw new Error('fails at first');
        return { checks: checked };
      },
    }),
    definePhase({
      name: 'draw',
      inputs: { part: each(parts) },
      outputs: { pictures },
      uses: { model },
      run: async ({ part }, { model }) => {
        const { bytes } = await model.image({ prompt: `draw-${part.id}`, ...shape });
        return { pictures: { bytes } };
      },
    }),
    definePhase({
      name: 'name',
      inputs: { topic },
      outputs: { title },
      uses: { model },
      run: async ({ topic }, { model }) => ({ title: await model.text(words(`title-${topic}`)) }),
    }),
    definePhase({
      name: 'draw-cover',
      inputs: { title },
      outputs: { cover },
      uses: { model },
      run: async (_, { model }) => {
        const { bytes } = await model.image({ prompt: 'cover', ...shape });
        return { cover: { bytes } };
      },
    }),
    definePhase({
      name: 'join',
      inputs: { title, texts, checks },
      outputs: { draft },
      run: ({ title, texts, checks }) => ({ draft: [title, ...texts, ...checks].join('\n') }),
    }),
    definePhase({
      name: 'review',
      inputs: { draft },
      outputs: { review },
      uses: { model },
      run: async ({ draft }, { model }) => ({ review: await model.text(words(`review-${hashOf(draft)}`)) }),
    }),
    definePhase({
      name: 'bind',
      inputs: { draft, review, cover, pictures },
      outputs: { book },
      run: async ({ draft, review, cover, pictures }) => {
        const files = await Promise.all([cover, ...pictures].map(({ bytes }) => bytes.read()));
        return { book: [draft, review, ...files.map(hashOf)].join('\n') };
      },
    }),
  ],
});

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
