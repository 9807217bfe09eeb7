import fc from 'fast-check';
import type { RunSpec } from './run-spec.js';
import type { InputSpec, PhaseSpec, PipelineSpec } from './spec.js';

/**
 * Draws pipelines: maps, maps over maps, lists in lists, joins with and without a quorum, early ones among them,
 * optional inputs, conditions, emits, failures, hangs, timeouts, hedges, retries, fallbacks, caps and priorities, in
 * any combination that the engine accepts; and some phases that are pipelines of their own.
 *
 * No two things that happen to one task are due at one time: timeouts end in .5, times of tasks in .25 and hedges in
 * .0625, and durations are whole.
 *
 * @param options.phases how many phases at the most
 */
export function pipelineSpec(options: { readonly phases?: number } = {}): fc.Arbitrary<PipelineSpec> {
  const { phases: maxLength = 8 } = options;
  const raws = fc.array(rawPhase, { minLength: 1, maxLength });
  const begun = fc.tuple(earlyJoin, raws).map(([first, rest]) => [...first, ...rest].slice(0, maxLength));
  return fc.oneof({ weight: 3, arbitrary: raws }, { weight: 1, arbitrary: begun }).map((drawn) => {
    const spec: PhaseSpec[] = [];
    const claimed = new Set<number>();
    for (const raw of drawn) spec.push(fit(raw, spec, claimed));
    return spec;
  });
}

/** Draws what happens to a run from outside: caps, pauses, an abort at any time, chance. */
export function runSpec(): fc.Arbitrary<RunSpec> {
  return fc.record({
    concurrency: half(fc.integer({ min: 1, max: 4 })),
    groups: fc.record({
      left: half(fc.integer({ min: 1, max: 3 })),
      right: half(fc.integer({ min: 1, max: 3 })),
    }),
    pauses: fc.array(
      fc.record({
        atMs: fc.integer({ min: -1, max: 80 }).map(between),
        forMs: fc.integer({ min: 1, max: 40 }),
      }),
      { maxLength: 2 },
    ),
    abortAtMs: half(fc.integer({ min: -1, max: 120 }).map(between)),
    seed: fc.nat(),
  });
}

/** Between two whole milliseconds; the negative stand for the very beginning. */
const between = (ms: number): number => (ms < 0 ? 0 : ms + 0.375);

const rare = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const half = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(fc.constant(undefined), value);

