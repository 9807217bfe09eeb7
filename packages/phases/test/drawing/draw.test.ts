import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { drawSvg, renderDrawing, type DrawingRequest } from '../../src/drawing/index.js';
import { dark, grey, light } from './palettes.js';

const request: DrawingRequest = {
  subject: 'a sourdough loaf',
  width: 96,
  height: 64,
  palette: light,
  seed: 'one',
};

describe('renderDrawing', () => {
  it.each(['webp', 'png', 'jpeg'] as const)('gives a %s of the size asked for', async (format) => {
    for (const kind of ['scene', 'pattern'] as const) {
      const {
        width,
        height,
        format: found,
      } = await sharp(await renderDrawing({ ...request, kind }, { format })).metadata();
      expect({ width, height, found }).toEqual({ width: 96, height: 64, found: format });
    }
  });

  it.each(['scene', 'pattern'] as const)(
    'draws the same %s for the same request, byte for byte',
    async (kind) => {
      expect(
        await kindsOf([
          { ...request, kind },
          { ...request, kind },
        ]),
      ).toBe(1);
    },
  );

  it.each(['scene', 'pattern'] as const)('composes a %s anew for another seed', async (kind) => {
    expect(
      await kindsOf([
        { ...request, kind },
        { ...request, kind, seed: 'two' },
      ]),
    ).toBe(2);
  });

  it.each([
    ['markup', '</text><script>alert(1)</script>&amp;"\'<svg onload=x>'],
    ['emoji', '🥐🍞 мука 小麦'],
    ['nothing', ''],
    ['ten thousand letters', 'sourdough '.repeat(1000)],
    ['control characters', '\u0000\u0007\ud800'],
    ['words of the language itself', '__proto__ constructor toString'],
  ])('is not harmed by a subject of %s', async (_, subject) => {
    for (const kind of ['scene', 'pattern'] as const) {
      const { width, height } = await sharp(
        await renderDrawing({ ...request, subject, kind }, { format: 'png' }),
      ).metadata();
      expect([width, height]).toEqual([96, 64]);
      expect(drawSvg({ ...request, subject, kind })).not.toContain('script');
    }
  });

  it('fills every pixel, whatever the palette and the format', async () => {
    for (const palette of [light, dark, grey]) {
      for (const [width, height] of [
        [96, 54],
        [64, 64],
        [64, 80],
      ] as const) {
        const { data } = await sharp(
          await renderDrawing({ ...request, palette, width, height, kind: 'scene' }, { format: 'png' }),
        )
          .raw()
          .toBuffer({ resolveWithObject: true });
        let black = 0;
        for (let at = 0; at < data.length; at += 3) if (data.readUIntBE(at, 3) === 0) black++;
        expect(black).toBe(0);
      }
    }
  });

  it('refuses a size out of range and says what fits', async () => {
    for (const width of [0, 15, 4097, 1.5, Number.NaN, Infinity]) {
      await expect(renderDrawing({ ...request, width }, { format: 'png' })).rejects.toThrow(
        /width is .* from 16 to 4096/,
      );
    }
    expect(() => drawSvg({ ...request, height: -3 })).toThrow(RangeError);
  });

  it('names every problem of a request at once', () => {
    const palette = { ...light, ink: 'black; }', accent: '#12345' };
    expect(() => drawSvg({ ...request, width: 1, palette })).toThrow(
      /width is 1.*palette\.accent is "#12345".*palette\.ink is "black; }"/,
    );
  });
});

/** How many different pictures the requests give. */
async function kindsOf(requests: DrawingRequest[]): Promise<number> {
  const images = await Promise.all(requests.map((each) => renderDrawing(each, { format: 'png' })));
  return new Set(images.map((image) => Buffer.from(image).toString('base64'))).size;
}
