import { z } from 'zod';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import type { Phase } from '../declare/phase.js';
import { errors } from '../errors.js';
import type { ErrorPlace } from '../errors.js';

/** An item of a keyed list with the key that it brings. */
export interface KeyedItem {
  readonly key: string;
  readonly value: unknown;
}

/** What an attempt gave, parsed: single values and items of unkeyed lists by artifact, items of keyed lists. */
export interface ParsedOutputs {
  readonly values: ReadonlyMap<string, unknown>;
  readonly items: ReadonlyMap<string, readonly KeyedItem[]>;
}

/**
 * Parses what `run` returned against the schemas of its outputs.
 *
 * @param emitted how many items each keyed list has been given by `emit` already: such a list may be left out
 * @throws PhasegraphError `invalid-output` for the first output that does not fit
 */
export function parseOutputs(
  phase: Phase,
  returned: unknown,
  place: ErrorPlace,
  emitted: (list: string) => boolean,
): ParsedOutputs {
  const values = new Map<string, unknown>();
  const items = new Map<string, KeyedItem[]>();
  const record: Record<string, unknown> =
    typeof returned === 'object' && returned !== null ? { ...returned } : {};
  for (const [name, artifact] of Object.entries(phase.outputs)) {
    const value = record[name];
    if (artifact.kind === 'list' && artifact.keyed) {
      if (value === undefined && (emitted(artifact.name) || returned === undefined || returned === null))
        continue;
      items.set(artifact.name, parseItems(artifact, value, place));
    } else {
      values.set(artifact.name, parseValue(artifact, value, place));
    }
  }
  return { values, items };
}

/** @throws PhasegraphError `invalid-output` when the item breaks the schema or its key cannot be one */
export function parseItem(list: ListArtifact, item: unknown, place: ErrorPlace): KeyedItem {
  const value = parseValue(list, item, place);
  const key: unknown = list.keyOf?.(value);
  if (typeof key !== 'string' || key.length === 0 || key.length > 200)
    throw errors.invalidKey(place, list.name, key);
  return { key, value };
}

function parseItems(list: ListArtifact, returned: unknown, place: ErrorPlace): KeyedItem[] {
  if (!Array.isArray(returned)) {
    throw errors.invalidOutput(place, list.name, `expected an array of items, got ${describe(returned)}`);
  }
  const seen = new Set<string>();
  return returned.map((entry: unknown) => {
    const item = parseItem(list, entry, place);
    if (seen.has(item.key)) throw errors.duplicateKey(place, list.name, item.key);
    seen.add(item.key);
    return item;
  });
}

function parseValue(artifact: AnyArtifact, value: unknown, place: ErrorPlace): unknown {
  const parsed = artifact.schema.safeParse(value);
  if (!parsed.success) throw errors.invalidOutput(place, artifact.name, describeIssues(parsed.error));
  return parsed.data;
}

/** zod's issues in one line each, with the path to the value. */
export function describeIssues(error: z.ZodError): string {
  return z.prettifyError(error);
}

function describe(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
