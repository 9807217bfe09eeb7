import { mix } from '../palette.js';
import { ground, short, type DrawPattern } from './canvas.js';

/** Large soft pools of colour that run into each other. */
export const gradientMesh: DrawPattern = (canvas) => {
  const { width, height, palette, random, idPrefix } = canvas;
  const colours = random.shuffled([
    palette.primary,
    palette.secondary,
    palette.accent,
    mix(palette.secondary, palette.background, 0.4),
    mix(palette.accent, palette.background, 0.35),
    mix(palette.primary, palette.secondary, 0.5),
  ]);
  const places = random.shuffled([
    [0.08, 0.1],
    [0.5, 0.02],
    [0.94, 0.14],
    [0.1, 0.85],
    [0.55, 0.7],
    [0.95, 0.9],
  ] as const);
  const size = Math.hypot(width, height);
  const defs: string[] = [];
  const pools = colours.map((colour, index) => {
    const [px, py] = places[index] ?? [0.5, 0.5];
    const [x, y] = [(px + random.between(-0.1, 0.1)) * width, (py + random.between(-0.1, 0.1)) * height];
    // A bell curve in steps: a straight ramp would show its rim.
    const stops = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
      (at) =>
        `<stop offset="${at}" stop-color="${colour}" stop-opacity="${short2(0.92 * Math.cos((at * Math.PI) / 2) ** 2)}"/>`,
    );
    defs.push(
      `<radialGradient id="${idPrefix}-${index}" gradientUnits="userSpaceOnUse" cx="${short(x)}" cy="${short(y)}" r="${short(size * random.between(0.36, 0.52))}">${stops.join('')}</radialGradient>`,
    );
    return `<rect width="${short(width)}" height="${short(height)}" fill="url(#${idPrefix}-${index})"/>`;
  });
  return `<defs>${defs.join('')}</defs>${ground(canvas, palette.background)}${pools.join('')}`;
};

function short2(value: number): string {
  return String(Math.round(value * 100) / 100);
}
