import { errors } from '../errors.js';
import type { WiringError } from './check-types.js';
import type { PhasegraphError } from '../errors.js';
import type { AnyArtifact, Artifact, ItemOf, ListArtifact, ValueOf } from './artifact.js';
import type { Picked, PickedValue } from './pick.js';

/** One item of a list: makes the phase a mapped phase, with one task an item. */
export interface Each<L extends ListArtifact = ListArtifact> {
  readonly kind: 'each';
  /** The list whose items the phase runs on. */
  readonly list: L;
}

/** A list with its failures: the phase runs on what succeeded. */
export interface Collect<
  L extends ListArtifact = ListArtifact,
  Min extends Quorum | undefined = Quorum | undefined,
> {
  readonly kind: 'collect';
  /** The list that is taken. */
  readonly list: L;
  /** How many items must have succeeded; `undefined` is `'all'`, left unsaid. */
  readonly min: Min;
  /** Whether the phase starts as soon as that many have, and the rest is cancelled. */
  readonly early: boolean;
}

/** How many items of a list must have succeeded: a share below 1, a count from 1 on, or all of them. */
export type Quorum = number | 'all';

/** An artifact that the phase can do without. */
export interface Optional<A extends AnyArtifact = AnyArtifact> {
  readonly kind: 'optional';
  /** The artifact that is taken when it can be had. */
  readonly artifact: A;
}

/** What stands behind a name in a phase's `inputs`. */
export type Input = AnyArtifact | Each | Collect | Optional | Picked;

/** A phase's inputs by the name under which `run` receives them. */
export type Inputs = Readonly<Record<string, Input>>;

/** What `collect` hands to a phase. Both lists are in the list's order, whatever order the items ended in. */
export interface Collected<Item> {
  /** The items that were made, each under its key. */
  readonly succeeded: readonly {
    /** The item's key. */
    readonly key: string;
    /** The item. */
    readonly value: Item;
  }[];
  /** Everything that failed: first the items that were not made, then what was to give items to the list. */
  readonly failed: readonly {
    /**
     * The item's key. Of a task that was to give items, of which nobody knows how many: the way to its own item, as in
     * `page[home]`, or `''` when it had none.
     */
    readonly key: string;
    /** Why it was not made. */
    readonly error: PhasegraphError;
  }[];
}

/** The value that an input hands to `run`. */
type InputValue<I> =
  I extends Each<infer L>
    ? ItemOf<L>
    : I extends Collect<infer L>
      ? Collected<ItemOf<L>>
      : I extends Optional<infer A>
        ? ValueOf<A> | undefined
        : I extends Picked<infer F, infer K>
          ? PickedValue<F, K>
          : ValueOf<I>;

/** The values that a record of inputs hands to `run`. */
export type InputValues<I extends Inputs> = { readonly [K in keyof I]: InputValue<I[K]> };

/**
 * Takes one item of `list`: the phase runs once an item, each run starting when its item exists.
 * Several `each` of lists with the same items (one given by a phase mapped over the other) are joined by key.
 */
export function each<L extends AnyArtifact>(list: L & ListOnly<'each', L>): Each<Extract<L, ListArtifact>> {
  // What is no list does not get past the compiler; `definePipeline` finds what comes from JavaScript.
  return Object.freeze({ kind: 'each', list: list as Extract<L, ListArtifact> });
}

/** In the place of an artifact that is no list where only lists can stand. */
type ListOnly<Taker extends string, A extends AnyArtifact> = A extends ListArtifact
  ? unknown
  : WiringError<`${Taker}("${A['name']}"): "${A['name']}" is no list`>;

/** Options of {@link collect}. */
export interface CollectOptions<Min extends Quorum> {
  /**
   * How many must have succeeded for the phase to run: a share (`0.8`), from 1 on a count, or `'all'`. Below a share
   * or a count the phase fails with the items' errors; with `'all'` it is skipped, as with a plain list input. In a
   * share a task that was to give items to the list and failed counts as one.
   */
  readonly min: Min;
  /**
   * Starts the phase as soon as `min` have succeeded and cancels the rest of the list, which no other phase may take
   * then, and which a mapped phase must give; with it goes whatever fed that list alone. `failed` is what had failed until then; what is cancelled, or was still to
   * come, is no failure and in neither list. Default `false`: the phase starts when every item has ended.
   */
  readonly early?: boolean;
}

/**
 * Takes what succeeded and what failed of `list`, once every item has ended. Without `min` every item is required,
 * which the compiler accepts where none of them can fail: where the phase that gives them has a fallback.
 *
 * @throws PhasegraphError `invalid-declaration` when `min` is negative or a fraction above 1
 */
export function collect<L extends AnyArtifact>(
  list: L & ListOnly<'collect', L>,
): Collect<Extract<L, ListArtifact>, undefined>;
export function collect<L extends AnyArtifact, const Min extends Quorum>(
  list: L & ListOnly<'collect', L>,
  options: CollectOptions<Min>,
): Collect<Extract<L, ListArtifact>, Min>;
export function collect<L extends ListArtifact>(list: L, options?: CollectOptions<Quorum>): Collect<L> {
  const min = options?.min;
  if (typeof min === 'number' && !(min >= 0 && (min < 1 || Number.isInteger(min)))) {
    throw errors.invalidDeclaration(
      `collect("${list.name}", { min: ${min} }) asks for a share that cannot be`,
      'use a share from 0 to below 1, a whole number of items, or "all"',
    );
  }
  return Object.freeze({ kind: 'collect', list, min, early: options?.early ?? false });
}

/**
 * Takes an artifact when it can be had: the phase waits until its producer has ended, and receives `undefined`
 * when that failed, was skipped or is not in the pipeline.
 */
export function optional<A extends Artifact | ListArtifact>(artifact: A): Optional<A> {
  return Object.freeze({ kind: 'optional', artifact });
}

/** The input, or what a part is taken of. */
export function wholeOf(input: Input): Exclude<Input, Picked> {
  return input.kind === 'pick' ? input.from : input;
}

/** The artifact that an input reads. */
export function artifactOf(input: Input): AnyArtifact {
  const whole = wholeOf(input);
  switch (whole.kind) {
    case 'artifact':
    case 'list':
      return whole;
    case 'each':
    case 'collect':
      return whole.list;
    case 'optional':
      return whole.artifact;
  }
}
