import { mix } from '../palette.js';
import { cellFor, ground, short, type DrawPattern } from './canvas.js';

/** Tiles with two quarter circles, each turned one of two ways: they join to a meandering line (Smith 1987). */
export const truchet: DrawPattern = (canvas) => {
  const { width, height, palette, random } = canvas;
  const cell = cellFor(canvas, 190);
  const half = cell / 2;
  const arcs: string[] = [];
  for (let y = 0; y < height; y += cell) {
    for (let x = 0; x < width; x += cell) {
      const turned = random.chance(0.5);
      const [a, b] = [short(half), turned ? 0 : 1];
      arcs.push(
        turned
          ? `M${short(x + half)} ${short(y)}a${a} ${a} 0 0 ${b} ${a} ${a}M${short(x)} ${short(y + half)}a${a} ${a} 0 0 1 ${a} ${a}`
          : `M${short(x + half)} ${short(y)}a${a} ${a} 0 0 ${b} -${a} ${a}M${short(x + cell)} ${short(y + half)}a${a} ${a} 0 0 0 -${a} ${a}`,
      );
    }
  }
  const d = arcs.join('');
  return (
    ground(canvas, mix(palette.background, palette.secondary, 0.3)) +
    `<g fill="none" stroke-linecap="square"><path d="${d}" stroke="${palette.primary}" stroke-width="${short(cell * 0.3)}"/></g>`
  );
};
