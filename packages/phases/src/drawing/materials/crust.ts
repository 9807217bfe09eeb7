import { linear } from '../palette.js';
import { blend, lay, ramp, type Noise } from './finishes.js';
import type { Material, SurfacePoint } from './material.js';

const DEEP = linear('#5a2610');
const BAKED = linear('#9a5320');
const GOLDEN = linear('#d2964a');
const PALE = linear('#f0cf98');
const FLOUR = linear('#fbf0dc');

export interface CrustLook {
  /** 0 is barely baked, 1 is dark. */
  bake?: number;
  /** How much flour lies on it, 0 to 1. */
  flour?: number;
  /** 0 dull to 1 glazed with egg. */
  glaze?: number;
  /** Where the crust is torn open: 0 to 1. */
  openAt?: (point: SurfacePoint) => number;
  /** Where flour stands in lines, 0 to 1, as the rings of a proving basket. */
  ringsAt?: (point: SurfacePoint) => number;
  /** Where it is darkest: ridges and rims, 0 to 1. */
  charAt?: (point: SurfacePoint) => number;
}

/** The crust of a bread: gold to brown by how it faces up and by chance, blistered, floured, torn open in its cuts. */
export function crust(
  noise: Noise,
  { bake = 0.5, flour = 0, glaze = 0.2, openAt, ringsAt, charAt }: CrustLook = {},
): Material {
  return {
    paint(point, finish) {
      const { x, y, z } = point;
      const broad = noise(x * 1.7, y * 1.7, z * 1.7);
      const middle = noise(x * 5.5 + 9, y * 5.5, z * 5.5);
      const fine = noise(x * 21, y * 21, z * 21);
      const heat = bake + 0.22 * point.up + 0.16 * broad + 0.12 * middle + 0.06 * fine;
      lay(finish, GOLDEN, { roughness: 0.62 - glaze * 0.22, softness: 0.28, gloss: 0.03 + glaze * 0.025 });
      blend(finish, PALE, ramp(heat, 0.34, 0.02));
      blend(finish, BAKED, ramp(heat, 0.36, 0.66));
      blend(finish, DEEP, ramp(heat, 0.62, 1.08));
      if (charAt) blend(finish, DEEP, charAt(point) * 0.85);
      if (openAt) {
        const open = openAt(point);
        if (open > 0) {
          blend(finish, PALE, open * (0.82 + 0.18 * middle));
          blend(finish, GOLDEN, open * ramp(fine + middle, 0.1, 1.2) * 0.8);
          finish.roughness += open * 0.25;
        }
      }
      const dusted =
        flour *
        ramp(
          broad * 0.55 + middle * 0.5 + fine * 0.2 + (ringsAt ? ringsAt(point) * 1.1 - 0.45 : 0),
          -0.1,
          0.7,
        );
      if (dusted > 0) {
        blend(finish, FLOUR, dusted * 0.88);
        finish.roughness += dusted * 0.3;
      }
    },
    relief: (x, y, z) =>
      (1 - 0.75 * glaze) * (0.0035 * noise(x * 8, y * 8, z * 8) + 0.0015 * noise(x * 24, y * 24, z * 24)),
  };
}
