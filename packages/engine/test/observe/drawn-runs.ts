import fc from 'fast-check';
import type { RunEvent } from '../../src/events.js';
import {
  buildPipeline,
  drawSpec,
  pipelineSpec,
  seededRandom,
  virtualClock,
} from '../../src/testing/index.js';

/** Runs many drawn pipelines in virtual time and looks at the events of each; a failure draws the pipeline. */
export async function eachRun(
  options: { readonly concurrency?: number },
  look: (events: readonly RunEvent[]) => void,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(pipelineSpec(), async (drawn) => {
      // What is capped is what the options say.
      const spec = drawn.map((phase) => ({ ...phase, concurrency: undefined }));
      const clock = virtualClock();
      const { pipeline } = buildPipeline(spec, clock);
      const events: RunEvent[] = [];
      const onEvent = (event: RunEvent): void => void events.push(event);
      await clock.run(
        pipeline.run({ seed: 1 }, { clock, random: seededRandom(1), onEvent, resources: {}, ...options }),
      );
      try {
        look(events);
      } catch (error) {
        const steps = events.map(
          (event) => `${event.atMs} ${event.type} ${'task' in event ? event.task : ''}`,
        );
        throw new Error([drawSpec(spec), ...steps].join('\n'), { cause: error });
      }
    }),
    { numRuns: 200 },
  );
}
