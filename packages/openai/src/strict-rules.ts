import type { JsonSchema } from './strict-schema.js';

/**
 * What keeps a schema from being sent with `strict: true`, each with its path: the provider's page on structured outputs,
 * "Supported schemas".
 */
export function strictProblems(schema: JsonSchema): string[] {
  const found: Findings = { problems: [], properties: 0, enumValues: 0, tooDeep: false };
  if (schema['type'] !== 'object') found.problems.push('the root is not an object; wrap it in z.object()');
  visit(schema, '', 1, found);
  for (const definitions of [schema['$defs'], schema['definitions']]) {
    for (const [name, part] of entriesOf(definitions)) visit(part, `$defs.${name}`, 1, found);
  }
  if (found.properties > mostProperties) {
    found.problems.push(`it has ${found.properties} properties in all; ${mostProperties} are allowed`);
  }
  if (found.enumValues > mostEnumValues) {
    found.problems.push(`it has ${found.enumValues} enum values in all; ${mostEnumValues} are allowed`);
  }
  return found.problems;
}

const mostProperties = 5000;
const mostEnumValues = 1000;
const deepest = 10;

const supported = new Set(
  (
    'type properties required additionalProperties items anyOf enum const $ref $defs definitions description title ' +
    'pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems'
  ).split(' '),
);

/** What to write instead, by the keyword that zod makes of it. */
const insteadOf: Readonly<Record<string, string>> = {
  allOf: 'an intersection; merge the objects into one z.object()',
  prefixItems: 'a tuple; use an object with a property for each place',
  propertyNames: 'a record; use an array of objects with a key and a value',
  default: 'a default; make it .nullable() and fill it in after the call',
  oneOf: 'an exclusive union; use z.union()',
  not: 'a negation; say in the description what is not wanted',
};

interface Findings {
  readonly problems: string[];
  properties: number;
  enumValues: number;
  tooDeep: boolean;
}

/** `depth` counts objects; a `$ref` is not followed, what it names is visited by itself. */
function visit(schema: unknown, path: string, depth: number, found: Findings): void {
  const at = path === '' ? '(root)' : path;
  const say = (problem: string): void => void found.problems.push(`${at} ${problem}`);
  // `items: false` ends a tuple, which has been named.
  if (!isSchema(schema)) return;
  const unsupported = Object.keys(schema).filter((keyword) => !supported.has(keyword));
  for (const keyword of unsupported)
    say(`is ${insteadOf[keyword] ?? `constrained by "${keyword}"; leave it out`}`);
  if (unsupported.length === 0 && !kinds.some((kind) => kind in schema)) {
    say('may be anything, or something that JSON has no type for; give it a type');
  }
  if (Array.isArray(schema['enum'])) found.enumValues += schema['enum'].length;
  if (hasType(schema, 'object')) visitObject(schema, path, depth, found, say);
  if ('items' in schema) visit(schema['items'], `${path}[]`, depth, found);
  if (Array.isArray(schema['anyOf'])) {
    if (path === '') say('is a union; wrap it in z.object()');
    schema['anyOf'].forEach((branch) => visit(branch, path, depth, found));
  }
}

const kinds = ['type', '$ref', 'anyOf', 'enum', 'const'];

function visitObject(
  schema: JsonSchema,
  path: string,
  depth: number,
  found: Findings,
  say: (problem: string) => void,
): void {
  if (depth > deepest) {
    // Once: everything below is too deep as well.
    if (!found.tooDeep) say(`is nested deeper than ${deepest} objects; flatten it`);
    found.tooDeep = true;
    return;
  }
  if (schema['additionalProperties'] !== false && !('propertyNames' in schema)) {
    say('takes properties that it does not name; use z.object() or z.strictObject()');
  }
  const properties = entriesOf(schema['properties']);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  found.properties += properties.length;
  for (const [name, part] of properties) {
    const partPath = path === '' ? name : `${path}.${name}`;
    if (!required.includes(name) && !(isSchema(part) && 'default' in part)) {
      found.problems.push(`${partPath} is optional; make it .nullable() instead`);
    }
    visit(part, partPath, depth + 1, found);
  }
}

/** A nullable value has two types. */
export function hasType(schema: JsonSchema, type: string): boolean {
  return schema['type'] === type || (Array.isArray(schema['type']) && schema['type'].includes(type));
}

function entriesOf(value: unknown): [string, unknown][] {
  return isSchema(value) ? Object.entries(value) : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
