import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsModule from 'ajv-formats';
import fc from 'fast-check';
import { z } from 'zod';
import type { JsonSchema } from '../../src/schema-value/json-schema.js';
import { valueForSchema } from '../../src/schema-value/value-for-schema.js';

// The module is CommonJS: its plugin is the default export's `default` for ES modules, itself for the type checker.
const addFormats = ((formatsModule as { default?: unknown }).default ?? formatsModule) as (
  ajv: Ajv2020,
) => void;

const ajv = new Ajv2020({ strict: false });
addFormats(ajv);

/** What an independent validator has to say about the value; empty when it is valid. */
function problems(schema: JsonSchema, value: unknown = valueForSchema(schema)): string {
  const validate = ajv.compile(schema);
  return validate(value) ? '' : `${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`;
}

const bounds = (min: number, max: number): fc.Arbitrary<[number, number]> =>
  fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .map(([one, two]) => [Math.min(one, two), Math.max(one, two)]);

const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constant({ type: 'boolean' }),
  fc.constant({ type: 'null' }),
  fc.constant({}),
  fc
    .constantFrom('date', 'time', 'date-time', 'duration', 'email', 'hostname', 'uri', 'uuid', 'ipv4', 'ipv6')
    .map((format) => ({
      type: 'string',
      format,
    })),
  bounds(0, 60).map(([minLength, maxLength]) => ({ type: 'string', minLength, maxLength })),
  fc
    .constantFrom(
      '^[a-z]+$',
      '^\\d{3}-\\d{4}$',
      '^#[0-9a-fA-F]{6}$',
      '[A-Z]{2}',
      '^(GET|POST) /\\w*$',
      '^[^a-z\\s]{2,}$',
    )
    .map((pattern) => ({ type: 'string', pattern })),
  bounds(-1000, 1000).map(([minimum, maximum]) => ({ type: 'integer', minimum, maximum })),
  bounds(-1000, 1000).map(([low, high]) => ({
    type: 'number',
    exclusiveMinimum: low,
    exclusiveMaximum: high + 1,
  })),
  fc.tuple(fc.constantFrom(1, 2, 5, 0.5, 0.25), bounds(-100, 100)).map(([multipleOf, [minimum, high]]) => ({
    type: 'number',
    multipleOf,
    minimum,
    maximum: high + 5,
  })),
  fc
    .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: 1 })
    .map((values) => ({ enum: values })),
  fc.jsonValue().map((value) => ({ const: value })),
  fc.constantFrom('string', 'integer', 'object', 'array').map((type) => ({ type: [type, 'null'] })),
);

const DEFINITIONS = ['first', 'second', 'third'];
const reference = fc
  .constantFrom('#', ...DEFINITIONS.map((name) => `#/$defs/${name}`))
  .map(($ref) => ({ $ref }));
// A reference alone could be a value without an end: each of these leaves a way out. They stand inside an object,
// because a definition that is nothing but itself sends the validator round for ever.
const wayOut: fc.Arbitrary<JsonSchema> = fc
  .oneof(
    reference.map((ref) => ({ anyOf: [ref, { type: 'null' }] })),
    reference.map((items) => ({ type: 'array', items })),
    fc.tuple(reference, reference).map(([one, two]) => ({ anyOf: [one, two, { type: 'string' }] })),
  )
  .map((next) => ({ type: 'object', properties: { next }, required: ['next'] }));

const { schema: anySchema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'schema' },
    leaf,
    wayOut,
    objectOf(tie('schema'), fc.string({ maxLength: 8 })),
    fc
      .tuple(tie('schema'), bounds(0, 4))
      .map(([items, [minItems, maxItems]]) => ({ type: 'array', items, minItems, maxItems })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc
      .array(tie('schema'), { minLength: 1, maxLength: 3 })
      .map((prefixItems) => ({ type: 'array', prefixItems, minItems: prefixItems.length, items: false })),
    // Two halves that name different properties, so that one value can satisfy both.
    fc
      .tuple(
        objectOf(tie('schema'), fc.constantFrom('a', 'b')),
        objectOf(tie('schema'), fc.constantFrom('c', 'd')),
      )
      .map(([one, two]) => ({
        allOf: [
          { ...one, additionalProperties: true },
          { ...two, additionalProperties: true },
        ],
      })),
  ),
}));

function objectOf(part: fc.Arbitrary<JsonSchema>, name: fc.Arbitrary<string>) {
  return fc.dictionary(name, fc.tuple(part, fc.boolean()), { maxKeys: 4 }).map((entries) => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(entries).map(([key, [schema]]) => [key, schema])),
    required: Object.keys(entries).filter((key) => entries[key]?.[1]),
    additionalProperties: false,
  }));
}

const rootSchema = fc
  .tuple(objectOf(anySchema, fc.string({ maxLength: 8 })), fc.tuple(anySchema, anySchema, anySchema))
  .map(([root, definitions]) => ({
    ...root,
    $defs: Object.fromEntries(DEFINITIONS.map((name, i) => [name, definitions[i] ?? true])),
  }));

