import { describe, expect, it } from '@jest/globals';
import { inSentence, isCountable, listed, placed, withArticle } from '../../src/wording/phrases.js';

describe('listed', () => {
  it.each([
    [['bread'], 'bread'],
    [['bread', 'buns'], 'bread and buns'],
    [['bread', 'buns', 'coffee'], 'bread, buns and coffee'],
    [['property', 'family and estates', 'companies'], 'property, family and estates, and companies'],
    [['who we are, and why', 'where we are'], 'who we are, and why, and where we are'],
  ])('%j', (parts, text) => {
    expect(listed(parts)).toBe(text);
  });
});

describe('withArticle', () => {
  it.each([
    'a bakery',
    'an estate agency',
    'an MOT garage',
    'a university',
    'an umbrella shop',
    'an hourly office hire',
    'a used car dealer',
  ])('%s', (text) => {
    expect(withArticle(text.replace(/^an? /, ''))).toBe(text);
  });
});

describe('isCountable', () => {
  it.each([
    'bakery',
    'law firm',
    'climbing gym',
    'plumber',
    'florist',
    'wedding photographer',
    'estate agency',
    'bookshop',
  ])('a %s is one of many', (industry) => {
    expect(isCountable(industry)).toBe(true);
  });
  it.each([
    'plumbing',
    'yoga',
    'web design',
    'joinery',
    'landscape gardening',
    'photography',
    'plumbing and heating',
    'IT services',
    'furniture',
  ])('%s is an activity or a stuff', (industry) => {
    expect(isCountable(industry)).toBe(false);
  });
});

describe('inSentence', () => {
  it.each([
    ['People who climb', 'people who climb'],
    ['Friday classes', 'Friday classes'],
    ['York families', 'York families'],
    ['MOT test', 'MOT test'],
    ['A single will', 'a single will'],
  ])('"%s" inside a sentence', (text, inside) => {
    expect(inSentence(text, new Set(['York']))).toBe(inside);
  });
});

describe('placed', () => {
  it.each([
    ['Ludlow, Shropshire', 'in Ludlow, Shropshire'],
    ['Near Bath', 'near Bath'],
    ['Online', 'online'],
  ])('%s', (location, text) => {
    expect(placed(location)).toBe(text);
  });
});
