import { matte } from '../materials/finishes.js';
import type { Part } from '../materials/material.js';
import type { Random } from '../random.js';
import { archOutline, discOutline, slab } from '../solids/block.js';
import { place } from '../solids/mesh.js';
import { WALL_Z } from './backdrop.js';
import type { Tones } from './tones.js';

/** How far back the front panel stands. */
export const PANEL_Z: number = WALL_Z + 0.75;

/** What stands behind the things: an arch, an arch within an arch, a disc, or a tall board with a round corner. */
export function panel(x: number, width: number, height: number, tones: Tones, random: Random): Part[] {
  const material = matte(tones.panel);
  const z = PANEL_Z;
  const shape = random.whole(0, 6);
  if (shape === 0) {
    const radius = Math.min(width * 0.62, height * 0.46);
    return [
      { mesh: place(slab(discOutline(radius), 0.14, 0.03), { at: [x, height - radius, z] }), material },
    ];
  }
  if (shape === 1) {
    return [
      {
        mesh: place(slab(archOutline(width * 1.25, height * 1.08), 0.12, 0.03), { at: [x, 0, z - 0.14] }),
        material: matte(tones.podiums[2]),
      },
      {
        mesh: place(slab(archOutline(width * 0.86, height * 0.86), 0.14, 0.03), { at: [x, 0, z] }),
        material,
      },
    ];
  }
  if (shape === 2) {
    const side = random.chance(0.5) ? 1 : -1;
    return [
      {
        mesh: place(slab(archOutline(width * 0.7, height * 0.78), 0.14, 0.03), {
          at: [x + side * width * 0.45, 0, z - 0.2],
        }),
        material: matte(tones.podiums[2]),
      },
      {
        mesh: place(slab(archOutline(width * 0.82, height), 0.14, 0.03), {
          at: [x - side * width * 0.22, 0, z],
        }),
        material,
      },
    ];
  }
  return [{ mesh: place(slab(archOutline(width, height), 0.14, 0.03), { at: [x, 0, z] }), material }];
}
