import { blend, lay, matte, ramp } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { place } from '../../solids/mesh.js';
import { drum, ellipsoid, lathe } from '../../solids/round.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A rolled mat beside two blocks. */
export const yogaMat: DrawThing = ({ tones }) => {
  const [colour, edge] = [linear(tones.panel), linear(mix(tones.panel, '#ffffff', 0.35))];
  const rolled: Material = {
    paint({ x, y, z }, finish) {
      lay(finish, colour, { roughness: 0.85, softness: 0.1 });
      if (Math.abs(y) > 0.7)
        blend(finish, edge, ramp(Math.sin(Math.hypot(x, z) * 110 + Math.atan2(x, z)), -0.2, 0.4));
    },
  };
  const roll = lathe(
    [
      [0, -0.72],
      [0.3, -0.72],
      [0.32, -0.71],
      [0.32, -0.7],
      [0.32, 0.7],
      [0.32, 0.71],
      [0.3, 0.72],
      [0, 0.72],
    ],
    { segments: 64, rings: 120 },
  );
  const straps = [-0.36, 0.36].map((y): Part => ({
    mesh: place(drum(0.332, 0.09, 0.01), { at: [0, y - 0.045, 0] }),
    material: matte(tones.ink),
  }));
  return thing(
    moved(moved([{ mesh: roll, material: rolled }, ...straps], { roll: Math.PI / 2 }), {
      turn: 0.42,
      at: [0, 0.325, 0],
    }),
  );
};

/** A candle in a glass of stoneware, lit. */
export const candle: DrawThing = ({ tones, random }) =>
  thing([
    {
      mesh: lathe(
        [
          [0, 0],
          [0.3, 0],
          [0.34, 0.03],
          [0.35, 0.55],
          [0.35, 0.58],
          [0.32, 0.58],
          [0.31, 0.46],
          [0, 0.46],
        ],
        { segments: 56, rings: 60 },
      ),
      material: matte(random.pick([tones.podiums[1], tones.paints[2], tones.white]), { roughness: 0.6 }),
    },
    {
      mesh: place(drum(0.305, 0.03, 0.01), { at: [0, 0.44, 0] }),
      material: matte('#fbf1dd', { softness: 0.5 }),
    },
    { mesh: place(drum(0.012, 0.1, 0.004, 8), { at: [0, 0.46, 0] }), material: matte('#2a241f') },
    {
      mesh: place(ellipsoid([0.05, 0.12, 0.05], { swell: ([, y]) => 1 - 0.35 * Math.max(0, y) }), {
        at: [0, 0.66, 0],
      }),
      material: { paint: (_, finish) => lay(finish, linear('#ffd27a'), { glow: 0.45, roughness: 0.9 }) },
    },
  ]);
