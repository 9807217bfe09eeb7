import { describe, expect, it } from '@jest/globals';
import { isInBrief, quotationsIn } from '../../../src/quality-assessment/claims/quotations.js';
import { sourcesOf } from '../../../src/quality-assessment/claims/sources.js';
import { exampleBrief } from '../../image-planning/inputs.js';

const passage = { element: 'p', quoted: false, attribution: false, phase: 'copywriting' };
const said = { quote: 'Best loaf I have had, and I have had many.', name: 'R. Hale' };
const sources = sourcesOf({ ...exampleBrief('bakery'), testimonials: [said] });

describe('quotationsIn', () => {
  it('takes what stands in quotation marks, of three words and more', () => {
    expect(quotationsIn({ ...passage, text: 'They say “it is the best” and call it "bread".' })).toEqual([
      'it is the best',
    ]);
  });

  it('takes all of a block of somebody’s words, but not who said them', () => {
    expect(quotationsIn({ ...passage, quoted: true, text: 'Lovely bread.' })).toEqual(['Lovely bread.']);
    expect(quotationsIn({ ...passage, quoted: true, attribution: true, text: 'R. Hale' })).toEqual([]);
  });
});

describe('isInBrief', () => {
  it('knows the words of the brief in any typography, whole and in their order', () => {
    expect(isInBrief('“Best loaf I have had — and I have had many”', sources)).toBe(true);
    expect(isInBrief('I have had many, best loaf', sources)).toBe(false);
    expect(isInBrief('Best loaf I have had, and I have had manyfold', sources)).toBe(false);
  });
});
