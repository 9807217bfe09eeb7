import { mix } from '../palette.js';
import { fillsOf, ground, short, type DrawPattern } from './canvas.js';

/** Stacked cubes seen from a corner: one hue a cube, three shades for its faces, some of them left out. */
export const isometricCubes: DrawPattern = (canvas) => {
  const { width, height, palette, random } = canvas;
  const side = Math.sqrt((width * height) / 150) * 0.62;
  const [half, quarter] = [side * 0.866, side / 2];
  const fills = fillsOf(palette);
  const faces = new Map<string, string>();
  const add = (colour: string, d: string): void => void faces.set(colour, (faces.get(colour) ?? '') + d);
  for (let row = -1; row * side * 1.5 < height + side; row++) {
    for (let column = -1; column * half * 2 < width + half * 2; column++) {
      const x = column * half * 2 + (Math.abs(row) % 2) * half;
      const y = row * side * 1.5;
      const colour = random.pick(fills);
      const [h, q, s] = [short(half), short(quarter), short(side)];
      if (random.chance(0.92))
        add(mix(colour, palette.surface, 0.42), `M${short(x)} ${short(y)}l${h} -${q} ${h} ${q} -${h} ${q}z`);
      if (random.chance(0.92)) add(colour, `M${short(x)} ${short(y)}l${h} ${q}v${s}l-${h} -${q}z`);
      if (random.chance(0.92))
        add(
          mix(colour, palette.ink, 0.34),
          `M${short(x + half * 2)} ${short(y)}l-${h} ${q}v${s}l${h} -${q}z`,
        );
    }
  }
  const paths = [...faces].map(([colour, d]) => `<path d="${d}" fill="${colour}" stroke="${colour}"/>`);
  return `${ground(canvas, palette.background)}<g stroke-width=".6" stroke-linejoin="round">${paths.join('')}</g>`;
};
