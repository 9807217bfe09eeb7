import { describe, expect, it } from '@jest/globals';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { strictProblems } from '../src/strict-schema.js';

const closed = (properties: Record<string, unknown>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

describe('strictProblems', () => {
  it('accepts what the client makes of a zod schema', () => {
    const Node: z.ZodType = z.lazy(() => z.object({ name: z.string().min(1), children: z.array(Node) }));
    const schema = z.object({
      tree: Node,
      kind: z.enum(['a', 'b']),
      note: z.string().nullable(),
      either: z.discriminatedUnion('is', [
        z.object({ is: z.literal('x'), n: z.int() }),
        z.object({ is: z.literal('y') }),
      ]),
    });
    expect(strictProblems(zodTextFormat(schema, 'tree').schema)).toEqual([]);
  });

  it.each([
    [
      { type: 'array', items: { type: 'string' } },
      `schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.`,
    ],
    [{ ...closed({}), anyOf: [] }, "In context=(), 'anyOf' is not permitted at the root."],
    [{ ...closed({}), additionalProperties: true }, "In context=(), 'additionalProperties' is required"],
    [{ ...closed({ a: { type: 'string' } }), required: [] }, "In context=(), 'required' is required"],
    [{ ...closed({}), required: ['b'] }, "Extra required key 'b' supplied."],
    [closed({ a: {} }), "In context=('properties', 'a'), schema must have a 'type' key."],
    [closed({ a: { type: 'array' } }), "In context=('properties', 'a'), array schema missing items."],
    [
      closed({ a: { type: 'object', properties: {} } }),
      "In context=('properties', 'a'), 'additionalProperties'",
    ],
    [closed({ a: { oneOf: [] } }), "In context=('properties', 'a'), 'oneOf' is not permitted."],
    [
      closed({ a: { anyOf: [{ type: ['object', 'null'] }] } }),
      "In context=('properties', 'a', 'anyOf', '0')",
    ],
    [
      { ...closed({}), $defs: { d: { type: 'object' } } },
      "In context=('$defs', 'd'), 'additionalProperties'",
    ],
    [
      { ...closed({}), definitions: { d: { type: 'object' } } },
      "In context=('definitions', 'd'), 'additionalProperties'",
    ],
  ])('refuses %j', (schema, problem) => {
    const problems = strictProblems(schema);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('names every problem at once', () => {
    const schema = { type: 'object', properties: { a: { type: 'object', properties: { b: {} } } } };
    expect(strictProblems(schema)).toHaveLength(5);
  });

  it('keeps to the sizes that the provider allows', () => {
    const nested = Array.from({ length: 10 }).reduce<object>((inner) => closed({ a: inner }), {
      type: 'string',
    });
    expect(strictProblems({ ...nested })).toEqual([]);
    expect(strictProblems(closed({ a: closed({ a: nested }) }))[0]).toContain('nests deeper than 10');
    const many = closed(
      Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`p${i}`, { type: 'string' }])),
    );
    expect(strictProblems(many)).toEqual([
      'a schema may have 5000 object properties at most, this one has 5001.',
    ]);
    const values = closed({ a: { enum: Array.from({ length: 1001 }, (_, i) => `v${i}`) } });
    expect(strictProblems(values)).toEqual([
      'a schema may have 1000 enum values at most, this one has 1001.',
    ]);
  });
});
