import { Delaunay } from 'd3-delaunay';
import { mix } from '../palette.js';
import { fillsOf, ground, short, type DrawPattern } from './canvas.js';

/** Stained glass: the cells nearest to each of some scattered points, mostly pale, some in full colour. */
export const voronoi: DrawPattern = (canvas) => {
  const { width, height, palette, random } = canvas;
  const count = 90;
  let points = Array.from({ length: count }, (): [number, number] => [
    random.next() * width,
    random.next() * height,
  ]);
  const bounds: [number, number, number, number] = [-20, -20, width + 20, height + 20];
  // One step of Lloyd's relaxation: enough to part the closest, not so much that it turns to honeycomb.
  points = [...Delaunay.from(points).voronoi(bounds).cellPolygons()].map((cell): [number, number] => {
    const centre = cell.reduce(([x, y], [px, py]) => [x + px / cell.length, y + py / cell.length] as const, [
      0, 0,
    ] as const);
    return [centre[0], centre[1]];
  });
  const tint = mix(palette.background, palette.secondary, 0.4);
  const pale = [
    tint,
    tint,
    mix(palette.background, palette.primary, 0.18),
    mix(palette.background, palette.primary, 0.4),
    palette.secondary,
  ] as const;
  const strong = fillsOf(palette);
  const cells = [...Delaunay.from(points).voronoi(bounds).cellPolygons()].map((cell) => {
    const fill = random.chance(0.3) ? random.pick(strong) : random.pick(pale);
    return `<path d="M${cell.map(([x, y]) => `${short(x)} ${short(y)}`).join('L')}z" fill="${fill}"/>`;
  });
  const gap = short(Math.max(1.5, Math.min(width, height) / 130));
  return `${ground(canvas, palette.background)}<g stroke="${palette.background}" stroke-width="${gap}" stroke-linejoin="round">${cells.join('')}</g>`;
};
