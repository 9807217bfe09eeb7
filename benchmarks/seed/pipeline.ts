import { artifact, artifactList, definePhase, definePipeline, each } from '@phasegraph/engine';
import type { Inputs, Outputs, TaskContext } from '@phasegraph/engine';
import { seededRandom, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { counts, medianMs } from './durations.js';
import type { Durations } from './durations.js';

const done = z.literal(true);
const Item = z.object({ id: z.string() });
const key = { key: ({ id }: { id: string }): string => id };

const brief = artifact('brief', done);
const strategy = artifact('strategy', done);
const context = artifact('context', done);
const sectionPlan = artifact('sectionPlan', done);
const layout = artifact('layout', done);
const parts = artifactList('parts', Item, key);
const style = artifact('style', done);
const pages = artifactList('pages', Item, key);
const imagePlans = artifactList('imagePlans', Item, key);
const seoStrategy = artifact('seoStrategy', done);
const basicCopy = artifact('basicCopy', done);
const images = artifactList('images', done);
const content = artifactList('content', done);
const code = artifact('code', done);
const pageCode = artifactList('pageCode', done);

/** Runs the pipeline on the engine and returns its makespan in milliseconds of virtual time. */
export async function waitingSite(durations: Durations, splitCode: boolean, cap: number): Promise<number> {
  const clock = virtualClock();
  const wait = <I extends Inputs, O extends Outputs>(name: string, inputs: I, outputs: O, gives: unknown) =>
    definePhase<string, I, O>({
      name,
      inputs,
      outputs,
      ...(medianMs[name] !== undefined && { estimateMs: medianMs[name] }),
      run: async (_inputs, { task, signal }: TaskContext<O>) => {
        await clock.sleep(durations(task), signal);
        // What a phase that only waits gives is the same for every one of its outputs.
        return gives as never;
      },
    });
  const items = (count: number) => Array.from({ length: count }, (_, at) => ({ id: String(at + 1) }));

  const pipeline = definePipeline({
    name: 'seed',
    given: { brief },
    phases: [
      wait('design-strategy', { brief }, { strategy }, { strategy: true }),
      wait('design-context', { brief }, { context }, { context: true }),
      wait('section-planning', { brief }, { sectionPlan }, { sectionPlan: true }),
      wait(
        'layout',
        { context, sectionPlan },
        { layout, parts },
        { layout: true, parts: items(counts.parts) },
      ),
      wait('style', { strategy, context }, { style }, { style: true }),
      wait('page-planning', { context, sectionPlan }, { pages }, { pages: items(counts.pages) }),
      wait('image-planning', { layout, style }, { imagePlans }, { imagePlans: items(counts.images) }),
      wait('seo-strategy', { layout, pages }, { seoStrategy }, { seoStrategy: true }),
      wait('basic-copy', { layout }, { basicCopy }, { basicCopy: true }),
      wait('image', { plan: each(imagePlans) }, { images }, { images: true }),
      wait('content', { part: each(parts), seoStrategy, basicCopy }, { content }, { content: true }),
      splitCode
        ? wait(
            'page-code',
            { page: each(pages), style, content, imagePlans },
            { pageCode },
            { pageCode: true },
          )
        : wait('code', { pages, style, content, imagePlans }, { code }, { code: true }),
    ],
  });
  const report = await clock.run(
    pipeline.run(
      { brief: true },
      { clock, random: seededRandom(1), ...(Number.isFinite(cap) && { concurrency: cap }) },
    ),
  );
  if (report.status !== 'succeeded') throw new Error(`The run ended as ${report.status}.`);
  return report.summary.makespanMs;
}
