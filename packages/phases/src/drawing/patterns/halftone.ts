import { ground, short, type DrawPattern } from './canvas.js';

const SIZES = 8;

/** Dots of many sizes in a staggered grid, as in print: they swell where a soft noise is high. */
export const halftone: DrawPattern = (canvas) => {
  const { width, height, palette, noise } = canvas;
  const cell = Math.sqrt((width * height) / 2100);
  const rowHeight = cell * 0.866;
  // A dot is a line of no length with a round cap: a tenth of the bytes of a circle.
  const dots: string[] = Array.from({ length: SIZES }, () => '');
  for (let row = 0; row * rowHeight < height + cell; row++) {
    for (let column = 0; column * cell < width + cell; column++) {
      const x = column * cell + (row % 2) * (cell / 2);
      const y = row * rowHeight;
      const [nx, ny] = [(x / Math.max(width, height)) * 3, (y / Math.max(width, height)) * 3];
      const level = 0.5 + 0.62 * noise(nx, ny, 0) + 0.2 * noise(nx * 2.2, ny * 2.2, 4);
      const size = Math.round(Math.max(0, Math.min(1, level)) * SIZES);
      if (size > 0) dots[size - 1] += `M${Math.round(x)} ${Math.round(y)}h0`;
    }
  }
  const paths = dots.map(
    (d, index) => `<path d="${d}" stroke-width="${short(cell * 1.16 * Math.sqrt((index + 1) / SIZES))}"/>`,
  );
  return `${ground(canvas, palette.background)}<g stroke="${palette.primary}" stroke-linecap="round">${paths.join('')}</g>`;
};
