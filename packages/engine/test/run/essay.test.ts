import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import { seededRandom, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const outline = artifactList('outline', z.object({ id: z.string() }), { key: (part) => part.id });
const section = artifactList('section', z.string());
const essay = artifact('essay', z.string());

// topic -> plan-outline -> write-section* -> join-essay
describe('the essay pipeline', () => {
  const clock = virtualClock();
  const planOutline = definePhase({
    name: 'plan-outline',
    inputs: { topic },
    outputs: { outline },
    run: async (_, { emit, signal }) => {
      for (const id of ['a', 'b', 'c']) {
        await clock.sleep(1000, signal);
        emit(outline, { id });
      }
    },
  });
  const writeSection = definePhase({
    name: 'write-section',
    inputs: { topic, part: each(outline) },
    outputs: { section },
    run: async ({ topic: about, part }, { signal }) => {
      await clock.sleep(part.id === 'a' ? 5000 : 1000, signal);
      if (part.id === 'b') throw new Error('no words');
      return { section: `${about} ${part.id}` };
    },
  });
  const joinEssay = definePhase({
    name: 'join-essay',
    inputs: { parts: collect(section, { min: 0.5 }) },
    outputs: { essay },
    run: ({ parts }) => ({ essay: parts.succeeded.map(({ value }) => value).join(', ') }),
  });
  const pipeline = definePipeline({
    name: 'essay',
    given: { topic },
    phases: [planOutline, writeSection, joinEssay],
  });

  it('starts each item when it exists and joins what succeeded, in the order of the list', async () => {
    const report = await clock.run(pipeline.run({ topic: 'bread' }, { clock, random: seededRandom(1) }));
    expect(report.value(essay)).toBe('bread a, bread c');
    expect(report.status).toBe('partial');
    expect(report.summary.makespanMs).toBe(6000);
    expect(report.tasks.find(({ task }) => task === 'write-section[a]')?.startedAtMs).toBe(1000);
  });
});
