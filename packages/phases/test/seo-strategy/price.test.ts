import { describe, expect, it } from '@jest/globals';
import { readPrice } from '../../src/seo-strategy/price.js';

describe('readPrice', () => {
  it.each([
    ['£4.80', undefined, { amount: 4.8, currency: 'GBP', from: false, taxIncluded: null }],
    [
      'from £1,150',
      'plus VAT and disbursements',
      { amount: 1150, currency: 'GBP', from: true, taxIncluded: false },
    ],
    ['£280', 'including VAT', { amount: 280, currency: 'GBP', from: false, taxIncluded: true }],
    ['1.250,00 €', undefined, { amount: 1250, currency: 'EUR', from: false, taxIncluded: null }],
    ['CHF 1 150', undefined, { amount: 1150, currency: 'CHF', from: false, taxIncluded: null }],
    ['£5 (10 pieces)', undefined, null],
    ['£12 to £15', undefined, null],
    ['Free', undefined, null],
    ['12', undefined, null],
  ])('reads "%s" %s', (text, unit, read) => {
    expect(readPrice(text, unit)).toEqual(read);
  });
});
