import { z } from 'zod';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { errors } from '../errors.js';
import type { ErrorPlace } from '../errors.js';
import { Keys } from './keys.js';
import type { KeyedItems } from './values.js';

/** An item of a keyed list with the key that it brings. */
export interface KeyedItem {
  readonly key: string;
  readonly value: unknown;
}

/** Where a value came from: asked for only when there is something to say about it. */
export type PlaceOf = () => ErrorPlace;

/**
 * What the artifact's schema makes of a value.
 *
 * @throws PhasegraphError `invalid-declaration` when the schema is asynchronous: nothing can wait for it here
 */
export function readValue(
  artifact: AnyArtifact,
  value: unknown,
  placeOf: PlaceOf,
): z.ZodSafeParseResult<unknown> {
  try {
    return artifact.schema.safeParse(value);
  } catch (error) {
    if (error instanceof z.core.$ZodAsyncError) throw errors.asynchronousSchema(placeOf(), artifact.name);
    throw error;
  }
}

/**
 * @throws PhasegraphError `invalid-output` when the value does not fit the artifact's schema, `invalid-declaration`
 *   when that is asynchronous
 */
export function parseValue(artifact: AnyArtifact, value: unknown, placeOf: PlaceOf): unknown {
  const parsed = readValue(artifact, value, placeOf);
  if (!parsed.success) throw errors.invalidOutput(placeOf(), artifact.name, describeIssues(parsed.error));
  return parsed.data;
}

/** @throws PhasegraphError as {@link parseValue}, and `invalid-output` when the item's key cannot be one */
export function parseItem(list: ListArtifact, item: unknown, placeOf: PlaceOf): KeyedItem {
  const value = parseValue(list, item, placeOf);
  const key: unknown = list.keyOf?.(value);
  if (!isKey(key)) throw errors.invalidKey(placeOf(), list.name, key);
  return { key, value };
}

/** Whether it can be the key of an item. */
export function isKey(key: unknown): key is string {
  return typeof key === 'string' && key.length > 0 && key.length <= 200;
}

/** @throws PhasegraphError as {@link parseItem}, and `invalid-output` when it is no array of items with keys of their own */
export function parseItems(list: ListArtifact, returned: unknown, placeOf: PlaceOf): KeyedItems {
  if (!Array.isArray(returned)) {
    const got = returned === null ? 'null' : typeof returned;
    throw errors.invalidOutput(placeOf(), list.name, `expected an array of items, got ${got}`);
  }
  const items: KeyedItems = { keys: new Keys(), values: [] };
  for (const entry of returned) {
    const { key, value } = parseItem(list, entry, placeOf);
    if (!items.keys.add(key)) throw errors.duplicateKey(placeOf(), list.name, key);
    items.values.push(value);
  }
  return items;
}

/**
 * zod's issues in one line each, with the path to the value.
 *
 * @param item the place of the value in a list, with which the path begins
 */
export function describeIssues({ issues }: z.ZodError, item?: number): string {
  if (item === undefined) return z.prettifyError({ issues });
  return z.prettifyError({ issues: issues.map((issue) => ({ ...issue, path: [item, ...issue.path] })) });
}
