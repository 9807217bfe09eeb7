import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import { CARD_HEIGHT, CARD_WIDTH, drawCard, drawMark, renderSvg } from '../../src/drawing/index.js';
import { dark, light } from './palettes.js';

const request = { name: 'Hearth', industry: 'bakery', palette: light, seed: 'a' };

it('draws a card of the size that Open Graph asks for, with the mark on it', async () => {
  for (const palette of [light, dark]) {
    const card = drawCard({ ...request, palette });
    const { width, height } = await sharp(
      await renderSvg(card, { width: CARD_WIDTH, format: 'jpeg' }),
    ).metadata();
    expect([width, height]).toEqual([CARD_WIDTH, CARD_HEIGHT]);
    const symbol = drawMark({ ...request, palette }).match(/<g .*<\/g>/)?.[0];
    expect(card).toContain(symbol);
    expect(card).not.toContain('<text');
  }
});

it('is the same for the same request, and refuses a palette that cannot be drawn', () => {
  expect(drawCard(request)).toBe(drawCard(request));
  expect(() => drawCard({ ...request, palette: { ...light, primary: 'url(x)' } })).toThrow(
    /palette\.primary/,
  );
});

it('keeps what is see-through in an icon', async () => {
  const { data, info } = await sharp(await renderSvg(drawMark(request), { width: 48, format: 'png' }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([48, 48, 4]);
  expect(data[3]).toBe(0);
});
