import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { answer } from '../src/index.js';
import { strictSchema } from '../src/strict-schema.js';

function problemsOf(schema: z.ZodType): string[] {
  try {
    strictSchema('answer', schema);
  } catch (error) {
    expect(error).toMatchObject({ code: 'schema-unsupported', retryable: false });
    // Checked above: it is a ModelError.
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

/** `depth` objects, one in the other. */
function nested(depth: number): z.ZodObject {
  return depth === 1 ? z.object({ end: z.string() }) : z.object({ in: nested(depth - 1) });
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index}`);
}

function withProperties(count: number): z.ZodObject {
  return z.object(Object.fromEntries(names(count).map((name) => [name, z.string()])));
}

function withEnum(count: number): z.ZodObject {
  return z.object({ e: z.enum(names(count)) });
}

describe('strictSchema', () => {
  it('gives a closed object with every property required', () => {
    const schema = z.object({ title: z.string(), parts: z.array(z.object({ n: z.int() })), note: z.null() });
    expect(strictSchema('answer', schema)).toEqual({
      type: 'object',
      properties: {
        title: { type: 'string' },
        parts: {
          type: 'array',
          items: {
            type: 'object',
            properties: { n: { type: 'integer' } },
            required: ['n'],
            additionalProperties: false,
          },
        },
        note: { type: 'null' },
      },
      required: ['title', 'parts', 'note'],
      additionalProperties: false,
    });
  });

  it('keeps the constraints that the provider knows', () => {
    const schema = z.object({
      n: z.number().min(1).max(9).multipleOf(2),
      list: z.array(z.boolean()).min(1).max(3),
      mail: z.email(),
      ratio: z.string().regex(/^\d+:\d+$/),
      kind: z.enum(['a', 'b']),
    });
    expect(strictSchema('answer', schema)['properties']).toEqual({
      n: { type: 'number', minimum: 1, maximum: 9, multipleOf: 2 },
      list: { type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 3 },
      mail: { type: 'string', format: 'email' },
      ratio: { type: 'string', pattern: '^\\d+:\\d+$' },
      kind: { type: 'string', enum: ['a', 'b'] },
    });
  });

  it('says in the description what the provider does not know', () => {
    const schema = z.object({
      title: z.string().min(1).max(60).describe('The title'),
      code: z.string().min(3),
      link: z.url(),
      picture: z.base64(),
      word: z.string().startsWith('a').endsWith('b'),
      password: z.string().regex(/^(?=.*\d).+$/),
    });
    expect(strictSchema('answer', schema)['properties']).toEqual({
      title: { type: 'string', description: 'The title (not empty; at most 60 characters)' },
      code: { type: 'string', description: '(at least 3 characters)' },
      link: { type: 'string', description: '(format uri)' },
      picture: { type: 'string', description: '(format base64)' },
      word: {
        type: 'string',
        description: '(matches the regular expression ^a.*; matches the regular expression .*b$)',
      },
      password: { type: 'string', description: '(matches the regular expression ^(?=.*\\d).+$)' },
    });
  });

  it('takes unions, discriminated ones too, and nullable values', () => {
    const shape = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('dot') }),
      z.object({ kind: z.literal('line'), length: z.number() }),
    ]);
    const place = z.object({ city: z.string() }).nullable();
    const schema = strictSchema('answer', z.object({ shape, note: z.string().nullable(), place }));
    expect(schema['properties']).toMatchObject({
      shape: { anyOf: [{ additionalProperties: false }, { required: ['kind', 'length'] }] },
      note: { type: ['string', 'null'] },
    });
    expect(JSON.stringify(schema)).not.toContain('oneOf');
    expect(JSON.stringify(schema['properties'])).toMatch(/"place":.*"city".*"additionalProperties":false/);
    expect(
      problemsOf(z.object({ place: z.object({ city: z.string().optional() }).nullable() })),
    ).toHaveLength(1);
  });

  it('takes recursive schemas', () => {
    const node = z.object({
      name: z.string(),
      get children() {
        return z.array(node);
      },
    });
    expect(problemsOf(node)).toEqual([]);
    expect(problemsOf(z.object({ root: node }))).toEqual([]);
  });

  it('names every problem at once, with its path and what to write instead', () => {
    const schema = z.object({
      items: z.array(z.object({ title: z.string().optional() })),
      meta: z.object({ when: z.date(), what: z.any() }),
      counts: z.record(z.string(), z.number()),
      pair: z.tuple([z.string(), z.number()]),
      size: z.string().default('m'),
      open: z.looseObject({ a: z.string() }),
    });
    expect(problemsOf(schema)).toEqual([
      '  - items[].title is optional; make it .nullable() instead',
      '  - meta.when may be anything, or something that JSON has no type for; give it a type',
      '  - meta.what may be anything, or something that JSON has no type for; give it a type',
      '  - counts is a record; use an array of objects with a key and a value',
      '  - pair is a tuple; use an object with a property for each place',
      '  - size is a default; make it .nullable() and fill it in after the call',
      '  - open takes properties that it does not name; use z.object() or z.strictObject()',
    ]);
  });

  it('looks into definitions', () => {
    const part = z.object({ title: z.string().optional() }).meta({ id: 'part' });
    expect(problemsOf(z.object({ one: part, two: part }))).toEqual([
      '  - $defs.part.title is optional; make it .nullable() instead',
    ]);
  });

  it.each<[string, z.ZodType, RegExp]>([
    ['an array', z.array(z.string()), /root is not an object/],
    ['a union', z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]), /\(root\) is a union/],
    ['a text', z.string(), /root is not an object/],
  ])('wants an object at the root, not %s', (_name, schema, message) => {
    expect(problemsOf(schema).join('\n')).toMatch(message);
  });

  it('allows ten objects in each other, not eleven', () => {
    expect(problemsOf(nested(10))).toEqual([]);
    expect(problemsOf(nested(11))).toEqual([expect.stringContaining('nested deeper than 10 objects')]);
  });

  it('allows 5000 properties, not 5001', () => {
    expect(problemsOf(withProperties(5000))).toEqual([]);
    expect(problemsOf(withProperties(5001))).toEqual(['  - it has 5001 properties in all; 5000 are allowed']);
  });

  it('allows 1000 enum values, not 1001', () => {
    expect(problemsOf(withEnum(1000))).toEqual([]);
    expect(problemsOf(withEnum(1001))).toEqual(['  - it has 1001 enum values in all; 1000 are allowed']);
  });

  it('refuses a name that the provider would', () => {
    for (const name of ['', 'with space', 'ümlaut', 'x'.repeat(65)]) {
      expect(() => strictSchema(name, z.object({}))).toThrow(/cannot be called/);
    }
  });

  it('is made once for a schema', () => {
    const schema = z.object({ a: z.string() });
    expect(strictSchema('one', schema)).toBe(strictSchema('two', schema));
  });
});

describe('answer', () => {
  it('gives name and schema as they are', () => {
    const schema = z.object({ a: z.string() });
    expect(answer('one', schema)).toEqual({ name: 'one', schema });
  });

  it('refuses where it is declared what no model can be held to, and a name that the provider would refuse', () => {
    const loose = z.object({ maybe: z.string().optional(), size: z.string().default('m') });
    expect(() => answer('one', loose)).toThrow(
      'The schema of "one" is outside of what strict structured outputs allow:\n' +
        '  - maybe is optional; make it .nullable() instead\n' +
        '  - size is a default; make it .nullable() and fill it in after the call',
    );
    expect(() => answer('no name', z.object({}))).toThrow(/cannot be called "no name"/);
  });
});
