import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Keys } from '../../src/run/keys.js';

describe('keys of a list', () => {
  it('are taken once each, in the order in which they came, whatever that order is', () => {
    // Few letters, so that many are the same, and of different length, so that 9 and 10 are among them.
    const key = fc.oneof(
      fc.nat({ max: 30 }).map(String),
      fc.string({ unit: fc.constantFrom('a', 'B', 'é'), minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(key), (drawn) => {
        const keys = new Keys();
        const seen = new Set<string>();
        for (const one of drawn) {
          expect(keys.add(one)).toBe(!seen.has(one));
          seen.add(one);
        }
        expect(keys.all).toEqual([...seen]);
        expect(keys.length).toBe(seen.size);
      }),
    );
  });

  it('are refused when no more are to come', () => {
    const keys = new Keys();
    keys.add('one');
    keys.close();
    expect(keys.add('two')).toBe(false);
    expect(keys.all).toEqual(['one']);
  });
});