/** Drawn schemas take the validator a while to compile on a busy machine. */
const PATIENCE_MS = 60_000;

describe('valueForSchema', () => {
  it(
    'makes a value that the schema accepts, for drawn schemas with recursion',
    () => {
      fc.assert(
        fc.property(rootSchema, (schema) => {
          expect(problems(schema)).toBe('');
        }),
        { numRuns: 100 },
      );
    },
    PATIENCE_MS,
  );

  it(
    'makes the same value each time',
    () => {
      fc.assert(
        fc.property(rootSchema, (schema) => {
          expect(valueForSchema(structuredClone(schema))).toEqual(valueForSchema(schema));
        }),
      );
    },
    PATIENCE_MS,
  );

  it('gives list items keys of their own', () => {
    const item = {
      type: 'object',
      properties: { id: { type: 'string' }, hero: { enum: ['split', 'full'] } },
      required: ['id', 'hero'],
    };
    expect(valueForSchema({ type: 'array', items: item, minItems: 3 })).toEqual([
      { id: 'sample-id-1', hero: 'split' },
      { id: 'sample-id-2', hero: 'full' },
      { id: 'sample-id-3', hero: 'split' },
    ]);
  });

  it('writes strings that read like the name of their property', () => {
    expect(valueForSchema({ type: 'object', properties: { pageTitle: { type: 'string' } } })).toEqual({
      pageTitle: 'Sample page title',
    });
  });

  it('ends for a tree that nests without a bound', () => {
    const tree = {
      $ref: '#/$defs/node',
      $defs: {
        node: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            children: { type: 'array', items: { $ref: '#/$defs/node' } },
          },
          required: ['name', 'children'],
          additionalProperties: false,
        },
      },
    };
    expect(problems(tree)).toBe('');
    expect(JSON.stringify(valueForSchema(tree)).length).toBeLessThan(5_000);
  });

  it('stays small where many definitions lead to each other', () => {
    const names = Array.from({ length: 12 }, (_, i) => `d${i}`);
    const links = Object.fromEntries(
      names.map((name) => [name, { anyOf: [{ $ref: `#/$defs/${name}` }, { type: 'null' }] }]),
    );
    const node = { type: 'object', properties: links, required: names, additionalProperties: false };
    const schema = { ...node, $defs: Object.fromEntries(names.map((name) => [name, node])) };
    expect(problems(schema)).toBe('');
  });

  it('holds what one half of an allOf names to the other half, too', () => {
    const schema = {
      allOf: [
        { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'integer' } },
        { type: 'object', properties: { a: { minLength: 30 }, b: {} }, required: ['b'] },
      ],
    };
    expect(problems(schema)).toBe('');
    expect(valueForSchema(schema)).toMatchObject({ b: 1 });
  });

  it('says where a schema has no value', () => {
    const endless = { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] };
    expect(() => valueForSchema(endless)).toThrow(/"#" leads back to itself without an end/);
    const empty = {
      type: 'object',
      properties: { count: { type: 'integer', minimum: 3, maximum: 2 } },
      required: ['count'],
    };
    expect(() => valueForSchema(empty)).toThrow('at #/properties/count: no number is inside its bounds');
    expect(() => valueForSchema({ type: 'string', not: { const: '' } })).toThrow(
      'the keyword "not" is not supported',
    );
  });

  it('keeps items apart where they have to be unique, and says when they cannot be', () => {
    expect(problems({ type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 3 })).toBe('');
    expect(() =>
      valueForSchema({ type: 'array', items: { enum: [1, 2] }, uniqueItems: true, minItems: 3 }),
    ).toThrow('fewer than 3 items that differ');
  });

  it.each([
    ['email', z.email()],
    ['uuid', z.uuid()],
    ['url', z.url()],
    ['date', z.iso.date()],
    ['datetime', z.iso.datetime()],
    ['time', z.iso.time()],
    ['duration', z.iso.duration()],
    ['ipv4', z.ipv4()],
    ['ipv6', z.ipv6()],
    ['slug', z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)],
    ['colour', z.string().regex(/^#[0-9a-f]{6}$/)],
    ['password', z.string().regex(/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z]).{8,}$/)],
    ['twin', z.string().regex(/^(?<letter>[a-z])\k<letter>$/)],
    ['non-latin', z.string().regex(/^\p{Script=Han}{2,3}$/u)],
    [
      'long word',
      z
        .string()
        .regex(/^[a-z]+$/)
        .min(40)
        .max(41),
    ],
    ['short text', z.string().max(3)],
    ['record', z.record(z.string(), z.number())],
    [
      'discriminated',
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('a'), n: z.int() }),
        z.object({ kind: z.literal('b') }),
      ]),
    ],
  ] as const)('satisfies zod itself: %s', (_, schema) => {
    const value = valueForSchema(z.toJSONSchema(schema) as JsonSchema); // zod writes the same drafts
    expect(schema.safeParse(value)).toMatchObject({ success: true });
  });
});
