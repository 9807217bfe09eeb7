import type { AnyArtifact } from '../declare/artifact.js';
import type { Given } from '../declare/pipeline.js';
import { errors } from '../errors.js';
import type { ErrorPlace } from '../errors.js';
import { didYouMean } from '../graph/suggest.js';
import type { Plan } from '../plan/plan.js';
import { describeIssues, parseItem } from './outputs.js';
import type { KeyedItems } from './values.js';

/** A given value, parsed. */
export type GivenValue =
  | { readonly artifact: AnyArtifact; readonly value: unknown }
  | { readonly artifact: AnyArtifact; readonly items: KeyedItems };

/**
 * Parses the values that a run is given and its overrides.
 *
 * @throws PhasegraphError `invalid-given` for the first that is missing, unknown or does not fit its schema
 */
export function parseGiven(
  plan: Plan,
  given: Given,
  values: Readonly<Record<string, unknown>>,
  override: Readonly<Record<string, unknown>>,
): GivenValue[] {
  for (const name of Object.keys(values)) {
    if (name in given) continue;
    const similar = didYouMean(name, Object.keys(given));
    throw errors.unknownGiven(name, similar === undefined ? '' : ` Did you mean "${similar}"?`);
  }
  const supplied = new Map(Object.entries(override));
  for (const [name, artifact] of Object.entries(given)) {
    if (name in values && !supplied.has(artifact.name)) supplied.set(artifact.name, values[name]);
  }
  return plan.given.map((artifact) => {
    if (!supplied.has(artifact.name)) throw errors.missingGiven(artifact.name);
    return parseOne(artifact, supplied.get(artifact.name));
  });
}

function parseOne(artifact: AnyArtifact, value: unknown): GivenValue {
  if (artifact.kind === 'artifact') {
    const parsed = artifact.schema.safeParse(value);
    if (!parsed.success) throw errors.invalidGiven(artifact.name, describeIssues(parsed.error));
    return { artifact, value: parsed.data };
  }
  if (!Array.isArray(value)) throw errors.invalidGiven(artifact.name, 'expected an array of items');
  const items: KeyedItems = { keys: [], known: new Set(), values: [] };
  let at = 0;
  const placeOf = (): ErrorPlace => ({ task: `given item ${at}` });
  for (; at < value.length; at++) {
    const item = parseItem(artifact, value[at], placeOf);
    // One look-up: the set has not grown when it had the key.
    if (items.known.add(item.key).size === at)
      throw errors.invalidGiven(artifact.name, `two items have the key "${item.key}"`);
    items.keys.push(item.key);
    items.values.push(item.value);
  }
  return { artifact, items };
}
