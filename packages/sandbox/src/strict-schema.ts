import {
  isKeywords,
  isSchema,
  schemaList,
  schemasByName,
  stringList,
  type Keywords,
} from './schema-value/json-schema.js';

/** Keywords that strict structured outputs refuse. */
const FORBIDDEN = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'unevaluatedProperties',
  'prefixItems',
  'contains',
  'minContains',
  'maxContains',
  'uniqueItems',
  'unevaluatedItems',
];
const MOST_PROPERTIES = 5000;
const MOST_ENUM_VALUES = 1000;
const DEEPEST = 10;

/**
 * What keeps a schema from being used with `strict: true`, every problem at once, each worded as the provider words
 * it and naming its place. The rules are those of the provider's page on structured outputs ("Supported schemas").
 */
export function strictProblems(schema: Keywords): string[] {
  const survey: Survey = { problems: rootProblems(schema), properties: 0, enumValues: 0 };
  visit(schema, [], 1, survey);
  for (const keyword of ['$defs', 'definitions']) {
    for (const [name, definition] of schemasByName(schema[keyword]))
      visit(definition, [keyword, name], 1, survey);
  }
  if (survey.properties > MOST_PROPERTIES) {
    survey.problems.push(
      `a schema may have ${MOST_PROPERTIES} object properties at most, this one has ${survey.properties}.`,
    );
  }
  if (survey.enumValues > MOST_ENUM_VALUES) {
    survey.problems.push(
      `a schema may have ${MOST_ENUM_VALUES} enum values at most, this one has ${survey.enumValues}.`,
    );
  }
  return survey.problems;
}

interface Survey {
  problems: string[];
  properties: number;
  enumValues: number;
}

function rootProblems(schema: Keywords): string[] {
  const problems = [];
  if ('anyOf' in schema) problems.push(`${at([])}, 'anyOf' is not permitted at the root.`);
  if (!('$ref' in schema) && schema['type'] !== 'object') {
    const got = schema['type'] === undefined ? 'None' : JSON.stringify(schema['type']);
    problems.push(`schema must be a JSON Schema of 'type: "object"', got 'type: ${got}'.`);
  }
  return problems;
}

function visit(schema: unknown, path: readonly string[], depth: number, survey: Survey): void {
  const say = (problem: string): void => void survey.problems.push(`${at(path)}, ${problem}`);
  if (!isKeywords(schema)) {
    if (path.length > 0) say("schema must be an object with a 'type' key.");
    return;
  }
  for (const keyword of FORBIDDEN.filter((name) => name in schema)) say(`'${keyword}' is not permitted.`);
  if (!['type', '$ref', 'anyOf', 'enum', 'const', ...FORBIDDEN].some((keyword) => keyword in schema)) {
    say("schema must have a 'type' key.");
  }
  if (Array.isArray(schema['enum'])) survey.enumValues += schema['enum'].length;
  const types = typeof schema['type'] === 'string' ? [schema['type']] : stringList(schema['type']);
  if (types.includes('object') || 'properties' in schema) visitObject(schema, path, depth, survey, say);
  if (types.includes('array') && !isSchema(schema['items'])) say('array schema missing items.');
  if ('items' in schema) visit(schema['items'], [...path, 'items'], depth, survey);
  schemaList(schema['anyOf']).forEach((branch, i) =>
    visit(branch, [...path, 'anyOf', String(i)], depth, survey),
  );
}

function visitObject(
  schema: Keywords,
  path: readonly string[],
  depth: number,
  survey: Survey,
  say: (problem: string) => void,
): void {
  if (depth > DEEPEST) return say(`the schema nests deeper than ${DEEPEST} objects.`);
  if (schema['additionalProperties'] !== false) {
    say("'additionalProperties' is required to be supplied and to be false.");
  }
  const names = isKeywords(schema['properties']) ? Object.keys(schema['properties']) : [];
  const required = stringList(schema['required']);
  const missing = names.filter((name) => !required.includes(name));
  const extra = required.filter((name) => !names.includes(name));
  const rule = "'required' is required to be supplied and to be an array including every key in properties.";
  if (missing.length > 0) say(`${rule} Missing ${missing.map(quoted).join(', ')}.`);
  if (extra.length > 0) say(`${rule} Extra required key ${extra.map(quoted).join(', ')} supplied.`);
  survey.properties += names.length;
  for (const [name, part] of isKeywords(schema['properties']) ? Object.entries(schema['properties']) : []) {
    visit(part, [...path, 'properties', name], depth + 1, survey);
  }
}

/** The place as the provider writes it, a Python tuple: `In context=('properties', 'title')`. */
function at(path: readonly string[]): string {
  return `In context=(${path.map(quoted).join(', ')})`;
}

function quoted(text: string): string {
  return `'${text}'`;
}
