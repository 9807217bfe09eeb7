import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { slugOf, wantedPages } from '../../src/brief/slug.js';

describe('slugOf', () => {
  it('is a safe file name for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slugOf(text)) && slugOf(text).length <= 60,
      ),
    );
  });

  it('keeps what it can of words with marks', () => {
    expect(slugOf('Über uns & Straße')).toBe('uber-uns-strasse');
    expect(slugOf('Café / Bakery')).toBe('cafe-bakery');
    expect(slugOf('../../etc/passwd')).toBe('etc-passwd');
    expect(slugOf('日本')).toBe('page');
  });
});

const slugsOf = (...titles: string[]) =>
  wantedPages({ pages: titles.map((title) => ({ title })) }).map(({ slug }) => slug);

describe('wantedPages', () => {
  it('calls the first page index, whatever its title', () => {
    expect(slugsOf('Welcome', 'Visit')).toEqual(['index', 'visit']);
  });

  it('gives no two pages one file, and none the file of another purpose', () => {
    expect(slugsOf('Home', 'Index', '404', 'Visit', 'visit!', '日本', '中国')).toEqual([
      'index',
      'index-2',
      '404-2',
      'visit',
      'visit-2',
      'page',
      'page-2',
    ]);
  });

  it('has slugs that differ for any titles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 70 }), { minLength: 1, maxLength: 10 }),
        (titles) => {
          const slugs = slugsOf(...titles);
          return new Set(slugs).size === titles.length && slugs.every((slug) => /^[a-z0-9-]+$/.test(slug));
        },
      ),
    );
  });
});
