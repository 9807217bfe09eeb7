import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { fingerprintOf } from '../../src/store/fingerprint.js';
import type { TaskWork } from '../../src/store/fingerprint.js';

describe('fingerprintOf', () => {
  it('is 64 hexadecimal digits, and the same for the same work', () => {
    expect(fingerprintOf(work({}))).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprintOf(work({}))).toBe(fingerprintOf(work({})));
  });

  it('stays what it is from release to release: recorded results hang on it', () => {
    expect(fingerprintOf(work({}))).toBe('062ad6747fc02ff0d7ec3de7eb24e121275b54025d2e12178eb433a326e6859a');
  });

  it.each<[string, Partial<TaskWork>]>([
    ['phase', { phase: 'other' }],
    ['key', { key: 'a' }],
    ['way to it', { path: ['outer[a]'] }],
    ['version', { version: '2' }],
    ['code', { code: '() => 2' }],
    ['schema', { schemas: { text: z.string().max(5) } }],
    ['name of an output', { schemas: { words: z.string() } }],
    ['value of an input', { inputs: { topic: 'bread', part: { id: 2 } } }],
    ['name of an input', { inputs: { subject: 'bread', part: { id: 1 } } }],
    ['resource', { resources: { model: 'large' } }],
  ])('changes with the %s', (_, change) => {
    expect(fingerprintOf(work(change))).not.toBe(fingerprintOf(work({})));
  });

  it('tells one way from another, and does not change where there is none', () => {
    const ways = [['outer[a]'], ['outer[b]'], ['outer[a]', 'middle'], ['middle', 'outer[a]']];
    expect(new Set(ways.map((path) => fingerprintOf(work({ path })))).size).toBe(4);
    expect(fingerprintOf(work({ path: [] }))).toBe(fingerprintOf(work({})));
  });

  it('does not change with the order of inputs', () => {
    expect(fingerprintOf(work({ inputs: { part: { id: 1 }, topic: 'bread' } }))).toBe(
      fingerprintOf(work({})),
    );
  });

  it('tells an optional input that is missing from one that is null', () => {
    const missing = fingerprintOf(work({ inputs: { topic: undefined } }));
    expect(missing).not.toBe(fingerprintOf(work({ inputs: { topic: null } })));
  });
});

describe('the schemas in a fingerprint', () => {
  it.each<[string, () => z.ZodType]>([
    ['an object', () => z.object({ a: z.string().min(1), b: z.array(z.number()).nullable() })],
    ['a refinement', () => z.string().refine((text) => text !== '')],
    ['a transform', () => z.string().transform((text) => text.length)],
    ['a preprocess', () => z.preprocess((text) => String(text), z.string())],
    ['a recursion', () => tree()],
    [
      'what JSON schema cannot say',
      () => z.object({ d: z.date(), b: z.instanceof(Uint8Array), n: z.bigint() }),
    ],
  ])('are the same for %s that is declared again', (_, make) => {
    expect(ofSchema(make())).toBe(ofSchema(make()));
  });

  it.each<[string, z.ZodType, z.ZodType]>([
    ['a bound', z.string().min(1), z.string().min(2)],
    ['a property', z.object({ a: z.string() }), z.object({ b: z.string() })],
    ['a description, which is part of what a model is asked', z.string(), z.string().describe('A name.')],
    ['a refinement', z.string().refine((text) => text > 'a'), z.string().refine((text) => text > 'b')],
    ['a transform', z.string().transform((t) => t.length), z.string().transform((t) => t.length + 1)],
    [
      'what comes before',
      z.preprocess((t) => `${String(t)}a`, z.string()),
      z.preprocess((t) => `${String(t)}b`, z.string()),
    ],
    ['the type, where JSON schema has none', z.date(), z.bigint()],
    ['the items of a set', z.set(z.string()), z.set(z.number())],
    ['the values of a map', z.map(z.string(), z.string()), z.map(z.string(), z.date())],
  ])('change with %s', (_, one, other) => {
    expect(ofSchema(one)).not.toBe(ofSchema(other));
  });

  it('do not change with the wording of an error', () => {
    expect(ofSchema(z.string({ error: () => 'a' }))).toBe(ofSchema(z.string({ error: () => 'b' })));
  });

  it('have a fingerprint when they cannot be expressed at all', () => {
    // Two schemas of one id: JSON schema has no place for both.
    const clash = z.object({ a: z.string().meta({ id: 'x' }), b: z.number().meta({ id: 'x' }) });
    expect(ofSchema(clash)).toBe(ofSchema(clash));
    expect(ofSchema(clash)).not.toBe(ofSchema(z.string()));
  });
});

/** The fingerprint of a task that gives a value of the schema. */
function ofSchema(schema: z.ZodType): string {
  return fingerprintOf(work({ schemas: { text: schema } }));
}

function work(change: Partial<TaskWork>): TaskWork {
  return {
    phase: 'write',
    version: '1',
    code: '() => 1',
    schemas: { text: z.string() },
    inputs: { topic: 'bread', part: { id: 1 } },
    resources: { model: 'small' },
    ...change,
  };
}

function tree(): z.ZodType {
  const node: z.ZodType = z.object({
    name: z.string(),
    get children() {
      return z.array(node);
    },
  });
  return node;
}
