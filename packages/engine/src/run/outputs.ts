import { z } from 'zod';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { errors } from '../errors.js';
import type { ErrorPlace } from '../errors.js';

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
export function parseItems(list: ListArtifact, returned: unknown, placeOf: PlaceOf): KeyedItem[] {
  if (!Array.isArray(returned)) {
    const got = returned === null ? 'null' : typeof returned;
    throw errors.invalidOutput(placeOf(), list.name, `expected an array of items, got ${got}`);
  }
  const seen = new Set<string>();
  return returned.map((entry: unknown) => {
    const item = parseItem(list, entry, placeOf);
    if (seen.has(item.key)) throw errors.duplicateKey(placeOf(), list.name, item.key);
    seen.add(item.key);
    return item;
  });
}

/** zod's issues in one line each, with the path to the value. */
export function describeIssues(error: z.ZodError): string {
  return z.prettifyError(error);
}
