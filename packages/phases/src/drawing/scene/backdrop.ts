import { blend, lay } from '../materials/finishes.js';
import type { Part } from '../materials/material.js';
import { linear, mix } from '../palette.js';
import { gridSurface } from '../solids/grid.js';

/** Where the wall stands. */
export const WALL_Z = -2.6;
const BEND = 2;

/** Floor and wall in one piece, joined by a wide bend, as a paper roll in a studio. */
export function backdrop(floor: string, wall: string): Part {
  const [low, high, glow] = [linear(floor), linear(wall), linear(mix(wall, '#ffffff', 0.18))];
  const mesh = gridSurface({ across: 4, along: 40 }, (u, v) => {
    const x = (u - 0.5) * 60;
    if (v < 0.25) return [x, 0, 7 + (WALL_Z + BEND - 7) * (v / 0.25)];
    if (v > 0.75) return [x, BEND + ((v - 0.75) / 0.25) * 14, WALL_Z];
    const angle = ((v - 0.25) / 0.5) * (Math.PI / 2);
    return [x, BEND - BEND * Math.cos(angle), WALL_Z + BEND - BEND * Math.sin(angle)];
  });
  return {
    mesh,
    castsShadow: false,
    material: {
      paint({ x, y }, finish) {
        const t = Math.max(0, Math.min(1, y / BEND));
        const share = t * t * (3 - 2 * t);
        // A pool of light on the wall behind the things, as from a spot.
        const pool = Math.max(0, 1 - Math.hypot(x * 0.22, (y - 2.2) * 0.3)) * share;
        lay(finish, low, { roughness: 0.9, gloss: 0.02 });
        blend(finish, high, share);
        blend(finish, glow, pool);
      },
    },
  };
}
