import { NoValueError } from './no-value.js';
import {
  isKeywords,
  isSchema,
  schemaList,
  stringList,
  typeOfValue,
  typesOf,
  type JsonSchema,
  type Keywords,
} from './json-schema.js';

/** Keywords that constrain nothing: a schema of these alone says nothing about a value. */
const ANNOTATIONS = [
  '$schema',
  '$id',
  '$comment',
  '$defs',
  'definitions',
  'title',
  'description',
  'default',
  'examples',
];

export function constrains(schema: Keywords): boolean {
  return Object.keys(schema).some((keyword) => !ANNOTATIONS.includes(keyword));
}

/** One schema for the values that satisfy both. References inside are kept, as members of an `allOf` where need be. */
export function mergeSchemas(first: JsonSchema, second: JsonSchema): JsonSchema {
  if (first === false || second === false) return false;
  if (first === true) return second;
  if (second === true) return first;
  const merged: Record<string, unknown> = { ...first };
  for (const [keyword, value] of Object.entries(second)) {
    merged[keyword] = keyword in first ? mergeKeyword(keyword, first[keyword], value) : value;
  }
  if (Array.isArray(merged['type']) && merged['type'].length === 0) return false;
  closeProperties(merged, first, second);
  return merged;
}

function mergeKeyword(keyword: string, first: unknown, second: unknown): unknown {
  switch (keyword) {
    case 'minimum':
    case 'exclusiveMinimum':
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return Math.max(Number(first), Number(second));
    case 'maximum':
    case 'exclusiveMaximum':
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return Math.min(Number(first), Number(second));
    case 'required':
      return [...new Set([...stringList(first), ...stringList(second)])];
    case 'type':
      return commonTypes(typesOf({ type: first }), typesOf({ type: second }));
    case 'enum':
      return intersect(first, second);
    case 'allOf':
      return [...schemaList(first), ...schemaList(second)];
    case 'anyOf':
    case 'oneOf':
      return schemaList(first).flatMap((one) => schemaList(second).map((two) => ({ allOf: [one, two] })));
    case 'properties':
    case 'patternProperties':
      return mergeByName(first, second);
    case 'items':
    case 'additionalProperties':
      return isSchema(first) && isSchema(second) ? bothOf(first, second) : second;
    default:
      if (ANNOTATIONS.includes(keyword) || JSON.stringify(first) === JSON.stringify(second)) return second;
      throw new NoValueError('allOf', `two members set "${keyword}" differently, which is not supported`);
  }
}

/** What only one side names has to satisfy the other side's `additionalProperties`, too. */
function closeProperties(merged: Record<string, unknown>, first: Keywords, second: Keywords): void {
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const rest = other['additionalProperties'];
    if (!isSchema(rest) || rest === true || !isKeywords(one['properties'])) continue;
    const named = isKeywords(other['properties']) ? other['properties'] : {};
    const properties: Record<string, unknown> = isKeywords(merged['properties'])
      ? { ...merged['properties'] }
      : {};
    for (const name of Object.keys(one['properties'])) {
      const schema = properties[name];
      if (!Object.hasOwn(named, name) && isSchema(schema)) properties[name] = bothOf(schema, rest);
    }
    merged['properties'] = properties;
  }
}

function mergeByName(first: unknown, second: unknown): unknown {
  const names = new Map<string, JsonSchema>();
  for (const [name, schema] of [...Object.entries(first ?? {}), ...Object.entries(second ?? {})]) {
    if (!isSchema(schema)) continue;
    const known = names.get(name);
    names.set(name, known === undefined ? schema : bothOf(known, schema));
  }
  return Object.fromEntries(names);
}

function bothOf(first: JsonSchema, second: JsonSchema): JsonSchema {
  return first === false || second === false ? false : { allOf: [first, second] };
}

function commonTypes(first: string[], second: string[]): string[] {
  return [
    ...new Set([
      ...first.filter((type) => accepts(second, type)),
      ...second.filter((type) => accepts(first, type)),
    ]),
  ];
}

/** Whether a list of types has a type, or the wider `number` for an integer. */
function accepts(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

function intersect(first: unknown, second: unknown): unknown[] {
  if (!Array.isArray(first) || !Array.isArray(second)) return [];
  const texts = second.map((value) => JSON.stringify(value));
  return first.filter((value) => texts.includes(JSON.stringify(value)));
}

/** Whether a value has one of the types that a schema names (true when it names none). */
export function hasNamedType(schema: Keywords, value: unknown): boolean {
  if (!('type' in schema)) return true;
  return accepts(typesOf(schema), typeOfValue(value));
}
