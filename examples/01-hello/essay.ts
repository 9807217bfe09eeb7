// An essay, written part by part: each part is written the moment its heading exists.
// Without OPENAI_API_KEY a sandbox on this machine answers; with it, the real API does.
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import { model, openaiPool, poolFromEnv } from '@phasegraph/openai';
import { startSandbox } from '@phasegraph/sandbox';
import { z } from 'zod';

const Part = z.object({ id: z.string(), title: z.string() });
const Section = z.object({ title: z.string(), text: z.string() });
const topic = artifact('topic', z.string());
const outline = artifactList('outline', Part, { key: (part) => part.id });
const section = artifactList('section', Section);
const essay = artifact('essay', z.string());

const planOutline = definePhase({
  name: 'plan-outline',
  inputs: { topic },
  outputs: { outline },
  uses: { model },
  run: async ({ topic: input }, { model: ask }) => {
    const instructions = 'Plan an essay of three to five parts.';
    const { parts } = await ask.object({
      name: 'outline',
      schema: z.object({ parts: z.array(Part) }),
      instructions,
      input,
    });
    return { outline: parts };
  },
});

const writeSection = definePhase({
  name: 'write-section',
  inputs: { topic, part: each(outline) },
  outputs: { section },
  uses: { model },
  retry: { attempts: 3 },
  timeoutMs: 60_000,
  run: async (input, { model: ask }) => ({
    section: await ask.object({
      name: 'section',
      schema: Section,
      instructions: 'Write this part of the essay.',
      input,
    }),
  }),
  fallback: ({ part }) => ({ section: { title: part.title, text: '' } }),
});

const joinEssay = definePhase({
  name: 'join-essay',
  inputs: { parts: collect(section, { min: 0.8 }) },
  outputs: { essay },
  run: ({ parts }) => ({
    essay: parts.succeeded.map(({ value }) => `${value.title}\n\n${value.text}`).join('\n\n'),
  }),
});

const pipeline = definePipeline({
  name: 'essay',
  given: { topic },
  phases: [planOutline, writeSection, joinEssay],
});

const ids = ['crumb', 'crust', 'time'];
const responders = { outline: () => ({ parts: ids.map((id) => ({ id, title: `On ${id}` })) }) };
const sandbox = await startSandbox({ responders });
const offline = openaiPool({ keys: [{ id: 'sandbox', secret: 'offline' }], baseURL: sandbox.baseUrl });
const report = await pipeline.run(
  { topic: 'sourdough' },
  { resources: { model: poolFromEnv(process.env) ?? offline } },
);
console.log(report.value(essay));
await sandbox.close();
