import { z } from 'zod';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { errors } from '../errors.js';
import type { ErrorPlace } from '../errors.js';
import type { KeyedItems } from './values.js';

/** An item of a keyed list with the key that it brings. */
export interface KeyedItem {
  readonly key: string;
  readonly value: unknown;
}

/** Where a value came from: asked for only when there is something to say about it. */
export type PlaceOf = () => ErrorPlace;

/** @throws PhasegraphError `invalid-output` when the value does not fit the artifact's schema */
export function parseValue(artifact: AnyArtifact, value: unknown, placeOf: PlaceOf): unknown {
  const parsed = artifact.schema.safeParse(value);
  if (!parsed.success) throw errors.invalidOutput(placeOf(), artifact.name, describeIssues(parsed.error));
  return parsed.data;
}

/** @throws PhasegraphError `invalid-output` when the item breaks the schema or its key cannot be one */
export function parseItem(list: ListArtifact, item: unknown, placeOf: PlaceOf): KeyedItem {
  const value = parseValue(list, item, placeOf);
  const key: unknown = list.keyOf?.(value);
  if (typeof key !== 'string' || key.length === 0 || key.length > 200)
    throw errors.invalidKey(placeOf(), list.name, key);
  return { key, value };
}

/** @throws PhasegraphError `invalid-output` when it is no array of items with keys of their own */
export function parseItems(list: ListArtifact, returned: unknown, placeOf: PlaceOf): KeyedItems {
  if (!Array.isArray(returned)) {
    const got = returned === null ? 'null' : typeof returned;
    throw errors.invalidOutput(placeOf(), list.name, `expected an array of items, got ${got}`);
  }
  const items: KeyedItems = { keys: [], known: new Set(), values: [] };
  for (const entry of returned) {
    const { key, value } = parseItem(list, entry, placeOf);
    // One look-up: the set has not grown when it had the key.
    if (items.known.add(key).size === items.keys.length) throw errors.duplicateKey(placeOf(), list.name, key);
    items.keys.push(key);
    items.values.push(value);
  }
  return items;
}

/** zod's issues in one line each, with the path to the value. */
export function describeIssues(error: z.ZodError): string {
  return z.prettifyError(error);
}
