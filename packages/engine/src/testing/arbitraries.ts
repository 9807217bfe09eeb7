import fc from 'fast-check';
import type { InputSpec, PhaseSpec, PipelineSpec } from './spec.js';

/**
 * Draws pipelines: maps, maps over maps, lists in lists, joins with and without a quorum, optional inputs, emits,
 * failures, retries and fallbacks, in any combination that the engine accepts.
 *
 * @param options.phases how many phases at the most
 */
export function pipelineSpec(options: { readonly phases?: number } = {}): fc.Arbitrary<PipelineSpec> {
  const { phases: maxLength = 8 } = options;
  return fc.array(rawPhase, { minLength: 1, maxLength }).map((raws) => {
    const spec: PhaseSpec[] = [];
    for (const raw of raws) spec.push(fit(raw, spec));
    return spec;
  });
}

/** A phase before it is known what stands before it: its choices are numbers that are taken modulo what there is. */
const rawPhase = fc.record({
  mapped: fc.boolean(),
  over: fc.nat(),
  gives: fc.constantFrom<PhaseSpec['gives']>('value', 'value', 'items'),
  items: fc.nat({ max: 3 }),
  emits: fc.boolean(),
  inputs: fc.array(
    fc.record({
      from: fc.nat(),
      need: fc.constantFrom<InputSpec['need']>('required', 'required', 'optional', 'quorum'),
      min: fc.constantFrom(0, 0.5, 0.9, 1, 2),
    }),
    { maxLength: 3 },
  ),
  durationMs: fc.integer({ min: 4, max: 40 }),
  attempts: fc.integer({ min: 1, max: 3 }),
  failures: fc.array(fc.constantFrom(0, 0, 0, 1, 2, 9), { minLength: 1, maxLength: 3 }),
  fallback: fc.boolean(),
});

type RawPhase = typeof rawPhase extends fc.Arbitrary<infer Raw> ? Raw : never;

/** Makes the choices of a raw phase fit what stands before it. */
function fit(raw: RawPhase, before: PipelineSpec): PhaseSpec {
  const lists = before.flatMap((phase, place) =>
    phase.gives === 'items' || phase.over !== undefined ? [place] : [],
  );
  const over = raw.mapped ? lists[raw.over % Math.max(1, lists.length)] : undefined;
  const inputs = new Map<number, InputSpec>();
  for (const { from, need, min } of before.length === 0 ? [] : raw.inputs) {
    const wanted = need === 'quorum' ? lists[from % Math.max(1, lists.length)] : from % before.length;
    if (wanted !== undefined && wanted !== over) inputs.set(wanted, { from: wanted, need, min });
  }
  return { ...raw, over, inputs: [...inputs.values()] };
}
