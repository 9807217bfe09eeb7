import { z } from 'zod';
import { errors } from '../errors.js';
import type { AnyArtifact, Artifact, ItemOf, ListArtifact, ValueOf } from './artifact.js';
import { isPickable, shown } from './fields.js';
import { artifactOf } from './input.js';
import type { Each, Optional } from './input.js';

/** What a part can be taken of: an artifact, one that the phase can do without, an item of a list, all items of one. */
export type Pickable = Artifact | ListArtifact | Each | Optional<Artifact>;

/** Some properties of what an input takes: to the phase the others are not there. */
export interface Picked<F extends Pickable = Pickable, K extends string = string> {
  readonly kind: 'pick';
  /** What the part is taken of. */
  readonly from: F;
  /** The names of the properties. */
  readonly keys: readonly K[];
}

/** What has the properties: of an optional artifact its value, where there is one; of a list each of its items. */
type Whole<F> =
  F extends Each<infer L>
    ? ItemOf<L>
    : F extends Optional<infer A>
      ? ValueOf<A>
      : F extends ListArtifact
        ? ItemOf<F>
        : ValueOf<F>;

/** The value that a part hands to `run`. */
export type PickedValue<F, K> = F extends ListArtifact
  ? readonly PartOf<F, K>[]
  : PartOf<F, K> | (F extends Optional ? undefined : never);

type PartOf<F, K> = Pick<Whole<F>, Extract<K, keyof Whole<F>>>;

/**
 * Takes some properties of an object: of an artifact, of `optional(artifact)`, of the item of `each(list)`, of all items of
 * a list. A change of the others does not touch the phase: its recorded results hold.
 *
 * @throws PhasegraphError `invalid-declaration` when no property is named, one twice, or one that the schema does not have
 */
export function pick<F extends Pickable, const K extends keyof Whole<F> & string>(
  from: F,
  ...keys: readonly [K, ...K[]]
): Picked<F, K> {
  if (!isPickable(from))
    throw errors.invalidDeclaration(
      `pick() was called with ${shown(from)}`,
      'use an artifact, optional() of one that is no list, or each() of a list',
    );
  const artifact = artifactOf(from);
  const called = `pick("${artifact.name}"${keys.map((key) => `, "${key}"`).join('')})`;
  if (keys.length === 0)
    throw errors.invalidDeclaration(`${called} takes nothing`, 'name the properties that the phase reads');
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined)
    throw errors.invalidDeclaration(`${called} takes "${twice}" twice`, 'name each property once');
  const known = propertiesOf(artifact);
  const unknown = known === undefined ? [] : keys.filter((key) => !known.includes(key));
  if (unknown.length > 0)
    throw errors.invalidDeclaration(
      `${called} takes ${unknown.map((key) => `"${key}"`).join(' and ')}, which its schema does not have`,
      `there are: ${known?.join(', ')}`,
    );
  return Object.freeze({ kind: 'pick', from, keys: Object.freeze([...keys]) });
}

/** The part of a value; what is no object, such as an optional artifact that is not there, has none and stays as it is. */
export function partOf(value: unknown, keys: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const there = keys.filter((key) => key in value);
  // fromEntries, since assigning to a key named "__proto__" would set the prototype.
  return Object.fromEntries(there.map((key): [string, unknown] => [key, Reflect.get(value, key)]));
}

/** The names of the properties that a schema lists; `undefined`, when it has no list of them or lets others pass. */
function propertiesOf({ schema }: AnyArtifact): string[] | undefined {
  if (!(schema instanceof z.core.$ZodObject)) return undefined;
  const { shape, catchall } = schema._zod.def;
  return catchall === undefined || catchall._zod.def.type === 'never' ? Object.keys(shape) : undefined;
}
