import { crust } from '../../materials/crust.js';
import { ramp } from '../../materials/finishes.js';
import { risenBody } from '../../solids/loaf-shape.js';
import { thing, type DrawThing } from '../thing.js';

const HALF_WIDTH = 0.98;

/** A round sourdough loaf: rings of flour from its basket, one long torn cut with an ear, small cuts beneath it. */
export const sourdough: DrawThing = ({ noise, random }) => {
  const lean = random.between(-0.12, 0.16);
  // -1 and 1 are the lips of the long cut.
  const cut = (x: number, y: number, z: number): number =>
    (climb(y, z) - (0.98 + lean * x + 0.22 * (x / HALF_WIDTH) ** 2) + 0.05 * noise(x * 3, 2, 7)) /
    (0.27 * Math.sqrt(room(x)) + 1e-4);
  const torn = (x: number, y: number, z: number): number =>
    y > 0 && z > -0.4 && room(x) > 0.03 ? ramp(Math.abs(cut(x, y, z)), 1, 0.82) : 0;
  const ear = (x: number, y: number, z: number): number =>
    y > 0 && z > -0.4 ? Math.exp(-(((cut(x, y, z) - 1.1) / 0.2) ** 2)) * Math.sqrt(room(x)) : 0;
  const slits = [-0.62, -0.34, -0.06, 0.22, 0.5].map((start) => start + random.between(-0.03, 0.03));
  const slit = (x: number, y: number, z: number): number => {
    if (z < 0.1 || y < -0.05) return 0;
    const along = (0.56 - climb(y, z)) / 0.42;
    if (along < 0 || along > 1) return 0;
    const off = Math.min(...slits.map((start) => Math.abs(x - start - 0.15 * along)));
    return ramp(off, 0.03 * Math.sin(Math.PI * along) + 0.006, 0.004);
  };
  const mesh = risenBody(
    { width: HALF_WIDTH * 2, depth: 1.62, above: 0.6, below: 0.3, segments: 220, rings: 130 },
    ([x, y, z]) =>
      1 +
      0.022 * noise(x * 1.8, y * 1.8, z * 1.8) -
      0.075 * torn(x, y, z) +
      0.05 * ear(x, y, z) -
      0.022 * slit(x, y, z),
  );
  const material = crust(noise, {
    bake: 0.5,
    flour: 1,
    glaze: 0.15,
    openAt: ({ x, y, z }) => Math.max(torn(x, y, z), slit(x, y, z) * 0.8),
    ringsAt: ({ x, y, z }) => {
      if (torn(x, y, z) > 0.05 || ear(x, y, z) > 0.5) return -1;
      const ring = Math.sin(Math.hypot(x / HALF_WIDTH, z / 0.81) * 38 + noise(x * 2, y * 2, z * 2) * 1.2);
      return ramp(ring, -0.2, 0.8) * ramp(y, 0.05, 0.3) + 0.3 * ramp(y, -0.2, 0.1);
    },
    charAt: ({ x, y, z }) =>
      Math.max(
        ear(x, y, z) * 1.1,
        ramp(y, -0.1, -0.3) * 0.6,
        y > 0 && z > 0 ? 0.75 * Math.exp(-(((cut(x, y, z) + 1.15) / 0.16) ** 2)) * room(x) : 0,
      ),
  });
  return thing([{ mesh, material }]);
};

/** How far up the front of the loaf a place is: 0 on the widest line, a quarter turn at the top. */
function climb(y: number, z: number): number {
  return Math.atan2(y, z);
}

/** What is left of the long cut's room at x: it narrows to nothing at both ends. */
function room(x: number): number {
  return Math.max(0, 1 - (x / 0.8) ** 2);
}
