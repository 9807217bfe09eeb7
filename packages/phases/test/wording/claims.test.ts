import { describe, expect, it } from '@jest/globals';
import { claimsWithoutSource } from '../../src/wording/claims.js';

describe('claimsWithoutSource', () => {
  it('names numbers, in digits and in words, that no source has', () => {
    expect(claimsWithoutSource('Nine miles, 30 minutes, 12 bakers', ['9 miles', 'Thirty minutes'])).toEqual([
      '12',
    ]);
  });

  it('takes a price for one with its own amount only, and a number for one of a price', () => {
    expect(claimsWithoutSource('A cut is £18.', ['There are 18 chairs'])).toEqual(['£18']);
    expect(claimsWithoutSource('A cut is 18 pounds.', ['£18'])).toEqual([]);
    expect(claimsWithoutSource('From £4.80 a loaf.', ['£4.80'])).toEqual([]);
  });

  it('takes a telephone number as a whole', () => {
    const sources = ['Call +44 1584 555 0142', '44 loaves, 1584, 555 and 142'];
    expect(claimsWithoutSource('Ring +44 1584 555 0142.', sources)).toEqual([]);
    expect(claimsWithoutSource('Ring +44 1584 555 0142.', sources.slice(1))).toEqual(['+44 1584 555 0142']);
  });

  it('names addresses of mail and the web that no source has, and no figure inside of one', () => {
    const text = 'Write to given@example.com, or see https://example.com/2024.';
    expect(claimsWithoutSource(text, [])).toEqual(['given@example.com', 'https://example.com/2024.']);
    expect(claimsWithoutSource(text, ['given@example.com', 'https://example.com/2024'])).toEqual([]);
  });

  it('takes no figure from an address', () => {
    expect(claimsWithoutSource('We have 17 ovens.', ['https://map.example/#17'])).toEqual(['17']);
  });
});
