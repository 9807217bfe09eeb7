import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import type { AnyArtifact, Artifact, ItemOf, ListArtifact, ValueOf } from './artifact.js';

/** One item of a list: makes the phase a mapped phase, with one task an item. */
export interface Each<L extends ListArtifact = ListArtifact> {
  readonly kind: 'each';
  readonly list: L;
}

/** A list with its failures: the phase runs on what succeeded. */
export interface Collect<L extends ListArtifact = ListArtifact> {
  readonly kind: 'collect';
  readonly list: L;
  /** How many items must have succeeded: a share below 1, a count from 1 on; `undefined`, all of them. */
  readonly min: number | undefined;
}

/** An artifact that the phase can do without. */
export interface Optional<A extends AnyArtifact = AnyArtifact> {
  readonly kind: 'optional';
  readonly artifact: A;
}

/** What stands behind a name in a phase's `inputs`. */
export type Input = AnyArtifact | Each | Collect | Optional;

/** A phase's inputs by the name under which `run` receives them. */
export type Inputs = Readonly<Record<string, Input>>;

/** What `collect` hands to a phase. Both lists are in the list's order, whatever order the items ended in. */
export interface Collected<Item> {
  readonly succeeded: readonly { readonly key: string; readonly value: Item }[];
  readonly failed: readonly { readonly key: string; readonly error: PhasegraphError }[];
}

/** The value that an input hands to `run`. */
export type InputValue<I> =
  I extends Each<infer L>
    ? ItemOf<L>
    : I extends Collect<infer L>
      ? Collected<ItemOf<L>>
      : I extends Optional<infer A>
        ? ValueOf<A> | undefined
        : ValueOf<I>;

/** The values that a record of inputs hands to `run`. */
export type InputValues<I extends Inputs> = { readonly [K in keyof I]: InputValue<I[K]> };

/** Whether a record of inputs makes a mapped phase. */
export type IsMapped<I extends Inputs> = true extends {
  [K in keyof I]: I[K] extends Each ? true : false;
}[keyof I]
  ? true
  : false;

/**
 * Takes one item of `list`: the phase runs once an item, each run starting when its item exists.
 * Several `each` of lists with the same items (one given by a phase mapped over the other) are joined by key.
 */
export function each<L extends ListArtifact>(list: L): Each<L> {
  return Object.freeze({ kind: 'each', list });
}

/**
 * Takes what succeeded and what failed of `list`, once every item has ended.
 *
 * @param options.min how many must have succeeded for the phase to run: a share (`0.8`) or, from 1 on, a count.
 *   Below it the phase fails with the items' errors. Without it every item is required, as in a plain list input.
 * @throws PhasegraphError `invalid-declaration` when `min` is negative or a fraction above 1
 */
export function collect<L extends ListArtifact>(
  list: L,
  options: { readonly min?: number } = {},
): Collect<L> {
  const { min } = options;
  if (min !== undefined && !(min >= 0 && (min < 1 || Number.isInteger(min)))) {
    throw errors.invalidDeclaration(
      `collect("${list.name}", { min: ${min} }) asks for a share that cannot be`,
      'use a share from 0 to below 1, or a whole number of items',
    );
  }
  return Object.freeze({ kind: 'collect', list, min });
}

/**
 * Takes an artifact when it can be had: the phase waits until its producer has ended, and receives `undefined`
 * when that failed, was skipped or is not in the pipeline.
 */
export function optional<A extends Artifact | ListArtifact>(artifact: A): Optional<A> {
  return Object.freeze({ kind: 'optional', artifact });
}

/** The artifact that an input reads. */
export function artifactOf(input: Input): AnyArtifact {
  switch (input.kind) {
    case 'artifact':
    case 'list':
      return input;
    case 'each':
    case 'collect':
      return input.list;
    case 'optional':
      return input.artifact;
  }
}
