import { isSchema, numberOr, schemasByName, stringList, type Keywords } from './json-schema.js';
import { NoValueError } from './no-value.js';
import type { PartBuilder, Place } from './place.js';

/** An object with all that is required, and outside recursion with what is optional, too. */
export function objectValue(schema: Keywords, place: Place, builder: PartBuilder): unknown {
  const required = stringList(schema['required']);
  const most = numberOr(schema['maxProperties'], Infinity);
  const entries: [string, unknown][] = required.map((name) => [
    name,
    propertyValue(schema, name, place, builder),
  ]);
  if (!place.small) {
    for (const [name] of schemasByName(schema['properties'])) {
      if (required.includes(name) || entries.length >= most) continue;
      try {
        entries.push([name, propertyValue(schema, name, place, builder)]);
      } catch (error) {
        if (!(error instanceof NoValueError)) throw error; // an optional property that nothing fits is left out
      }
    }
  }
  fillProperties(schema, entries, place, builder);
  if (entries.length > most) throw new NoValueError(place.path, `it requires more than ${most} properties`);
  return Object.fromEntries(entries);
}

function fillProperties(
  schema: Keywords,
  entries: [string, unknown][],
  place: Place,
  builder: PartBuilder,
): void {
  const least = numberOr(schema['minProperties'], 0);
  const named = schemasByName(schema['properties']).map(([name]) => name);
  const names = new Set(entries.map(([name]) => name));
  for (let i = 1; entries.length < least; i++) {
    const name = named.find((each) => !names.has(each)) ?? `sample-${i}`;
    if (names.has(name)) continue;
    if ('propertyNames' in schema)
      throw new NoValueError(place.path, 'the keyword "propertyNames" is not supported');
    names.add(name);
    entries.push([name, propertyValue(schema, name, place, builder)]);
  }
}

function propertyValue(schema: Keywords, name: string, place: Place, builder: PartBuilder): unknown {
  const parts = schemasByName(schema['properties'])
    .filter(([key]) => key === name)
    .map(([, part]) => part);
  for (const [pattern, part] of schemasByName(schema['patternProperties'])) {
    if (new RegExp(pattern, 'u').test(name)) parts.push(part);
  }
  const rest = schema['additionalProperties'];
  if (parts.length === 0) parts.push(isSchema(rest) ? rest : true);
  return builder.build(parts.length === 1 && parts[0] !== undefined ? parts[0] : { allOf: parts }, {
    ...place,
    path: `${place.path}/properties/${name}`,
    name,
  });
}
