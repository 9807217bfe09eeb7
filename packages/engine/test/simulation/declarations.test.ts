import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { artifact } from '../../src/declare/artifact.js';
import type { AnyArtifact } from '../../src/declare/artifact.js';
import { definePhase } from '../../src/declare/phase.js';
import type { Phase } from '../../src/declare/phase.js';
import { resource } from '../../src/declare/resource.js';
import { InvalidPipelineError } from '../../src/errors.js';
import { definePipeline } from '../../src/pipeline.js';
import { artifactName, buildPipeline, phaseName, virtualClock } from '../../src/testing/index.js';
import { eachPipeline } from './check.js';

const run = (): never => {
  throw new Error('it ran');
};

/** Ways to break a pipeline, each with the code under which it must be found. */
function faultsFor(taken: AnyArtifact): readonly (readonly [code: string, ...phases: Phase[]])[] {
  const [lost, left, right] = ['lost', 'left', 'right'].map((name) => artifact(name, z.number()));
  if (!lost || !left || !right) throw new Error('three artifacts were declared');
  const own = artifact('own', z.number());
  const other = artifact('other', z.number());
  return [
    ['missing-producer', definePhase({ name: 'needy', inputs: { lost }, outputs: { own }, run })],
    [
      'cycle',
      definePhase({ name: 'ring-left', inputs: { right }, outputs: { left }, run }),
      definePhase({ name: 'ring-right', inputs: { left }, outputs: { right }, run }),
    ],
    ['duplicate-producer', definePhase({ name: 'second', inputs: {}, outputs: { taken }, run })],
    ['duplicate-phase', definePhase({ name: phaseName(0), inputs: {}, outputs: { other }, run })],
  ];
}

describe('invariant 4: a problem of the declaration surfaces before anything runs', () => {
  it('every one of them at once, wherever they stand', () =>
    eachPipeline(async (spec, number) => {
      const built = buildPipeline(spec, virtualClock());
      const [taken = artifact('none', z.number())] = built.artifacts;
      const chosen = faultsFor(taken).filter((_, at) => (number & (1 << at)) !== 0);
      const phases = [...built.phases];
      for (const [, ...broken] of chosen) phases.splice(number % (phases.length + 1), 0, ...broken);
      const declare = () => definePipeline({ name: 'broken', given: built.pipeline.given, phases });
      if (chosen.length === 0) return void declare();
      let error: unknown;
      try {
        declare();
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(InvalidPipelineError);
      if (!(error instanceof InvalidPipelineError)) return;
      const found = new Set(error.problems.map(({ code }) => code));
      expect([...found].toSorted()).toEqual(chosen.map(([code]) => code).toSorted());
      // What, where, what next: each names its phases, and is in the message of the whole.
      for (const { message, phases: where } of error.problems) {
        expect(error.message).toContain(message);
        for (const phase of where) expect(message).toContain(phase);
      }
      expect(built.work).toEqual([]);
    }));

  it('and so does a resource that the run does not have, or a target that nobody gives', () =>
    eachPipeline(async (spec, number) => {
      const built = buildPipeline(spec, virtualClock());
      const model = resource<'model', unknown>('model');
      const caller = definePhase({
        name: 'caller',
        inputs: {},
        outputs: { called: artifact('called', z.number()) },
        uses: { model },
        run: () => ({ called: 1 }),
      });
      const phases: readonly Phase[] = [...built.phases, caller];
      const pipeline = definePipeline({ name: 'p', given: built.pipeline.given, phases });
      const lost = `${artifactName(number)}x`;
      // As a caller without types would.
      const run = (options: object) => pipeline.run({ seed: 1 }, options);
      await expect(run({})).rejects.toMatchObject({ code: 'unknown-resource' });
      await expect(run({ resources: { model: {} }, targets: [lost] })).rejects.toThrow(lost);
      expect(built.work).toEqual([]);
    }, 100));
});
