import { describe, expect, it } from '@jest/globals';
import { asHeading, asSentence, likeness, sentencesOf, typographic } from '../../src/wording/sentences.js';

describe('sentencesOf', () => {
  it('ends a sentence at its mark, and none at an abbreviation', () => {
    expect(sentencesOf('We are at St. Mary’s Lane. Dr. Holt sees you at 4.5 miles! Why? “So.”')).toEqual([
      'We are at St. Mary’s Lane.',
      'Dr. Holt sees you at 4.5 miles!',
      'Why?',
      '“So.”',
    ]);
  });
});

describe('asSentence', () => {
  it.each([
    ['closed on bank holidays', 'Closed on bank holidays.'],
    ['Is it open?', 'Is it open?'],
    ['She said “no.”', 'She said “no.”'],
  ])('%s', (text, sentence) => {
    expect(asSentence(text)).toBe(sentence);
  });
});

describe('asHeading', () => {
  it('has a capital and no stop, and is never empty', () => {
    expect(asHeading('our bread.')).toBe('Our bread');
    expect(asHeading(',')).toBe(',');
  });
});

describe('typographic', () => {
  it('curls quotation marks and apostrophes and lengthens dashes', () => {
    expect(typographic(`it's "fine" -- 'really' - so...`)).toBe('it’s “fine” – ‘really’ – so…');
  });
});

describe('likeness', () => {
  it('is high for the same said twice, and low for different things', () => {
    expect(
      likeness('Every loaf ferments for 36 hours.', 'Every loaf ferments for 36 hours, then bakes.'),
    ).toBe(1);
    expect(likeness('We take cards and cash.', 'Dogs are welcome in the shop.')).toBe(0);
  });
});
