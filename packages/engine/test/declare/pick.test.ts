import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, collect, definePhase, each, optional, pick } from '@phasegraph/engine';
import { z } from 'zod';

const strict = artifact('strict', z.strictObject({ tone: z.string(), phone: z.string().optional() }));
const refined = artifact(
  'refined',
  z.object({ tone: z.string() }).refine(({ tone }) => tone !== ''),
);
const open = artifact('open', z.looseObject({ tone: z.string() }));
const either = artifact(
  'either',
  z.union([z.object({ a: z.string() }), z.object({ a: z.string(), b: z.number() })]),
);
const parts = artifactList('parts', z.object({ id: z.string(), title: z.string() }), { key: ({ id }) => id });

/** `pick` as JavaScript may call it. */
const loose = pick as unknown as (from: unknown, ...keys: unknown[]) => unknown;

describe('pick', () => {
  it('names what it takes and of what', () => {
    expect(pick(strict, 'tone', 'phone')).toEqual({ kind: 'pick', from: strict, keys: ['tone', 'phone'] });
    expect(pick(each(parts), 'title')).toEqual({ kind: 'pick', from: each(parts), keys: ['title'] });
    expect(pick(optional(refined), 'tone')).toEqual({
      kind: 'pick',
      from: optional(refined),
      keys: ['tone'],
    });
  });

  it('refuses a property that the schema does not have, and says which there are', () => {
    expect(() => loose(strict, 'tone', 'fone')).toThrow(
      'pick("strict", "tone", "fone") takes "fone", which its schema does not have; there are: tone, phone.',
    );
    expect(() => loose(refined, 'tune')).toThrow('there are: tone');
    expect(() => loose(each(parts), 'name')).toThrow('there are: id, title');
    expect(() => loose(parts, 'name')).toThrow('there are: id, title');
  });

  it('leaves to the compiler what has no list of its properties, or lets others pass', () => {
    expect(() => loose(open, 'anything')).not.toThrow();
    expect(() => loose(either, 'b')).not.toThrow();
  });

  it('refuses to take nothing', () => {
    expect(() => loose(strict)).toThrow(
      'pick("strict") takes nothing; name the properties that the phase reads.',
    );
  });

  it('refuses to take something twice', () => {
    expect(() => loose(strict, 'tone', 'tone')).toThrow(
      'pick("strict", "tone", "tone") takes "tone" twice; name each property once.',
    );
  });

  it.each([
    ['each()', { kind: 'each', list: pick(parts, 'title') }],
    ['collect()', { kind: 'collect', list: pick(parts, 'title') }],
    ['optional()', { kind: 'optional', artifact: pick(strict, 'tone') }],
  ])('is put around %s, not inside of it', (_, input) => {
    const declare = definePhase as (options: unknown) => unknown;
    const options = { name: 'x', inputs: { input }, outputs: { open }, run: () => undefined };
    expect(() => declare(options)).toThrow('put pick() around it: pick(each(list), "name")');
  });

  it.each([
    ['what is collected', collect(parts, { min: 1 }), 'collect()'],
    ['an optional list', optional(parts), 'optional()'],
    ['a part', pick(strict, 'tone'), 'pick()'],
    ['a number', 42, '42'],
  ])('refuses to take a part of %s', (_, from, shown) => {
    expect(() => loose(from, 'tone')).toThrow(`pick() was called with ${shown}; use an artifact`);
  });
});
