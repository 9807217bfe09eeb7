import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decode, encode } from '../../src/store/codec.js';
import type { References } from '../../src/store/codec.js';
import { keptInMemory } from '../../src/stored-bytes.js';
import { plainValue } from './arbitraries.js';

/** Nothing that a text refers to is there. */
const nothing: References = { bytes: () => undefined, kept: () => undefined };

class Point {
  readonly x = 1;
}

describe('encode', () => {
  it('writes plain JSON as JSON', () => {
    expect(encode({ a: [1, 'x', null, true], b: {} }).json).toBe('{"a":[1,"x",null,true],"b":{}}');
  });

  it('puts equal bytes into the text as one reference each, and the bytes beside it once', () => {
    const { json, bytes } = encode([new Uint8Array([1, 2]), { again: Buffer.from([1, 2]) }]);
    const [sha256] = [...bytes.keys()];
    expect(bytes.size).toBe(1);
    expect(JSON.parse(json)).toEqual([{ $bytes: sha256 }, { again: { $bytes: sha256 } }]);
  });

  it('refuses an object that contains itself, and takes one that stands twice', () => {
    const shared = { x: 1 };
    expect(encode([shared, { shared }]).json).toBe('[{"x":1},{"shared":{"x":1}}]');
    const ring: Record<string, unknown> = {};
    ring['self'] = [ring];
    expect(() => encode({ ring })).toThrow('The value at ring.self[0] is an object that contains itself');
  });

  it.each([
    ['a function', { f: () => 1 }],
    ['a symbol', [Symbol('x')]],
    ['an instance of URL', { url: new URL('http://localhost/') }],
    ['an instance of Point', new Point()],
    ['an instance of Promise', Promise.resolve(1)],
    ['an Error', { error: new Error('x') }],
  ])('refuses %s', (what, value) => {
    expect(() => encode(value)).toThrow(` is ${what}, which can neither be recorded nor compared`);
  });
});

describe('decode', () => {
  it('gives what stands for bytes back as a reference, without a look at the bytes', () => {
    const picture = keptInMemory(new Uint8Array([1, 2, 3]));
    const { json, bytes, kept } = encode({ picture });
    expect(bytes.size).toBe(0);
    expect([...kept]).toEqual([[picture.sha256, picture]]);
    const asked: unknown[] = [];
    const from: References = { ...nothing, kept: (...reference) => (asked.push(reference), picture) };
    expect(decode(json, from)).toEqual({ value: { picture } });
    expect(asked).toEqual([[picture.sha256, 3]]);
    expect(decode(json, nothing)).toBeUndefined();
  });

  it('gives back what was encoded, whatever it was', () => {
    fc.assert(
      fc.property(plainValue(), (value) => {
        const { json, bytes } = encode(value);
        expect(decode(json, { ...nothing, bytes: (sha256) => bytes.get(sha256) })).toEqual({ value });
      }),
    );
  });

  it('gives equal bytes apart, so that a set holds both', () => {
    const { json, bytes } = encode(new Set([new Uint8Array([1]), new Uint8Array([1])]));
    expect(decode(json, { ...nothing, bytes: (sha256) => bytes.get(sha256) })?.value).toEqual(
      new Set([new Uint8Array([1]), new Uint8Array([1])]),
    );
  });

  it('makes own properties of keys that an assignment would take for something else', () => {
    const { json } = encode(JSON.parse('{"__proto__":{"a":1},"constructor":2}'));
    const value = decode(json, nothing)?.value;
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('gives nothing when bytes are gone', () => {
    expect(decode(encode({ a: new Uint8Array(3) }).json, nothing)).toBeUndefined();
  });

  it.each(['{"a":', '', '{"$unknown":1}', '{"$set":1}', '{"$map":[1]}', '{"$bigint":"x"}', '{"$plain":1}'])(
    'gives nothing for %p, which no value is written as',
    (json) => {
      expect(decode(json, nothing)).toBeUndefined();
    },
  );
});
