import { crust } from '../materials/crust.js';
import { ramp } from '../materials/finishes.js';
import { ellipsoid } from '../solids/round.js';
import { place } from '../solids/mesh.js';
import { thing, type DrawThing } from './thing.js';

/** A round sourdough loaf: rings of flour from its basket, one long torn cut with an ear, small cuts beside it. */
export const sourdough: DrawThing = ({ noise, random }) => {
  const sway = random.between(-0.06, 0.06);
  // The long cut runs in x, bowed; the small ones slant off it on the viewer's side.
  const cutZ = (x: number): number => 0.1 + sway * x - 0.2 * x * x;
  const cut = (x: number, z: number): number =>
    (z - cutZ(x)) / (0.2 * Math.sqrt(Math.max(0.02, 1 - (x / 0.86) ** 2)));
  const torn = (x: number, y: number, z: number): number =>
    y > 0.12 && Math.abs(x) < 0.86 ? ramp(Math.abs(cut(x, z) + 0.1 * noise(x * 4, 0, z * 4)), 1, 0.8) : 0;
  const slits = [-0.5, -0.2, 0.12, 0.42];
  const slit = (x: number, y: number, z: number): number => {
    if (z < 0.2 || y < 0.02) return 0;
    let deepest = 0;
    for (const start of slits) {
      const along = (0.42 - y) / 0.3;
      if (along < 0 || along > 1) continue;
      const off = x - (start + 0.17 * along);
      deepest = Math.max(deepest, ramp(Math.abs(off), 0.034 * Math.sin(Math.PI * along) + 0.002, 0.004));
    }
    return deepest;
  };
  const size = [0.98, 0.62, 0.82] as const;
  const mesh = ellipsoid(size, {
    segments: 200,
    rings: 110,
    swell: ([dx, dy, dz]) => {
      const [x, y, z] = [dx * size[0], dy * size[1], dz * size[2]];
      const open = torn(x, y, z);
      const ear =
        y > 0.1 && Math.abs(x) < 0.8
          ? Math.exp(-(((cut(x, z) - 1.12) / 0.2) ** 2)) * (1 - (x / 0.85) ** 2)
          : 0;
      const boxy = 1 + 0.07 * (1 - Math.abs(dy)) ** 2;
      return (
        boxy *
        (1 +
          0.02 * noise(x * 2, y * 2, z * 2) -
          0.05 * open +
          0.055 * Math.max(0, ear) -
          0.03 * slit(x, y, z))
      );
    },
  });
  flattenBelow(mesh.positions, -0.3);
  mesh.locals.set(mesh.positions);
  place(mesh, { at: [0, 0.37, 0] });
  const material = crust(noise, {
    bake: 0.52,
    flour: 0.9,
    glaze: 0.12,
    openAt: ({ x, y, z }) => Math.max(torn(x, y, z), slit(x, y, z) * 0.85),
    ringsAt: ({ x, y, z }) => {
      if (torn(x, y, z) > 0.1) return -1;
      const ring = Math.sin(Math.hypot(x / 0.98, z / 0.82) * 34 + noise(x * 3, y * 3, z * 3) * 0.8);
      return ramp(ring, -0.3, 0.7) * ramp(y, -0.15, 0.1) + 0.25;
    },
    charAt: ({ x, y, z }) => {
      const edge = y > 0.08 && Math.abs(x) < 0.84 ? Math.exp(-(((cut(x, z) - 1.12) / 0.16) ** 2)) : 0;
      return Math.max(edge, ramp(y, -0.14, -0.34) * 0.7);
    },
  });
  return thing([{ mesh, material }]);
};

/** Presses what lies below a height flat, with a soft edge. */
function flattenBelow(positions: Float32Array, floor: number): void {
  for (let at = 1; at < positions.length; at += 3) {
    const y = positions[at]!;
    if (y < floor + 0.12)
      positions[at] = Math.max(
        floor - 0.07,
        floor + 0.12 - 0.19 * (1 - Math.exp(-(floor + 0.12 - y) / 0.12)),
      );
  }
}
