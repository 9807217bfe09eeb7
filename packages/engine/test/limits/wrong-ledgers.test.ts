import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problemsOf } from './simulation/judge.js';
import { mixes } from './simulation/mixes.js';
import { play } from './simulation/play.js';
import { rightLedger, wrongLedgers } from './simulation/wrong-ledgers.js';

const heldUp = mixes({ facts: false, gate: true, failures: false });
const calm = mixes({ facts: false, gate: false, failures: false });

describe('the properties of keyPool', () => {
  it.each(wrongLedgers)('catch a ledger that $name', async ({ kinds, inGate, make }) => {
    const found = await fc.check(
      fc.asyncProperty(inGate === true ? heldUp : calm, async (mix) => {
        const problems = problemsOf(await play(mix, { ledger: make(mix) }));
        return !problems.some((problem) => kinds.some((kind) => problem.startsWith(`${kind}:`)));
      }),
      { seed: 1, numRuns: 300, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });

  it('find nothing in one that is right', async () => {
    await fc.assert(
      fc.asyncProperty(calm, async (mix) => {
        expect(problemsOf(await play(mix, { ledger: rightLedger(mix) }))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
