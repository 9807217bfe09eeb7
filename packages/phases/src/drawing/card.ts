import { markShapes, type MarkRequest } from './mark/mark.js';
import { drawPattern } from './patterns/pattern.js';
import { randomFrom } from './random.js';
import { checkRequest } from './request.js';

/** The size of a card, in pixels: what Open Graph asks for. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

const CALM_PATTERNS = ['contour-lines', 'gradient-mesh', 'hills', 'voronoi', 'bauhaus'] as const;
const MARK_SIZE = 252;

/**
 * A card for when a page is shared: the site's mark on a pattern in its palette, as an SVG document.
 * It has no text: what renders it may have no fonts. Throws a RangeError for a palette that cannot be drawn.
 */
export function drawCard({ name, industry, palette, seed }: MarkRequest & { seed: string }): string {
  const size = { width: CARD_WIDTH, height: CARD_HEIGHT };
  checkRequest({ ...size, palette });
  const pattern = drawPattern(randomFrom(`card/${seed}`).pick(CALM_PATTERNS), { ...size, palette, seed });
  const [x, y, scale] = [(CARD_WIDTH - MARK_SIZE) / 2, (CARD_HEIGHT - MARK_SIZE) / 2, MARK_SIZE / 64];
  const halo = `<circle cx="${CARD_WIDTH / 2}" cy="${CARD_HEIGHT / 2}" r="${MARK_SIZE * 0.82}" fill="${palette.background}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}" width="${CARD_WIDTH}" height="${CARD_HEIGHT}">${pattern}${halo}<g transform="translate(${x} ${y}) scale(${scale})">${markShapes({ name, industry, palette })}</g></svg>`;
}
