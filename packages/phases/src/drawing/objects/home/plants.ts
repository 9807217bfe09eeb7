import { leaf, matte, ramp } from '../../materials/finishes.js';
import type { Part } from '../../materials/material.js';
import { mix } from '../../palette.js';
import { gridSurface } from '../../solids/grid.js';
import { drum, lathe } from '../../solids/round.js';
import { place, type Vec } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { thing, type DrawThing, type Kit } from '../thing.js';
import { leafBlade } from './leaf-blade.js';

/** A broad-leaved plant in a pot. */
export const pottedPlant: DrawThing = (kit) => {
  const { random, tones } = kit;
  const greens = ['#4f7a4a', '#5d8a52', '#3f6b48'].map((green) => leaf(mix(green, tones.paints[1], 0.12)));
  const parts = pot(kit, 0.42, 0.62);
  const count = 15;
  for (let index = 0; index < count; index++) {
    const high = index / count;
    const angle = index * 2.4 + random.between(-0.2, 0.2);
    const [out, rise] = [0.2 + 0.5 * (1 - high) + random.between(0, 0.12), 0.5 + high * 1.05];
    const tip: Vec = [Math.sin(angle) * out, 0.6 + rise, Math.cos(angle) * out * 0.8];
    parts.push({
      mesh: tube([[0, 0.55, 0], [tip[0] * 0.35, 0.6 + rise * 0.6, tip[2] * 0.35], tip], 0.016, {
        sides: 7,
        steps: 12,
      }),
      material: matte('#6b8050'),
    });
    const blade = leafBlade(random.between(0.5, 0.66), random.between(0.3, 0.38), random.between(0.5, 0.9));
    parts.push({
      mesh: place(blade, { tilt: 0.5 - high * 0.85, turn: angle, at: tip }),
      material: greens[index % 3] ?? leaf('#4f7a4a'),
    });
  }
  return thing(parts);
};

/** Upright sword-shaped leaves in a pot. */
export const swordPlant: DrawThing = (kit) => {
  const { random, tones } = kit;
  const parts = pot(kit, 0.38, 0.55);
  const banded = leaf(mix('#5b8458', tones.paints[1], 0.1));
  for (let index = 0; index < 9; index++) {
    const angle = index * 2.4;
    const length = random.between(0.85, 1.45);
    const blade = gridSurface({ across: 8, along: 24 }, (u, v) => {
      const wide = 0.1 * Math.sin(Math.PI * (0.16 + 0.84 * v)) ** 0.7;
      const side = (u - 0.5) * 2;
      return [side * wide, v * length, 0.04 * side * side + 0.12 * v * v];
    });
    parts.push({
      mesh: place(blade, {
        turn: angle + random.between(-0.3, 0.3),
        at: [Math.sin(angle) * 0.15, 0.48, Math.cos(angle) * 0.15],
      }),
      material: banded,
    });
  }
  return thing(parts);
};

function pot({ tones, random, noise }: Kit, radius: number, height: number): Part[] {
  const clay = random.chance(0.5) ? '#c9764f' : random.pick([tones.white, tones.podiums[1], tones.paints[2]]);
  const shape = random.chance(0.5)
    ? ([
        [0, 0],
        [radius * 0.7, 0],
        [radius * 0.74, 0.02],
        [radius * 0.96, height * 0.78],
        [radius, height * 0.8],
        [radius * 1.04, height * 0.97],
        [radius * 1.02, height],
        [radius * 0.94, height],
        [radius * 0.9, height * 0.86],
        [0, height * 0.86],
      ] as const)
    : ([
        [0, 0],
        [radius * 0.8, 0],
        [radius * 0.95, height * 0.12],
        [radius * 1.05, height * 0.5],
        [radius * 0.98, height * 0.94],
        [radius * 0.95, height],
        [radius * 0.88, height],
        [radius * 0.86, height * 0.86],
        [0, height * 0.86],
      ] as const);
  const glaze = matte(clay, { roughness: 0.55 });
  const soil = drum(radius * 0.86, 0.03, 0.01, 40);
  return [
    {
      mesh: lathe(shape, { segments: 64, rings: 80 }),
      material: { paint: glaze.paint, relief: (x, y, z) => 0.002 * ramp(noise(x * 8, y * 14, z * 8), -1, 1) },
    },
    { mesh: place(soil, { at: [0, height * 0.84, 0] }), material: matte('#4b382a') },
  ];
}
