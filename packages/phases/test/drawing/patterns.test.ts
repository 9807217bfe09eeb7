import { describe, expect, it } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { drawPattern, drawSvg, patternNames, type PatternName } from '../../src/drawing/index.js';
import { dark, grey, light } from './palettes.js';

describe.each(patternNames)('the pattern %s', (name) => {
  it('is a well-formed document that fills its box, in any palette and shape', () => {
    for (const palette of [light, dark, grey]) {
      for (const [width, height] of [
        [1440, 960],
        [1920, 420],
        [390, 844],
        [16, 16],
      ] as const) {
        const svg = drawPattern(name, { width, height, palette, seed: 'a' });
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        // Resvg reads strictly: what is not XML throws.
        const image = new Resvg(svg).render();
        expect([image.width, image.height]).toEqual([width, height]);
        expect(image.pixels[3]).toBe(255);
      }
    }
  });

  it('stays under 60 kB', () => {
    for (const [width, height] of [
      [1440, 960],
      [1920, 420],
      [600, 1600],
      [4096, 4096],
    ] as const) {
      expect(Buffer.byteLength(drawPattern(name, { width, height, palette: light, seed: 'b' }))).toBeLessThan(
        60_000,
      );
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(draw(name, 'a')).toBe(draw(name, 'a'));
    expect(draw(name, 'a')).not.toBe(draw(name, 'b'));
  });

  it('shares no id with another drawing in the same page', () => {
    const others = idsOf(draw(name, 'b'));
    expect(idsOf(draw(name, 'a')).filter((id) => others.includes(id))).toEqual([]);
  });
});

it('draws the pattern that the subject names', () => {
  const request = { width: 300, height: 200, palette: light, seed: 'z', kind: 'pattern' } as const;
  expect(drawSvg({ ...request, subject: 'topographic contour lines' })).toBe(
    drawPattern('contour-lines', request),
  );
  expect(drawSvg({ ...request, subject: 'Rolling HILLS' })).toBe(drawPattern('hills', request));
});

function draw(name: PatternName, seed: string): string {
  return drawPattern(name, { width: 600, height: 400, palette: light, seed });
}

function idsOf(svg: string): string[] {
  return [...svg.matchAll(/id="([^"]+)"/g)].map(([found]) => found);
}
