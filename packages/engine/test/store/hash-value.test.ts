import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decode, encode } from '../../src/store/codec.js';
import { hashValue } from '../../src/store/hash-value.js';
import { leaf, plainValue } from './arbitraries.js';

describe('hashValue', () => {
  it('is the same for the same value, made anew', () => {
    fc.assert(
      fc.property(plainValue(), (value) => {
        const { json, bytes } = encode(value);
        const copy = decode(json, {
          bytes: (sha256) => bytes.get(sha256)?.slice(),
          kept: () => undefined,
        })?.value;
        expect(hashValue(copy)).toBe(hashValue(value));
      }),
    );
  });

  it('does not change with the order of keys, entries and members', () => {
    fc.assert(
      fc.property(plainValue(), (value) => {
        expect(hashValue(turned(value))).toBe(hashValue(value));
      }),
    );
  });

  it('changes with any leaf', () => {
    const place = fc.array(fc.oneof(fc.nat({ max: 2 }), fc.constantFrom('a', 'b')), { maxLength: 5 });
    fc.assert(
      fc.property(place, leaf(), leaf(), plainValue(), (path, one, other, beside) => {
        fc.pre(!Object.is(encode(one).json, encode(other).json));
        expect(hashValue(around(one, path, beside))).not.toBe(hashValue(around(other, path, beside)));
      }),
    );
  });

  it('differs for different values, as far as their encoding does', () => {
    fc.assert(
      fc.property(plainValue(), plainValue(), (one, other) => {
        const same = hashValue(one) === hashValue(other);
        // Turned into one order first, since the encoding keeps the order that the hash does not look at.
        if (same) expect(sorted(one)).toEqual(sorted(other));
        else expect(encode(one).json).not.toBe(encode(other).json);
      }),
    );
  });

  it.each([
    ['1', 1],
    [1, 1n],
    [null, undefined],
    [[null], [undefined]],
    [[undefined], []],
    [{}, []],
    [{}, new Map()],
    [[], new Set()],
    [new Map(), new Set()],
    ['', null],
    [0, -0],
    [0, false],
    [Number.NaN, null],
    [['a,b'], ['a', 'b']],
    [
      [[1], 2],
      [1, [2]],
    ],
    [{ a: { b: 1 } }, { 'a.b': 1 }],
    [{ a: 1, b: 2 }, { a: '1,b:2' }],
    [{ 1: 'a' }, ['a']],
    [new Date(5), 5],
    [new Uint8Array([97]), 'a'],
    [new Uint8Array([1, 2]), [1, 2]],
    [new Uint8Array([1]), new Uint8Array([1, 0])],
    ['\ud800', '\ud801'],
    [new Error('a'), new Error('b')],
  ])('tells %p from %p', (one, other) => {
    expect(hashValue(one)).not.toBe(hashValue(other));
  });

  it('leaves out properties that are undefined, as JSON does', () => {
    expect(hashValue({ a: 1, b: undefined })).toBe(hashValue({ a: 1 }));
  });

  it('takes the holes of a sparse array for undefined', () => {
    // eslint-disable-next-line no-sparse-arrays -- a hole is what is tested
    expect(hashValue([, 1])).toBe(hashValue([undefined, 1]));
  });

  it('reads a value once, however many tasks take it', () => {
    let reads = 0;
    const artifact = {
      get text(): string {
        reads += 1;
        return 'a long text';
      },
    };
    const hashes = Array.from({ length: 100 }, () => hashValue(artifact));
    expect(new Set(hashes).size).toBe(1);
    expect(reads).toBe(1);
  });

  it('refuses what it cannot compare, with the way to it', () => {
    expect(() => hashValue({ pages: [{ render: () => '' }] })).toThrow(
      'The value at pages[0].render is a function',
    );
    expect(() => hashValue(Symbol('x'))).toThrow('The value at the top is a symbol');
    expect(() => hashValue({ url: new URL('http://localhost/') })).toThrow('is an instance of URL');
    const ring: unknown[] = [];
    ring.push(ring);
    expect(() => hashValue(ring)).toThrow('The value at [0] is an object that contains itself');
  });
});

/** The value with everything that has an order without meaning in the other order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value instanceof Map) return new Map([...value].toReversed().map(([key, item]) => [key, turned(item)]));
  if (value instanceof Set) return new Set([...value].toReversed().map(turned));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, item]) => [key, turned(item)]));
}

/** The value as something that jest compares without looking at an order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Map) return { map: byHash([...value].map(sorted)) };
  if (value instanceof Set) return { set: byHash([...value].map(sorted)) };
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]));
}

function byHash(items: unknown[]): unknown[] {
  return items.toSorted((a, b) => (hashValue(a) < hashValue(b) ? -1 : 1));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** A value with `leaf` at the end of `path`. */
function around(value: unknown, path: readonly (string | number)[], beside: unknown): unknown {
  return path.reduceRight<unknown>(
    (inner, step) =>
      typeof step === 'number' ? [...Array(step).fill(beside), inner, beside] : { [step]: inner, z: beside },
    value,
  );
}
