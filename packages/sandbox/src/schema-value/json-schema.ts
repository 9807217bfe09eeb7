/** A JSON schema (draft 7 or 2020-12): keywords, or `true`/`false` for anything/nothing. */
export type JsonSchema = boolean | Keywords;
export interface Keywords {
  readonly [keyword: string]: unknown;
}

export type TypeName = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

const TYPE_NAMES: readonly string[] = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

export function isKeywords(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isKeywords(value);
}

/** The schemas of a keyword that maps names to schemas (`properties`, `$defs`, `patternProperties`). */
export function schemasByName(value: unknown): [name: string, schema: JsonSchema][] {
  if (!isKeywords(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1]));
}

/** The schemas of a keyword that lists schemas (`anyOf`, `allOf`, `prefixItems`). */
export function schemaList(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

export function stringList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function numberOr<Fallback>(value: unknown, fallback: Fallback): number | Fallback {
  return typeof value === 'number' ? value : fallback;
}

/** The types a schema names, or the one that its keywords imply; a schema that implies none is taken as a string. */
export function typesOf(schema: Keywords): TypeName[] {
  const named = typeof schema['type'] === 'string' ? [schema['type']] : stringList(schema['type']);
  const known = named.filter((name): name is TypeName => TYPE_NAMES.includes(name));
  if (known.length > 0) return known;
  if (['properties', 'required', 'additionalProperties', 'minProperties'].some((key) => key in schema)) {
    return ['object'];
  }
  if (['items', 'prefixItems', 'minItems', 'maxItems'].some((key) => key in schema)) return ['array'];
  if (['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum'].some((key) => key in schema))
    return ['number'];
  return ['string'];
}

/** The type of a JSON value, as `type` names it; whole numbers are `integer`. */
export function typeOfValue(value: unknown): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'object';
}
