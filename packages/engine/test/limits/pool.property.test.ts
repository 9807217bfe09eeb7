import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problemsOf } from './simulation/judge.js';
import { mixes } from './simulation/mixes.js';
import { play } from './simulation/play.js';

const calm = mixes({ facts: false, gate: false, failures: false });
const failing = mixes({ facts: false, gate: false, failures: true });
const told = mixes({ facts: true, gate: false, failures: true });
const heldUp = mixes({ facts: false, gate: true, failures: true });
const toldWhileHeldUp = mixes({ facts: true, gate: true, failures: true });

describe('keyPool', () => {
  it.each([
    ['nothing fails', calm, 200],
    ['keys, servers and callers fail', failing, 250],
    ['answers tell of other limits', told, 200],
    ['the gate holds calls up', heldUp, 150],
    ['answers tell of other limits to calls in the gate', toldWhileHeldUp, 200],
  ])('keeps every promise while %s', async (_name, arbitrary, numRuns) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (mix) => {
        expect(problemsOf(await play(mix))).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('does the same with the same', async () => {
    await fc.assert(
      fc.asyncProperty(told, async (mix) => {
        expect((await play(mix)).happened).toEqual((await play(mix)).happened);
      }),
      { numRuns: 40 },
    );
  });
});