/** A phase before it is known what stands before it: its choices are numbers that are taken modulo what there is. */
const rawPhase = fc.record({
  mapped: fc.boolean(),
  over: fc.nat(),
  gives: fc.constantFrom<PhaseSpec['gives']>('value', 'value', 'items'),
  same: fc.constantFrom(false, false, true),
  items: fc.nat({ max: 3 }),
  emits: fc.boolean(),
  inputs: fc.array(
    fc.record({
      from: fc.nat(),
      need: fc.constantFrom<InputSpec['need']>('required', 'required', 'optional', 'quorum', 'quorum'),
      min: fc.constantFrom(1, 1, 0.5, 2, 0.9, 0),
      early: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  when: fc.constantFrom<readonly boolean[]>([true], [true], [true], [true], [true, false], [false]),
  durationMs: fc.integer({ min: 4, max: 40 }),
  instant: fc.constantFrom(false, false, false, false, true),
  slowMs: fc.constantFrom(0, 0, 30),
  spreadMs: fc.constantFrom(0, 3, 17),
  attempts: fc.integer({ min: 1, max: 3 }),
  failures: fc.array(fc.constantFrom(0, 0, 0, 1, 2, 9), { minLength: 1, maxLength: 3 }),
  fails: fc.constantFrom<PhaseSpec['fails']>('throws', 'throws', 'hangs'),
  timeoutMs: rare(fc.integer({ min: 2, max: 50 }).map((ms) => ms + 0.5)),
  taskTimeoutMs: rare(fc.integer({ min: 2, max: 90 }).map((ms) => ms + 0.25)),
  hedgeAfterMs: rare(fc.integer({ min: 1, max: 30 }).map((ms) => ms + 0.0625)),
  fallbackMs: fc.constantFrom(undefined, undefined, 0, 7),
  deaf: fc.constantFrom(false, false, false, true),
  concurrency: rare(fc.integer({ min: 1, max: 2 })),
  inner: fc.constantFrom<PhaseSpec['inner']>(0, 0, 1, 2),
  group: rare(fc.constantFrom('left', 'right')),
  priority: fc.constantFrom(0, 0, 0, 1, -1),
});

type RawPhase = typeof rawPhase extends fc.Arbitrary<infer Raw> ? Raw : never;

/** What goes well, so that what follows has something to go on. */
const sound = { failures: [0 as const], when: [true], timeoutMs: undefined, taskTimeoutMs: undefined };

/** A list, one or two stages over its items, and a join that has enough before all of them end: seldom drawn by chance. */
const earlyJoin = fc
  .record({
    list: rawPhase,
    stages: fc.array(rawPhase, { minLength: 1, maxLength: 2 }),
    join: rawPhase,
    min: fc.constantFrom(1, 2, 0.5),
  })
  .map(({ list, stages, join, min }): RawPhase[] => [
    { ...list, ...sound, mapped: false, gives: 'items', items: 3, inputs: [] },
    ...stages.map((stage, at): RawPhase => {
      // Of what ends at one time nobody could say what was enough.
      const spreadMs = stage.spreadMs === 0 ? 3 : stage.spreadMs;
      return { ...stage, spreadMs, instant: false, when: [true], mapped: true, over: at, gives: 'value' };
    }),
    // The last stage is the one that nobody takes yet.
    { ...join, mapped: false, inputs: [{ from: 0, need: 'quorum', min, early: true }] },
  ]);

/**
 * Makes the choices of a raw phase fit what stands before it.
 *
 * @param claimed what is collected early: nobody else may take it, so it is added to here
 */
function fit(raw: RawPhase, before: PipelineSpec, claimed: Set<number>): PhaseSpec {
  const free = before.flatMap((_, place) => (claimed.has(place) ? [] : [place]));
  const lists = free.filter((place) => before[place]?.gives === 'items' || before[place]?.over !== undefined);
  const over = raw.mapped ? lists[raw.over % Math.max(1, lists.length)] : undefined;
  const inputs = new Map<number, InputSpec>();
  for (const { from, need, min, early } of raw.inputs) {
    // Few can be collected early: one of those, where there is one.
    const claimable = early && need === 'quorum' ? lists.filter((place) => mayBeClaimed(place, before)) : [];
    const some = claimable.length > 0 ? claimable : need === 'quorum' ? lists : free;
    const wanted = some[from % Math.max(1, some.length)];
    if (wanted === undefined || wanted === over) continue;
    const isEarly = claimable.includes(wanted);
    inputs.set(wanted, { from: wanted, need, min, early: isEarly });
  }
  for (const { from, early } of inputs.values()) if (early) claimed.add(from);
  const hasTime = raw.timeoutMs !== undefined || raw.taskTimeoutMs !== undefined;
  const { instant, ...rest } = raw;
  const drawn: PhaseSpec = {
    ...rest,
    over,
    inputs: [...inputs.values()],
    fails: hasTime && !instant ? raw.fails : 'throws',
    ...(instant && { durationMs: 0, slowMs: 0, spreadMs: 0, emits: false }),
  };
  return mayBePipeline(drawn) ? asPipeline(drawn) : { ...drawn, inner: 0 };
}

/** A pipeline as a phase is drawn where nothing about it needs a key of its own or an error's wording. */
function mayBePipeline({ inner, over, inputs, durationMs }: PhaseSpec): boolean {
  const takesWhole = inputs.every(({ need }) => need !== 'quorum');
  return inner > 0 && over === undefined && takesWhole && durationMs > 0;
}

/** What a pipeline as a phase has not is left out. */
function asPipeline(phase: PhaseSpec): PhaseSpec {
  return {
    ...phase,
    // The first of two would let a millisecond pass before the first item.
    inner: phase.gives === 'items' && phase.emits ? 1 : phase.inner,
    attempts: 1,
    fails: phase.timeoutMs === undefined ? 'throws' : phase.fails,
    taskTimeoutMs: undefined,
    hedgeAfterMs: undefined,
    fallbackMs: undefined,
    deaf: false,
  };
}

/** Only what is given item by item by a mapped phase, and taken by nobody yet, can be collected early. */
function mayBeClaimed(place: number, before: PipelineSpec): boolean {
  const phase = before[place];
  if (phase?.over === undefined || phase.gives === 'items') return false;
  return before.every(({ over, inputs }) => over !== place && inputs.every(({ from }) => from !== place));
}
