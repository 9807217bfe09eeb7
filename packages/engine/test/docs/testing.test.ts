// The code of docs/testing.md: what stands between `// doc: name` and `// end` is quoted there, word for word.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
// doc: imports
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import { Rig, seededRandom, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const parts = artifactList('parts', z.object({ id: z.string() }), { key: ({ id }) => id });
const sections = artifactList('sections', z.string());
const essay = artifact('essay', z.string());
// end
// doc: drawn-imports
import {
  buildPipeline,
  drawRun,
  drawSpec,
  pipelineSpec,
  runOptions,
  runSpec,
} from '@phasegraph/engine/testing';
import fc from 'fast-check';
// end

describe('docs/testing.md', () => {
  it('shows the virtual clock', async () => {
    // doc: clock
    const clock = virtualClock();
    const write = definePhase({
      name: 'write',
      inputs: { topic },
      outputs: { essay },
      run: async (inputs, { signal }) => {
        await clock.sleep(3_600_000, signal);
        return { essay: `All about ${inputs.topic}` };
      },
    });
    const pipeline = definePipeline({ name: 'essay', given: { topic }, phases: [write] });

    const report = await clock.run(pipeline.run({ topic: 'bread' }, { clock, random: seededRandom(1) }));

    expect(report.summary.makespanMs).toBe(3_600_000);
    // end
  });

  it('shows the rig', async () => {
    // doc: rig
    const rig = new Rig();
    const plan = rig.phase({ name: 'plan', inputs: { topic }, outputs: { parts } });
    const write = rig.phase({ name: 'write', inputs: { part: each(parts) }, outputs: { sections } });
    const join = definePhase({
      name: 'join',
      inputs: { all: collect(sections, { min: 1 }) },
      outputs: { essay },
      run: ({ all }) => ({ essay: all.succeeded.map(({ value }) => value).join(' ') }),
    });
    const pipeline = definePipeline({ name: 'essay', given: { topic }, phases: [plan, write, join] });
    const run = pipeline.run({ topic: 'bread' }, { clock: rig.clock });

    const planning = await rig.task('plan').started();
    planning.emit(parts, { id: 'flour' });
    await rig.idle();
    expect(rig.running).toEqual(['plan', 'write[flour]']);

    planning.succeed({ parts: [{ id: 'flour' }, { id: 'water' }] });
    (await rig.task('write[flour]').started()).succeed({ sections: 'Flour.' });
    (await rig.task('write[water]').started()).fail(new Error('no ink'));

    const report = await rig.clock.run(run);
    expect(report.status).toBe('partial');
    expect(report.value(essay)).toBe('Flour.');
    // end
  });

  it('shows drawn pipelines', async () => {
    // doc: drawn
    await fc.assert(
      fc.asyncProperty(pipelineSpec({ phases: 6 }), runSpec(), async (spec, run) => {
        const clock = virtualClock();
        const { pipeline } = buildPipeline(spec, clock);
        const options = runOptions(run, spec, clock);
        const report = await clock.run(pipeline.run({ seed: 1 }, { ...options, resources: {} }), 60_000);

        const created = report.events.filter(({ type }) => type === 'task-created');
        if (report.tasks.length !== created.length) throw new Error(`${drawSpec(spec)}\n${drawRun(run)}`);
      }),
    );
    // end
  });

  it('quotes the code that runs here', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/testing.md'), 'utf8');
    const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = '']) => wordsOf(block));
    const source = readFileSync(import.meta.filename, 'utf8');
    const quoted = [...source.matchAll(/\/\/ doc: \S+\n([\s\S]*?)\n *\/\/ end/g)].map(([, code = '']) =>
      wordsOf(code),
    );
    expect(quoted.length).toBeGreaterThan(0);
    expect(blocks.toSorted()).toEqual(quoted.toSorted());
  });
});

/** Code without what a formatter may choose where it stands further to the left. */
function wordsOf(code: string): string {
  return code.replaceAll(/\s+/g, '').replaceAll(/,(?=[)}\]])/g, '');
}
