import { describe, expect, it } from '@jest/globals';
import { openaiPool } from '../src/index.js';
import { answerCaps } from '../src/answer-caps.js';

describe('answerCaps', () => {
  it.each([
    ['the model’s, when nothing is said', {}, undefined, { maxOutputTokens: 16_000 }],
    ['what the request says', { maxOutputTokens: 9 }, undefined, { maxOutputTokens: 9 }],
    ['what the pool says, when the request says nothing', {}, 70_000, { maxOutputTokens: 70_000 }],
    ['no more than the pool says', { maxOutputTokens: 9 }, 7, { maxOutputTokens: 7 }],
    ['no more than the request says', { maxOutputTokens: 9 }, 11, { maxOutputTokens: 9 }],
    [
      'more when it cuts the answer off',
      { maxOutputTokens: 9, maxOutputTokensIfCutOff: 36 },
      undefined,
      { maxOutputTokens: 9, ifCutOff: 36 },
    ],
    [
      'all that the pool says when it cuts the answer off',
      { maxOutputTokens: 9, maxOutputTokensIfCutOff: 36 },
      70,
      { maxOutputTokens: 9, ifCutOff: 70 },
    ],
    [
      'the same at once when the pool leaves no more',
      { maxOutputTokens: 9, maxOutputTokensIfCutOff: 36 },
      9,
      { maxOutputTokens: 9 },
    ],
  ])('gives %s', (_, request, most, caps) => {
    expect(answerCaps(request, 'gpt-5.4-mini', most)).toEqual(caps);
  });

  it.each([0, -1, 1.5, NaN])('refuses a pool whose answers have %d tokens', (maxOutputTokens) => {
    expect(() => openaiPool({ keys: [{ id: 'a', secret: 'any' }], models: { maxOutputTokens } })).toThrow(
      /models\.maxOutputTokens is .*whole number/,
    );
  });
});
