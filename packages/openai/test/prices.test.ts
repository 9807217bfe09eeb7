import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearestSize } from '../src/image-size.js';
import { openaiPool } from '../src/index.js';
import { LearnedEstimates } from '../src/learned-estimates.js';
import { imageFamilyOf, imageSizesOf } from '../src/models.js';
import { pictureTokens } from '../src/picture-tokens.js';
import { listedPrices } from '../src/price-list.js';
import { nameOfPicture, priceList } from '../src/prices.js';

const million = 1_000_000;
const square = { width: 1024, height: 1024, quality: 'medium' } as const;

describe('what a call cost', () => {
  const list = priceList({
    own: { input: 2, cachedInput: 0.5, output: 10 },
    'own-plain': { input: 2, output: 10 },
    'local/*': { input: 0, output: 0 },
    'local/big-*': { input: 1, output: 1 },
    drawer: { image: { '1024x1024 high': 0.2, medium: 0.1, '*': 0.05 } },
  });

  it('is by the million of tokens, those that were cached for less', () => {
    expect(list.usdOf('own', { inputTokens: million, outputTokens: 0 })).toBe(2);
    expect(list.usdOf('own', { inputTokens: million, cachedInputTokens: million / 2, outputTokens: 0 })).toBe(
      1.25,
    );
    expect(list.usdOf('own', { inputTokens: 100, outputTokens: 50 })).toBeCloseTo(0.0007, 12);
    expect(
      list.usdOf('own-plain', { inputTokens: million, cachedInputTokens: million, outputTokens: 0 }),
    ).toBe(2);
  });

  it('is that of the model for its dated snapshots, and of the longest beginning that is named', () => {
    const usage = { inputTokens: million, outputTokens: 0 };
    expect(list.usdOf('own-2026-03-17', usage)).toBe(2);
    expect(list.usdOf('local/small', usage)).toBe(0);
    expect(list.usdOf('local/big-one', usage)).toBe(1);
    expect(list.usdOf('gpt-4o-2024-08-06', usage)).toBe(2.5);
    expect(list.usdOf('gpt-4o-2024-05-13', usage)).toBe(5);
  });

  it('is not known for a model that is not listed, however its name begins, nor without usage', () => {
    const usage = { inputTokens: 1, outputTokens: 1 };
    for (const model of ['gpt-5-ultra', 'own-2', 'gpt-9', 'toString'])
      expect(list.usdOf(model, usage)).toBeUndefined();
    expect(list.usdOf('own', undefined)).toBeUndefined();
    expect(list.usdOf('own', {})).toBeUndefined();
  });

  it('is by the picture where its tokens are not told: by size and quality, by quality, or by any', () => {
    const drew = (kind: string) => list.usdOf('drawer', { images: 1, pictures: { [kind]: 2 } });
    expect([drew('1024x1024 high'), drew('512x512 medium'), drew('512x512 low')]).toEqual([0.4, 0.2, 0.1]);
    expect(list.usdOf('gpt-image-2', { images: 1, pictures: { '1024x1024 high': 1 } })).toBeUndefined();
    const told = { images: 1, pictures: { '1024x1024 medium': 1 }, inputTokens: 20, outputTokens: 1056 };
    expect(list.usdOf('gpt-image-1', told)).toBeCloseTo(0.04234, 9);
  });

  it('is dearer for a long prompt where the provider says so', () => {
    const short = { inputTokens: 200_000, outputTokens: 0 };
    expect(list.usdOf('gpt-5.4', short)).toBeCloseTo(0.5, 9);
    expect(list.usdOf('gpt-5.4', { inputTokens: 400_000, outputTokens: 1000 })).toBeCloseTo(2.0225, 9);
    expect(list.usdOf('gpt-5.4-mini', { inputTokens: 400_000, outputTokens: 0 })).toBeCloseTo(0.3, 9);
  });

  it('goes by the price of the user before the listed one', () => {
    const own = priceList({ 'gpt-5.4-mini': { input: 1, output: 1 } });
    expect(own.usdOf('gpt-5.4-mini', { inputTokens: million, outputTokens: million })).toBe(2);
    expect(priceList().usdOf('gpt-5.4-mini', { inputTokens: million, outputTokens: million })).toBe(5.25);
  });
});

