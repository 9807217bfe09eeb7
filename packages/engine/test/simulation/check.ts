import fc from 'fast-check';
import { drawRun, drawSpec, pipelineSpec, runSpec } from '../../src/testing/index.js';
import type { PipelineSpec, RunSpec } from '../../src/testing/index.js';

/** How many pipelines a property is tried on; the whole suite tries well over 2,000. */
const numRuns = 250;

/** Checks a property of drawn pipelines. What fails prints the seed, the path to replay it, and the drawn graph. */
export function eachPipeline(
  check: (spec: PipelineSpec, number: number) => Promise<unknown>,
  runs: number = numRuns,
): Promise<void> {
  const property = fc.asyncProperty(pipelineSpec(), fc.nat({ max: 1000 }), async (spec, number) => {
    await drawn(
      () => check(spec, number),
      () => drawSpec(spec),
    );
  });
  return fc.assert(property, { numRuns: runs });
}

/** As {@link eachPipeline}, with what comes from outside. */
export function eachRun(
  check: (spec: PipelineSpec, run: RunSpec) => Promise<unknown>,
  runs: number = numRuns,
): Promise<void> {
  const property = fc.asyncProperty(pipelineSpec(), runSpec(), async (spec, run) => {
    await drawn(
      () => check(spec, run),
      () => `${drawSpec(spec)}\n${drawRun(run)}`,
    );
  });
  return fc.assert(property, { numRuns: runs });
}

async function drawn(check: () => Promise<unknown>, draw: () => string): Promise<void> {
  try {
    await check();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${draw()}`, {
      cause: error,
    });
  }
}

/** The same pipeline, in which nothing ends otherwise because of when it runs: its results are those of any order. */
export function timeless(spec: PipelineSpec): PipelineSpec {
  return spec.map((phase) => ({
    ...phase,
    taskTimeoutMs: undefined,
    // Whether there is a slot for another attempt depends on what else runs.
    hedgeAfterMs: undefined,
    fails: phase.timeoutMs === undefined ? 'throws' : phase.fails,
    inputs: phase.inputs.map((input) => ({ ...input, early: false })),
  }));
}

/** The same pipeline, in which everything comes to something in the end, if late. */
export function tame(spec: PipelineSpec): PipelineSpec {
  return timeless(spec).map((phase) => ({
    ...phase,
    // A pipeline as a phase has no fallback.
    inner: 0,
    fallbackMs: 0,
    when: [true],
    concurrency: undefined,
    group: undefined,
    inputs: phase.inputs.map((input) => ({ ...input, min: Math.min(input.min, 0.5) })),
  }));
}
