import fc from 'fast-check';
import type { Cost, Dimension } from '../../../src/limits/cost.js';
import type { KeyOptions } from '../../../src/limits/pool-options.js';
import type { TargetLimits } from '../../../src/limits/target-limits.js';

/** Everything that is chosen for one play: what a pool is made with, and what is asked of it. */
export interface Mix {
  readonly keys: readonly KeyOptions[];
  readonly limits: Readonly<Record<Target | '*', TargetLimits>>;
  readonly concurrency: number | undefined;
  readonly minTimeMs: number;
  /** How long calls are held up in the gate at most; 0 for a gate that lets all through at once. */
  readonly gateMs: number;
  readonly patienceMs: number;
  readonly queueTimeoutMs: number | undefined;
  readonly outageMs: number;
  /** The weights of the runs. */
  readonly weights: readonly number[];
  readonly calls: readonly PlannedCall[];
}

export type Target = 'words' | 'pictures';

export interface PlannedCall {
  readonly atMs: number;
  readonly cost: Cost;
  readonly rank: number;
  /** An index of `weights`; `undefined` for a call that belongs to no run. */
  readonly run: number | undefined;
  readonly target: Target;
  readonly durationMs: number;
  /** What was used of the tokens that were reserved, and after what part of the duration that is told. */
  readonly settled: { readonly share: number; readonly at: number } | undefined;
  /** How its starts go, in their order; later ones are answered. */
  readonly fates: readonly Fate[];
  /** Aborted so long after it came: by its own timeout, or because nobody wants it any more. */
  readonly abort: { readonly afterMs: number; readonly isTimeout: boolean } | undefined;
}

/** How one start of a call goes. */
export type Fate =
  | { readonly kind: 'answered' | 'failed' }
  | {
      readonly kind: 'throttled';
      readonly forMs: number;
      readonly scope: 'key' | 'group';
      readonly fact: ToldFact | undefined;
    }
  | { readonly kind: 'told'; readonly fact: ToldFact }
  | { readonly kind: 'revoked'; readonly scope: 'key' | 'group' | 'target' }
  | { readonly kind: 'tripped'; readonly isUnanswered: boolean };

/** What an answer says of a limit; skipped where the target has no such limit. */
export interface ToldFact {
  readonly dimension: Dimension;
  /** `undefined`: the call was refused for it, and that is all it says. */
  readonly limit: number | undefined;
  /** The part of it that is left. */
  readonly left: number | undefined;
}

/** Which troubles may be in a mix. */
export interface Troubles {
  /** Answers that tell of other limits. */
  readonly facts: boolean;
  /** Calls that are held up in the gate. */
  readonly gate: boolean;
  /** Keys and servers that fail, and callers that no longer want their answer. */
  readonly failures: boolean;
}

const minute = 60_000;
const optional = <T>(arbitrary: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq });
const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** Mixes of everything, small enough that something is always scarce. */
export function mixes({ facts, gate, failures }: Troubles): fc.Arbitrary<Mix> {
  return fc.record<Mix>({
    keys: fc
      .array(keyPlan, { minLength: 1, maxLength: 4 })
      .map((plans) => plans.map(({ group, targets }, index) => ({ id: `key-${index}`, group, targets }))),
    limits: fc.record({ words: limits, pictures: limits, '*': limits }),
    concurrency: optional(between(1, 4)),
    minTimeMs: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, between(1, 2000)),
    gateMs: gate ? fc.oneof(fc.constant(0), between(1, 5000), between(60_000, 200_000)) : fc.constant(0),
    patienceMs: fc.constantFrom(5000, minute, 10 * minute),
    queueTimeoutMs: optional(between(1000, 3 * minute), 4),
    outageMs: fc.constantFrom(0, 2000, 15_000),
    weights: fc.array(fc.constantFrom(1, 2, 5), { minLength: 2, maxLength: 2 }),
    calls: fc.array(
      plannedCall(failures ? fates(facts) : fc.constant([]), failures, gate ? atMost : aboveToo),
      { maxLength: 30 },
    ),
  });
}

const keyPlan = fc.record({
  group: optional(fc.constantFrom('org', 'team')),
  targets: fc.option(fc.constantFrom<Target[]>(['words'], ['pictures']), { nil: undefined, freq: 5 }),
});

const limits: fc.Arbitrary<TargetLimits> = fc.record({
  rpm: optional(between(1, 6)),
  tpm: optional(between(100, 1000)),
  ipm: optional(between(1, 2)),
  rpd: optional(between(3, 12), 5),
  concurrency: optional(between(1, 3)),
});

const fact = (): fc.Arbitrary<ToldFact> =>
  fc.record({
    dimension: fc.constantFrom<Dimension>('requests', 'tokens', 'images'),
    limit: optional(between(1, 1000)),
    left: optional(fc.double({ min: 0, max: 1, noNaN: true })),
  });

function fates(facts: boolean): fc.Arbitrary<readonly Fate[]> {
  const scope = fc.constantFrom<'key' | 'group'>('key', 'group');
  const plain = fc.oneof<fc.Arbitrary<Fate>[]>(
    fc.record({ kind: fc.constant<'failed'>('failed') }),
    fc.record({
      kind: fc.constant<'throttled'>('throttled'),
      forMs: between(1, 20_000),
      scope,
      fact: facts ? optional(fact()) : fc.constant(undefined),
    }),
    fc.record({
      kind: fc.constant<'revoked'>('revoked'),
      scope: fc.constantFrom<'key' | 'group' | 'target'>('key', 'group', 'target'),
    }),
    fc.record({ kind: fc.constant<'tripped'>('tripped'), isUnanswered: fc.boolean() }),
    ...(facts ? [fc.record({ kind: fc.constant<'told'>('told'), fact: fact() })] : []),
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<readonly Fate[]>([]) },
    { weight: 1, arbitrary: fc.array(plain, { minLength: 1, maxLength: 4 }) },
  );
}

/** What was used of what was reserved. */
const atMost = fc.double({ min: 0, max: 1, noNaN: true });
/**
 * More than was reserved, too. Not where calls are held up in the gate: one in there may leave after another one was found to
 * have used more than anyone knew, and nobody is to blame.
 */
const aboveToo = fc.oneof(
  { weight: 4, arbitrary: atMost },
  { weight: 1, arbitrary: fc.double({ min: 1, max: 1.5, noNaN: true }) },
);

function plannedCall(
  ofFates: fc.Arbitrary<readonly Fate[]>,
  mayAbort: boolean,
  share: fc.Arbitrary<number>,
): fc.Arbitrary<PlannedCall> {
  return fc.record<PlannedCall>({
    // Together, or over some minutes.
    atMs: fc.oneof(fc.constantFrom(0, 30_000), between(0, 3 * minute)),
    cost: fc.record({
      requests: fc.constant(1),
      tokens: fc.oneof(between(0, 100), between(0, 1000)),
      images: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.constant(1)),
    }),
    rank: between(0, 5),
    run: optional(between(0, 1), 3),
    target: fc.constantFrom<Target>('words', 'words', 'pictures'),
    durationMs: fc.oneof(between(0, 2000), between(0, 90_000)),
    settled: optional(
      fc.record({
        share,
        at: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      4,
    ),
    fates: ofFates,
    abort: mayAbort
      ? fc.option(fc.record({ afterMs: between(0, 2 * minute), isTimeout: fc.boolean() }), {
          nil: undefined,
          freq: 6,
        })
      : fc.constant(undefined),
  });
}
