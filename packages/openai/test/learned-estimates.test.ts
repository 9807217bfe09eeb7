import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LearnedEstimates } from '../src/learned-estimates.js';

const a = { model: 'm', phase: 'a' };
const counted = { inputTokens: 1000, outputTokens: 500, images: 0 };

/** Estimates that have learned from so many calls which used that much. */
function taught(
  calls: number,
  used: (nth: number) => { inputTokens?: number; outputTokens?: number },
  outputCounts: 'up-front' | 'when-answered' = 'when-answered',
): LearnedEstimates {
  const estimates = new LearnedEstimates(outputCounts);
  for (let nth = 0; nth < calls; nth++) estimates.learn(a, counted, used(nth));
  return estimates;
}

describe('LearnedEstimates', () => {
  it('reserves a margin on what was counted, and the whole cap, as long as nothing is known', () => {
    const cost = { requests: 1, tokens: 1500 + 500, images: 0 };
    expect(new LearnedEstimates('up-front').reserve(a, counted).cost).toEqual(cost);
    expect(new LearnedEstimates('when-answered').reserve(a, counted).cost).toEqual(cost);
  });

  it('counts images as they are asked for', () => {
    const picture = { inputTokens: 10, outputTokens: 0, images: 1 };
    expect(new LearnedEstimates('up-front').reserve(a, picture).cost).toMatchObject({
      images: 1,
      tokens: 15,
    });
  });

  it('comes to what calls use, from above', () => {
    const estimates = taught(60, () => ({ inputTokens: 1200, outputTokens: 100 }));
    expect(estimates.reserve(a, counted).cost.tokens).toBeGreaterThanOrEqual(1300);
    expect(estimates.reserve(a, counted).cost.tokens).toBeLessThan(1300 * 1.01);
  });

  it('corrects an estimate that was wrong by 40 % with the first answer', () => {
    expect(taught(1, () => ({ inputTokens: 1400 })).reserve(a, counted).cost.tokens).toBeGreaterThan(1400);
    const low = taught(1, () => ({ inputTokens: 600 })).reserve(a, counted).cost.tokens - 500;
    expect(low).toBeGreaterThan(600);
    expect(low).toBeLessThan(1000);
  });

  it('keeps the whole cap where the provider counts it up front, whatever is used of it', () => {
    const estimates = taught(60, () => ({ inputTokens: 1000, outputTokens: 1 }), 'up-front');
    expect(estimates.reserve(a, counted).cost.tokens).toBe(1000 + 1 + 500);
  });

  it('never reserves more than the cap for an answer', () => {
    const estimates = taught(20, () => ({ outputTokens: 5000 }));
    expect(estimates.reserve(a, counted).cost.tokens).toBe(1500 + 500);
  });

  it('takes a phase that has made no call for one like the others to its model', () => {
    const estimates = taught(60, () => ({ inputTokens: 800, outputTokens: 10 }));
    const b = { model: 'm', phase: 'b' };
    expect(estimates.reserve(b, counted).cost.tokens).toBeLessThan(810 + 500);
    // How long its answers are is not known for that.
    expect(estimates.reserve(b, counted).cost.tokens).toBeGreaterThanOrEqual(800 + 500);
    estimates.learn(b, counted, { inputTokens: 1200 });
    expect(estimates.reserve(b, counted).cost.tokens).toBeGreaterThanOrEqual(1200 + 500);
  });

  it('says what of it is no margin', () => {
    const estimates = new LearnedEstimates('up-front');
    expect(estimates.reserve(a, counted)).toMatchObject({
      cost: { tokens: 1500 + 500 },
      leastCost: { requests: 1, tokens: 1000 + 500 },
    });
    const low = taught(60, () => ({ inputTokens: 600 }), 'up-front').reserve(a, counted);
    expect(low.leastCost).toEqual(low.cost);
  });

  it('keeps models apart', () => {
    const estimates = taught(20, () => ({ inputTokens: 3000 }));
    expect(estimates.reserve({ model: 'other', phase: 'a' }, counted).cost.tokens).toBe(1500 + 500);
  });

  it('learns nothing from a call that says nothing, or of which nothing was counted', () => {
    const estimates = taught(20, () => ({}));
    estimates.learn(a, { inputTokens: 0, outputTokens: 0, images: 1 }, { inputTokens: 50, outputTokens: 9 });
    expect(estimates.reserve(a, counted).cost.tokens).toBe(1500 + 500);
  });

  it.each([
    [10_000_000, 10_000 + 500],
    [0, 100 + 500],
  ])(
    'takes a call for a tenth of what was counted at least, for ten times at most: %d',
    (inputTokens, tokens) => {
      expect(taught(50, () => ({ inputTokens })).reserve(a, counted).cost.tokens).toBe(tokens);
    },
  );

  it('stays above most calls of a kind that varies, without reserving much more than they use', () => {
    const uses = fc.array(fc.integer({ min: 700, max: 1300 }), { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(uses, (used) => {
        const estimates = new LearnedEstimates('up-front');
        let below = 0;
        let reserved = 0;
        used.forEach((inputTokens, nth) => {
          const { tokens } = estimates.reserve(a, { ...counted, outputTokens: 0 }).cost;
          estimates.learn(a, counted, { inputTokens });
          if (nth < 20) return;
          if (inputTokens <= tokens) below++;
          reserved += tokens;
        });
        const sum = used.slice(20).reduce((all, one) => all + one, 0);
        // Arbitrary arrays are no fair draw: shrinking finds ones with few large values at the worst places.
        expect(below).toBeGreaterThan(180 * 0.75);
        expect(reserved).toBeLessThan(sum * 1.6);
      }),
      { seed: 4, numRuns: 50 },
    );
  });
});
