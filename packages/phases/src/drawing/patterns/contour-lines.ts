import { contours } from 'd3-contour';
import { mix } from '../palette.js';
import { ground, short, type DrawPattern } from './canvas.js';

const COLUMNS = 60;

/** Lines of equal height over rolling ground, as on a walker's map; every fourth is stronger. */
export const contourLines: DrawPattern = (canvas) => {
  const { width, height, palette, noise } = canvas;
  const rows = Math.max(8, Math.min(120, Math.round((COLUMNS * height) / width)));
  const scale = 2.6 / Math.min(COLUMNS, rows);
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const [x, y] = [column * scale, row * scale];
      values.push(noise(x, y, 0) + 0.35 * noise(x * 2.1, y * 2.1, 5));
    }
  }
  const levels = Array.from({ length: 11 }, (_, index) => -0.95 + index * 0.19);
  const stretch = Math.max(width / (COLUMNS - 3), height / (rows - 3));
  const lines = contours().size([COLUMNS, rows]).thresholds(levels)(values);
  const path = (every: (index: number) => boolean): string =>
    lines
      .filter((_, index) => every(index))
      .flatMap((line) => line.coordinates.flat())
      .map((ring) =>
        curve(
          ring.map(([x = 0, y = 0]) => [(x - 1.5) * stretch, (y - 1.5) * stretch]),
          width,
          height,
        ),
      )
      .join('');
  const thickness = Math.max(1, Math.min(width, height) / 620);
  return (
    ground(canvas, palette.background) +
    `<g fill="none" stroke-linejoin="round"><path d="${path((index) => index % 4 !== 1)}" stroke="${mix(palette.background, palette.secondary, 0.34)}" stroke-width="${short(thickness)}"/>` +
    `<path d="${path((index) => index % 4 === 1)}" stroke="${mix(palette.background, palette.secondary, 0.85)}" stroke-width="${short(thickness * 1.5)}"/></g>`
  );
};

/** Rounds a ring's corners: its points steer, the middles between them are met. Points outside of the picture are cut off. */
function curve(ring: [number, number][], width: number, height: number): string {
  const margin = Math.max(width, height) / 40;
  const inside = ([x, y]: [number, number]): boolean =>
    x > -margin && y > -margin && x < width + margin && y < height + margin;
  const sparse = ring.length > 24 ? ring.filter((_, index) => index % 2 === 0) : ring;
  let d = '';
  let drawing = false;
  for (const [index, here] of sparse.entries()) {
    const next = sparse[(index + 1) % sparse.length] ?? here;
    const between: [number, number] = [(here[0] + next[0]) / 2, (here[1] + next[1]) / 2];
    if (!inside(here) || !inside(next)) drawing = false;
    else if (drawing) d += `Q${pair(here)} ${pair(between)}`;
    else {
      d += `M${pair(between)}`;
      drawing = true;
    }
  }
  return d;
}

function pair([x, y]: [number, number]): string {
  return `${Math.round(x)} ${Math.round(y)}`;
}
