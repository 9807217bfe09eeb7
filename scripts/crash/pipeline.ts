import { artifact, artifactList, definePhase, definePipeline, each, storedBytes } from '@phasegraph/engine';
import type { StoredBytes } from '@phasegraph/engine';
import { model } from '@phasegraph/openai';
import type { ModelClient } from '@phasegraph/openai';
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
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

/**
 * Tells the driver that a phase has an answer: from then on it must never be paid for again. Written at once, so that
 * whoever is killed next has said so.
 */
function heard<T>(id: string, answer: T): T {
  writeSync(1, `${id}\n`);
  return answer;
}

/** Every request names itself, and every answer to it: so the driver knows which were made, and which were recorded. */
async function say(model: ModelClient, id: string): Promise<string> {
  return heard(id, await model.text({ instructions: 'Answer with your id.', input: { id } }));
}

async function draw(model: ModelClient, prompt: string): Promise<StoredBytes> {
  const { bytes } = await model.image({ prompt, width: 1024, height: 1024, quality: 'low' });
  return heard(prompt, bytes);
}

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
        const id = `plan-${topic}`;
        const answer = await context.model.object({
          instructions: 'Answer with your id, and with the parts.',
          input: { id },
          name: 'parts',
          schema: partsSchema,
          items: { of: 'parts', onItem: (part) => context.emit(parts, part) },
        });
        heard(id, answer);
      },
    }),
    definePhase({
      name: 'write',
      inputs: { part: each(parts) },
      outputs: { texts },
      uses: { model },
      run: async ({ part }, { model }) => ({ texts: await say(model, `write-${part.id}`) }),
    }),
    definePhase({
      name: 'check',
      inputs: { part: each(parts) },
      outputs: { checks },
      uses: { model },
      retry: { attempts: 2, baseMs: 1 },
      run: async ({ part }, { model, attempt }) => {
        const checked = await say(model, `check-${part.id}`);
        if (attempt === 1) throw new Error('fails at first');
        return { checks: checked };
      },
    }),
    definePhase({
      name: 'draw',
      inputs: { part: each(parts) },
      outputs: { pictures },
      uses: { model },
      run: async ({ part }, { model }) => ({ pictures: { bytes: await draw(model, `draw-${part.id}`) } }),
    }),
    definePhase({
      name: 'name',
      inputs: { topic },
      outputs: { title },
      uses: { model },
      run: async ({ topic }, { model }) => ({ title: await say(model, `title-${topic}`) }),
    }),
    definePhase({
      name: 'draw-cover',
      inputs: { title },
      outputs: { cover },
      uses: { model },
      run: async (_, { model }) => ({ cover: { bytes: await draw(model, 'cover') } }),
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
      run: async ({ draft }, { model }) => ({ review: await say(model, `review-${hashOf(draft)}`) }),
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
