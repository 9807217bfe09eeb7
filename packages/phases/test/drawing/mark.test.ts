import { describe, expect, it } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { drawMark } from '../../src/drawing/index.js';
import { dark, grey, light } from './palettes.js';

const mark = (industry: string, name = 'Hearth'): string => drawMark({ name, industry, palette: light });

describe('drawMark', () => {
  it('is a well-formed square for any industry and palette', () => {
    for (const palette of [light, dark, grey]) {
      for (const industry of ['bakery', 'law firm', 'climbing gym', 'dentist', 'something else', '']) {
        const { width, height } = new Resvg(drawMark({ name: 'Hearth', industry, palette })).render();
        expect([width, height]).toEqual([64, 64]);
      }
    }
  });

  it('takes its symbol from the industry', () => {
    expect(
      new Set(
        ['artisan bakery', 'law firm', 'climbing gym', 'florist'].map((industry) =>
          mark(industry).replace(/^.*?<g /, ''),
        ),
      ).size,
    ).toBe(4);
    expect(mark('Bakeries').replace(/^.*?<g /, '')).toBe(mark('bakery').replace(/^.*?<g /, ''));
  });

  it('is the same for the same request', () => {
    expect(mark('bakery')).toBe(mark('bakery'));
  });

  it('lets no text of the request into the document', () => {
    const svg = mark('<script>', '"><text>&');
    expect(svg).not.toMatch(/script|text/);
    expect(() => new Resvg(svg).render()).not.toThrow();
  });
});
