import { isSchema, numberOr, schemaList, type JsonSchema, type Keywords } from './json-schema.js';
import { NoValueError } from './no-value.js';
import type { PartBuilder, Place } from './place.js';

/** Items of a list whose schema leaves the number open. */
const USUAL_ITEMS = 2;

/** Stands for a list item that cannot be made and need not be. */
const ABSENT: unique symbol = Symbol('absent');

/** A list of as many items as are asked for, two where that is open; none inside recursion where none is needed. */
export function arrayValue(schema: Keywords, place: Place, builder: PartBuilder): unknown {
  // Draft 7 writes tuples as a list of `items`, 2020-12 as `prefixItems`.
  const tuple = schemaList(schema['prefixItems'] ?? schema['items']);
  const rest = [schema['prefixItems'] ? schema['items'] : schema['additionalItems'], schema['items']].find(
    isSchema,
  );
  const least = numberOr(schema['minItems'], 0);
  const most = numberOr(schema['maxItems'], Infinity);
  const usual = place.small ? least : Math.max(least, tuple.length || USUAL_ITEMS);
  const count = Math.min(most, usual);
  if (least > most)
    throw new NoValueError(place.path, `it asks for at least ${least} and at most ${most} items`);
  const items: unknown[] = [];
  const seen = new Set<string>();
  const unique = schema['uniqueItems'] === true;
  const tries = unique ? count * 4 + 20 : count;
  for (let i = 0; items.length < count && i < tries; i++) {
    const item = itemValue(tuple[items.length] ?? rest ?? true, i, items.length < least, place, builder);
    if (item === ABSENT) break;
    if (unique) {
      const text = JSON.stringify(item);
      if (seen.has(text)) continue;
      seen.add(text);
    }
    items.push(item);
  }
  if (items.length < least)
    throw new NoValueError(place.path, `fewer than ${least} items that differ were found`);
  return items;
}

function itemValue(
  schema: JsonSchema,
  index: number,
  needed: boolean,
  place: Place,
  builder: PartBuilder,
): unknown {
  if (!needed && builder.height(schema) === Infinity) return ABSENT;
  try {
    return builder.build(schema, { ...place, path: `${place.path}/items`, serial: [...place.serial, index] });
  } catch (error) {
    if (needed || !(error instanceof NoValueError)) throw error;
    return ABSENT;
  }
}
