import type { z } from 'zod';
import { errors } from '../errors.js';
import type { Fault } from '../errors.js';
import type { WiringError } from './check-types.js';
import { shown } from './fields.js';

/**
 * A named, typed value that phases take and give.
 *
 * The name is the identity: two declarations with one name are one artifact, so declare each once and share it.
 */
export interface Artifact<Name extends string = string, Value = unknown> {
  /** Tells it from a list. */
  readonly kind: 'artifact';
  /** Unique in a pipeline. */
  readonly name: Name;
  /** Every value is parsed by it where the value enters the run; what it returns is what phases see. */
  readonly schema: z.ZodType<Value>;
  /** One sentence for graphs, traces and errors. */
  readonly description: string | undefined;
}

/**
 * A list whose items have stable keys and arrive one by one.
 *
 * `Keyed` tells where an item's key comes from: `true`, from the item itself (`key`); `false`, from the task that
 * gives it, so only a mapped phase can give such a list, one item a task.
 */
export interface ListArtifact<Name extends string = string, Item = unknown, Keyed extends boolean = boolean> {
  /** Tells it from a single artifact. */
  readonly kind: 'list';
  /** Unique in a pipeline. */
  readonly name: Name;
  /** The schema of one item. */
  readonly schema: z.ZodType<Item>;
  /** Whether items bring their own key. */
  readonly keyed: Keyed;
  /** The key of an item; present when `keyed`. A method, so that a list of sections is a list of something. */
  keyOf?(item: Item): string;
  /** One sentence for graphs, traces and errors. */
  readonly description: string | undefined;
}

/** Any artifact, single or list. */
export type AnyArtifact = Artifact | ListArtifact;

/** The value of an artifact as a whole: a list's is the array of its items. */
export type ValueOf<A> =
  A extends ListArtifact<string, infer Item>
    ? readonly Item[]
    : A extends Artifact<string, infer Value>
      ? Value
      : never;

/** One item of a list artifact. */
export type ItemOf<L> = L extends ListArtifact<string, infer Item> ? Item : never;

/** Options of {@link artifact}. */
export interface ArtifactOptions {
  /** One sentence for graphs, traces and errors. */
  readonly description?: string;
}

/**
 * A schema that takes what it gives: a value is parsed again where it is reused, or handed from one pipeline to
 * another, and phases give the same type that they take.
 */
type ParsesItsOwn<Name extends string, Value, Raw> = [Value] extends [Raw]
  ? unknown
  : WiringError<`the schema of "${Name}" gives another type than it takes; transform the value in a phase instead`>;

/**
 * Declares an artifact.
 *
 * @param name letters, digits, `-` and `_`, starting with a letter
 * @param schema the zod schema that every value of it is parsed by
 * @throws PhasegraphError `invalid-declaration` when the name cannot be one
 */
export function artifact<const Name extends string, Value, Raw = unknown>(
  name: Name,
  schema: z.ZodType<Value, Raw> & ParsesItsOwn<Name, Value, Raw>,
  options: ArtifactOptions = {},
): Artifact<Name, Value> {
  checkName('artifact', name);
  return Object.freeze({ kind: 'artifact', name, schema, description: options.description });
}

/**
 * Declares a list artifact.
 *
 * With `key`, each item names itself and any phase may give it, all at once or one by one with `emit`. Without,
 * the items take the key of the mapped task that gives them.
 *
 * @throws PhasegraphError `invalid-declaration` when the name cannot be one
 */
export function artifactList<const Name extends string, Item, Raw = unknown>(
  name: Name,
  schema: z.ZodType<Item, Raw> & ParsesItsOwn<Name, Item, Raw>,
  options: ArtifactOptions & { readonly key: (item: Item) => string },
): ListArtifact<Name, Item, true>;
export function artifactList<const Name extends string, Item, Raw = unknown>(
  name: Name,
  schema: z.ZodType<Item, Raw> & ParsesItsOwn<Name, Item, Raw>,
  options?: ArtifactOptions,
): ListArtifact<Name, Item, false>;
export function artifactList<const Name extends string, Item>(
  name: Name,
  schema: z.ZodType<Item>,
  options: ArtifactOptions & { readonly key?: (item: Item) => string } = {},
): ListArtifact<Name, Item> {
  checkName('list artifact', name);
  const { key, description } = options;
  return Object.freeze({
    kind: 'list',
    name,
    schema,
    keyed: key !== undefined,
    ...(key && { keyOf: key }),
    description,
  });
}

/** What names of artifacts, phases and resources look like: they become keys, node ids and parts of task ids. */
const namePattern = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** @throws PhasegraphError `invalid-declaration` when `name` is not one */
export function checkName(what: string, name: string): void {
  if (isName(name)) return;
  const fault = nameFault(what, name);
  throw errors.invalidDeclaration(fault.what, fault.next);
}

/** Whether something can be the name of an artifact, a phase, a resource, a group or a pipeline. */
export function isName(name: unknown): boolean {
  // `constructor` and its like are keys that every object has already.
  return typeof name === 'string' && namePattern.test(name) && !(name in Object.prototype);
}

/** What is wrong with a name that cannot be one. */
export function nameFault(what: string, name: unknown): Fault {
  return {
    what: `The ${what} name ${shown(name)} is not valid`,
    next: 'use up to 100 letters, digits, "-" and "_", starting with a letter, and no name that every object has',
  };
}
