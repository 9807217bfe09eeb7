import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LearnedEstimates } from '../src/learned-estimates.js';

const a = { model: 'm', phase: 'a' };
const counted = { inputTokens: 1000, outputTokens: 500, output: 'cap', images: 0 } as const;

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

  const picture = { inputTokens: 10, outputTokens: 1000, output: 'expected', images: 1 } as const;

  it('counts images as they are asked for, with the tokens that they are known to take', () => {
    expect(new LearnedEstimates('up-front').reserve(a, picture).cost).toMatchObject({
      images: 1,
      tokens: 15 + 1000,
    });
  });

  it.each(['expected', 'unknown'] as const)('learns what pictures take: %s', (output) => {
    const estimates = new LearnedEstimates('up-front');
    const asked = { ...picture, output };
    expect(estimates.reserve(a, asked).cost.tokens).toBe(15 + (output === 'unknown' ? 0 : 1000));
    for (let nth = 0; nth < 60; nth++) {
      const told = { images: 1, inputTokens: 10, outputTokens: 3000 };
      const settled = estimates.settle(a, asked, estimates.reserve(a, asked), told);
      // Twice of what was expected is believed, and after that twice of what was learned.
      expect(settled).toEqual({ tokens: 10 + (nth === 0 ? 2000 : 3000) });
    }
    // By the model, too.
    for (const phase of ['a', 'b']) {
      const { tokens } = estimates.reserve({ ...a, phase }, asked).cost;
      expect(tokens).toBeGreaterThanOrEqual(3010);
      expect(tokens).toBeLessThan(3100);
    }
    expect(estimates.reserve({ model: 'other', phase: 'a' }, picture).cost.tokens).toBe(1015);
  });

  it('lets stand what was reserved for a picture of which nothing is told', () => {
    const estimates = new LearnedEstimates('up-front');
    expect(estimates.settle(a, picture, estimates.reserve(a, picture), { images: 1 })).toEqual({});
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

  it('believes no answer to be longer than its cap, where that is counted up front', () => {
    const upFront = new LearnedEstimates('up-front');
    const told = { inputTokens: 900, outputTokens: 5000 };
    expect(upFront.settle(a, counted, upFront.reserve(a, counted), told)).toEqual({ tokens: 900 + 500 });
    const later = new LearnedEstimates('when-answered');
    expect(later.settle(a, counted, later.reserve(a, counted), told)).toEqual({ tokens: 900 + 1000 });
  });

  it('keeps the whole cap counted where the provider gives nothing of it back', () => {
    const estimates = new LearnedEstimates('up-front-kept');
    const reserved = estimates.reserve(a, counted);
    expect(reserved.cost.tokens).toBe(1500 + 500);
    const settled = estimates.settle(a, counted, reserved, { inputTokens: 1100, outputTokens: 9 });
    expect(settled).toEqual({ tokens: 1100 + 500 });
    // Of a picture there is no cap.
    const told = { images: 1, inputTokens: 10, outputTokens: 900 };
    expect(estimates.settle(a, picture, estimates.reserve(a, picture), told)).toEqual({ tokens: 910 });
  });

  it('comes to believe a server whose tokens really are three for one of ours', () => {
    const estimates = new LearnedEstimates('up-front');
    const settled = [1, 2, 3].map(
      () =>
        estimates.settle(a, counted, estimates.reserve(a, counted), { inputTokens: 4000, outputTokens: 1 })
          .tokens,
    );
    expect(settled).toEqual([3001, 4001, 4001]);
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
    estimates.learn(a, { ...counted, inputTokens: 0, outputTokens: 0 }, { inputTokens: 50, outputTokens: 9 });
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
