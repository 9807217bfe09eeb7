import { describe, expect, it } from '@jest/globals';
import { namesIn } from '../../../src/quality-assessment/claims/names.js';
import { sourcesOf } from '../../../src/quality-assessment/claims/sources.js';
import { exampleBrief } from '../../image-planning/inputs.js';

const sources = sourcesOf(exampleBrief('bakery'));
const passage = { element: 'p', quoted: false, attribution: false, phase: 'copywriting' };
const namesOf = (text: string, attribution = false, language = 'en-GB') =>
  namesIn({ ...passage, text, attribution }, sources, language).strange;

describe('namesIn', () => {
  it.each([
    'Bread begins here. Water comes next: Salt is last.',
    'We bake at 14 Mill Lane in Ludlow, Shropshire.',
    'Hearth & Rye opens on Tuesdays, and all through December.',
    'The Seeded rye and the Focaccia sell out by Saturday.',
    'Hearth & Rye’s sourdough',
    '“Great bread,” we hope you say.',
    'Find Us',
    'Get In Touch',
    'Questions And Answers',
    'Freshly Baked Bread',
    'Delicious',
    'Ask for VAT receipts, or see the FAQ.',
    'Order by phone – Collect tomorrow',
  ])('takes "%s" for no name', (text) => {
    expect(namesOf(text)).toEqual([]);
  });

  it.each([
    ['Shaped by Tom Baxter every day.', 'Tom Baxter', true],
    ['Tom Baxter shapes every loaf.', 'Tom Baxter', true],
    ['Sarah Thompson', 'Sarah Thompson', true],
    ['Our flour comes from Shipton.', 'Shipton', false],
    ['As in the Guardian and elsewhere.', 'Guardian', false],
    ['A member of the NBA.', 'NBA', false],
    ['Anne-Marie Dupont, baker', 'Anne-Marie Dupont', true],
  ])('takes "%s" for the name %s', (text, name, sure) => {
    expect(namesOf(text)).toEqual([{ name, sure }]);
  });

  it('takes even the first word of a caption for a name', () => {
    expect(namesOf('Marjorie', true)).toEqual([{ name: 'Marjorie', sure: true }]);
  });

  it('looks only at captions where every noun has a capital', () => {
    expect(namesOf('Unser Brot kommt aus dem Ofen von Anna Berg.', false, 'de')).toEqual([]);
    expect(namesOf('Anna Berg', true, 'de')).toEqual([{ name: 'Anna Berg', sure: true }]);
  });
});
