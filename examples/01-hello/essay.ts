// An essay: each part is written the moment its heading exists. Run: npx tsx examples/01-hello/essay.ts
// Without OPENAI_API_KEY a sandbox on this machine answers, with made-up values; with it, the real API does.
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import { answer, model, openaiPool, poolFromEnv } from '@phasegraph/openai';
import { startSandbox } from '@phasegraph/sandbox';
import { z } from 'zod';

const Part = z.object({ id: z.string(), title: z.string() });
const Section = z.object({ title: z.string(), text: z.string() });
const Outline = answer('outline', z.object({ parts: z.array(Part).min(3) })); // refused here if it cannot be had
const WrittenSection = answer('section', Section);

const topic = artifact('topic', z.string());
const outline = artifactList('outline', Part, { key: (part) => part.id });
const section = artifactList('section', Section);
const essay = artifact('essay', z.string());

const planOutline = definePhase({
  name: 'plan-outline',
  inputs: { topic },
  outputs: { outline },
  uses: { model },
  run: async ({ topic }, { model }) => {
    const instructions = 'Plan an essay on the topic, in parts.';
    return { outline: (await model.object({ ...Outline, instructions, input: topic })).parts };
  },
});

const writeSection = definePhase({
  name: 'write-section',
  inputs: { topic, part: each(outline) }, // one task an item, started when that item exists
  outputs: { section },
  uses: { model },
  retry: { attempts: 3 },
  timeoutMs: 60_000,
  run: async (input, { model }) => {
    const instructions = 'Write this part of the essay, in two paragraphs.';
    return { section: await model.object({ ...WrittenSection, instructions, input }) };
  },
  fallback: ({ part }) => ({ section: { title: part.title, text: '' } }),
});

const joinEssay = definePhase({
  name: 'join-essay',
  inputs: { parts: collect(section, { min: 0.8 }) }, // the join runs on what succeeded
  outputs: { essay },
  run: ({ parts }) => ({ essay: parts.succeeded.map(({ value }) => value.text).join('\n\n') }),
});

const phases = [planOutline, writeSection, joinEssay] as const;
const pipeline = definePipeline({ name: 'essay', given: { topic }, phases });

const sandbox = await startSandbox();
const keys = [{ id: 'sandbox', secret: 'sandbox' }];
const pool = poolFromEnv(process.env) ?? openaiPool({ keys, baseURL: sandbox.baseUrl });
const report = await pipeline.run({ topic: 'sourdough' }, { resources: { model: pool } });
for (const { task, end } of report.tasks) console.log(task, end.status);
console.log(report.value(essay));
await sandbox.close();