describe('what a call may cost at most', () => {
  it('is the input at full price and the whole cap of the answer', () => {
    const list = priceList({ own: { input: 2, cachedInput: 0.5, output: 10 } });
    expect(list.worstUsd('own', { inputTokens: 1000, outputTokens: 16_000 })).toBeCloseTo(0.162, 12);
    expect(list.worstUsd('unheard-of', { inputTokens: 1, outputTokens: 1 })).toBeUndefined();
  });

  it('is of a picture the dearer of its tokens and its price, and not known without either', () => {
    const worst = { inputTokens: 100, outputTokens: 0, picture: square };
    expect(priceList().worstUsd('gpt-image-1', worst)).toBeCloseTo(100 * 5e-6 + 1056 * 40e-6, 12);
    const flat = priceList({ 'gpt-image-1': { output: 40, image: { '*': 1 } } });
    expect(flat.worstUsd('gpt-image-1', worst)).toBe(1);
    expect(
      priceList().worstUsd('gpt-image-1', { ...worst, picture: { ...square, width: 7 } }),
    ).toBeUndefined();
    expect(priceList({ mine: { input: 1 } }).worstUsd('mine', worst)).toBeUndefined();
  });

  it('is never below the cost, for up to half as much input again as was counted, whatever was learned', () => {
    const own = { ...listedPrices, odd: { input: 9, output: 9, long: { input: 1, output: 1 } } };
    const list = priceList(own);
    const texts = Object.keys(own).filter((name) => !name.startsWith('gpt-image'));
    const tokens = fc.integer({ min: 0, max: 400_000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.oneof(
          tokens,
          fc.integer({ min: 181_000, max: 182_000 }),
          fc.integer({ min: 271_990, max: 272_010 }),
        ),
        fc.array(fc.double({ min: 0.2, max: 1.5, noNaN: true }), { maxLength: 20 }),
        fc.double({ min: 0, max: 1.5, noNaN: true }),
        share,
        share,
        (model, inputTokens, learned, ratio, cachedShare, filled) => {
          const estimates = new LearnedEstimates('up-front');
          const kind = { model, phase: 'p' };
          const estimate = { inputTokens, outputTokens: 16_000, output: 'cap', images: 0 } as const;
          for (const used of learned)
            estimates.learn(kind, estimate, { inputTokens: inputTokens * used, outputTokens: 1 });
          const reserved = estimates.reserve(kind, estimate);
          const worst = list.worstUsd(model, { inputTokens: reserved.inputTokens, outputTokens: 16_000 });
          const used = Math.floor(inputTokens * ratio);
          const cachedInputTokens = Math.floor(used * cachedShare);
          const outputTokens = Math.floor(16_000 * filled);
          const usd = list.usdOf(model, { inputTokens: used, cachedInputTokens, outputTokens });
          expect(usd).toBeLessThanOrEqual((worst ?? Number.NaN) + 1e-12);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is known of every listed model, in every size and quality that is asked of it', () => {
    for (const model of Object.keys(listedPrices)) {
      if (imageFamilyOf(model) === undefined || !model.includes('image')) {
        expect(priceList().worstUsd(model, { inputTokens: 1, outputTokens: 1 })).toBeGreaterThan(0);
        continue;
      }
      for (const quality of ['low', 'medium', 'high'] as const)
        for (const [width, height] of [
          [512, 512],
          [1600, 900],
          [900, 1600],
        ] as const) {
          const picture = { ...nearestSize({ width, height }, imageSizesOf(model)), quality };
          const worst = priceList().worstUsd(model, { inputTokens: 1, outputTokens: 1, picture });
          expect(worst).toBeGreaterThan(0.001);
        }
    }
  });

  it('says of a call of which it is not known what to give: a price, or that of a picture', () => {
    const list = priceList({ drawer: { input: 1, output: 8 } });
    expect(list.adviceFor('mine', {})).toContain('prices: { "mine": { input: 1, output: 5 } }');
    expect(list.adviceFor('mine', {})).toContain('the config file or of openaiPool()');
    expect(list.adviceFor('drawer', { picture: square })).toMatch(
      /^How many tokens its pictures take is not known.*"drawer": \{ image: \{ '\*': 0\.05 \} \}/u,
    );
  });
});

describe('the tokens of a picture', () => {
  it.each([
    ['gpt-image-2', 1024, 1024, 'high', 7024],
    ['gpt-image-2', 1536, 1024, 'high', 5488],
    ['gpt-image-2', 1792, 1024, 'high', 5063],
    ['gpt-image-2-2026-04-21', 1024, 1024, 'medium', 1756],
    ['gpt-image-1', 1024, 1536, 'low', 408],
    ['gpt-image-1.5', 1536, 1024, 'high', 6208],
    ['gpt-image-1', 512, 512, 'low', undefined],
    ['gpt-image-1-mini', 1024, 1024, 'low', 625],
    ['gpt-image-1-mini', 1536, 1024, 'high', 6750],
    ['another', 1024, 1024, 'low', undefined],
  ] as const)('of %s at %i x %i in %s are %p', (model, width, height, quality, tokens) => {
    expect(pictureTokens(model, { width, height, quality })).toBe(tokens);
  });

  it('are known of a picture by its name in usage', () => {
    expect(nameOfPicture(square)).toBe('1024x1024 medium');
  });
});

describe('a price that is no amount', () => {
  it.each([
    [{ a: { input: -1 } }, '"a" has input: -1'],
    [{ a: { output: Number.NaN } }, '"a" has output: NaN'],
    [{ a: { image: { high: Infinity } } }, '"a" has image.high: Infinity'],
    [{ a: { long: { output: -2 } } }, '"a" has long.output: -2'],
    [{ 'gpt-5.5': { output: 20 } }, '"gpt-5.5" has output: 20, and no input'],
  ])('is refused when the pool is made', (prices, message) => {
    const make = () => openaiPool({ keys: [{ id: 'k', secret: 'any' }], env: {}, prices });
    expect(make).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    expect(make).toThrow(message);
  });
});
