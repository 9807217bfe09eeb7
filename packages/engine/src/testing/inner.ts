import { z } from 'zod';
import { artifact } from '../declare/artifact.js';
import type { AnyArtifact, Artifact } from '../declare/artifact.js';
import type { Input } from '../declare/input.js';
import { definePhase } from '../declare/phase.js';
import type { Phase, TaskContext } from '../declare/phase.js';
import { definePipeline } from '../pipeline.js';
import type { Sleeper } from './build.js';
import { conditionHolds, phaseName } from './spec.js';
import type { PhaseSpec } from './spec.js';

/** What a drawn phase does in an attempt. */
export type Body = (values: unknown, context: TaskContext) => unknown;

/**
 * A drawn phase as a pipeline of one or two phases: it takes and gives the same, at the same times. The inner phase
 * that does the work has the name of the outer one, so that its work is known as the work of that.
 *
 * @param noteIdle told of an attempt that a condition turns off inside
 * @param dress what the inner phase that does the work is made into
 * @param bodyOf what a phase does that takes so long; the first of two takes a millisecond of its time
 */
export function innerPhase(
  phase: PhaseSpec,
  place: number,
  {
    inputs,
    output,
    clock,
    bodyOf,
    noteIdle,
    dress,
  }: {
    inputs: Readonly<Record<string, Input>>;
    output: AnyArtifact;
    clock: Sleeper;
    bodyOf: (spec: PhaseSpec) => Body;
    noteIdle: (values: unknown) => void;
    dress: (phase: Phase, drawn: PhaseSpec) => Phase;
  },
): Phase {
  const given = Object.fromEntries(Object.keys(inputs).map((name) => [name, artifact(name, z.unknown())]));
  const { timeoutMs, concurrency, group, priority, durationMs } = phase;
  // Asked by the first inner phase: what it turns off is to come through to the outer one.
  const when: Condition = {
    ...(phase.when.includes(false) && {
      when: (values: unknown) => {
        const holds = conditionHolds(phase, undefined);
        if (!holds) noteIdle(values);
        return holds;
      },
    }),
  };
  const phases =
    phase.inner === 2
      ? [
          firstPhase(given, clock, when),
          workPhase({ ...phase, durationMs: durationMs - 1 }, { ...given, passed }),
        ]
      : [workPhase(phase, given, when)];
  return definePipeline({ name: `inner-${phaseName(place)}`, given, phases }).asPhase({
    name: phaseName(place),
    inputs,
    outputs: { [output.name]: output },
    estimateMs: durationMs,
    priority,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(concurrency !== undefined && { concurrency }),
    ...(group !== undefined && { group }),
  });

  function workPhase(
    spec: PhaseSpec,
    taken: Readonly<Record<string, Artifact>>,
    condition: Condition = {},
  ): Phase {
    const body = bodyOf(spec);
    const defined = definePhase({
      name: phaseName(place),
      inputs: taken,
      // The inner pipeline has names of its own, so what it makes may have the name of what it hands out.
      outputs: { out: output },
      ...condition,
      run: async (values: Readonly<Record<string, unknown>>, context: TaskContext) => {
        const { passed: _time, ...own } = values;
        // Erased: what a drawn phase returns fits what it gives.
        return (await body(own, context)) as { out: never };
      },
    });
    return dress(defined, spec);
  }
}

/** The condition of a phase, where it has one. */
type Condition = { readonly when?: (values: unknown) => boolean };

const passed = artifact('passed', z.boolean());

/** Lets a millisecond pass. */
function firstPhase(given: Readonly<Record<string, Artifact>>, clock: Sleeper, condition: Condition): Phase {
  return definePhase({
    name: 'first',
    inputs: given,
    outputs: { passed },
    ...condition,
    run: async (_values: unknown, { signal }: TaskContext) => {
      await clock.sleep(1, signal);
      return { passed: true };
    },
  });
}
