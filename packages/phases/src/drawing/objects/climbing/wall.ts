import { blend, lay, matte, ramp } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block } from '../../solids/block.js';
import { drum, ellipsoid } from '../../solids/round.js';
import { place } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A leaning board of plywood with bolted holds of many shapes. */
export const holdWall: DrawThing = ({ noise, tones, random }) => {
  const [width, height] = [1.9, 2.15];
  const ply: [number, number, number] = [...linear(mix('#d9b88a', tones.white, 0.25))];
  const [nut, vein] = [linear('#5f5348'), linear('#b48a55')];
  const board: Material = {
    paint({ x, y, z }, finish) {
      lay(finish, ply, { roughness: 0.6, softness: 0.1 });
      blend(finish, vein, 0.3 * ramp(Math.sin(y * 9 + noise(x * 1.2, y * 0.5, z) * 7), 0.2, 1));
      const [column, row] = [(x + 0.12) * 4.2, y * 4.2];
      const away = Math.hypot(column - Math.round(column), row - Math.round(row));
      if (z > 0) blend(finish, nut, ramp(away, 0.075, 0.05) * 0.85);
    },
  };
  const paints = [tones.paints[0], tones.paints[1], tones.paints[2], tones.panel, tones.white];
  const spots = random
    .shuffled(Array.from({ length: 35 }, (_, index) => [(index % 5) - 2, Math.floor(index / 5)] as const))
    .slice(0, 17);
  const holds = spots.flatMap(([column, row], index): Part[] => {
    const at = [
      column * 0.36 + random.between(-0.05, 0.05),
      0.24 + row * 0.285 + random.between(-0.04, 0.04),
      0.06,
    ] as const;
    const size = random.between(0.085, 0.19);
    const [wide, deep, knobs] = [
      random.between(0.8, 1.7),
      random.between(0.55, 0.95),
      random.between(0.7, 1.4),
    ];
    const from = random.between(0, 30);
    const mesh = ellipsoid([size * wide, size, size * deep], {
      segments: 36,
      rings: 24,
      swell: ([x, y, z]) =>
        1 + 0.17 * noise(x * knobs + from, y * knobs, z * knobs) + 0.14 * Math.max(0, y) * Math.max(0, z),
    });
    const colour = paints[index % paints.length] ?? tones.panel;
    const bolt = {
      mesh: place(drum(0.02, 0.02, 0.004, 14), {
        tilt: Math.PI / 2,
        at: [at[0], at[1], 0.06 + size * deep * 0.95],
      }),
      material: matte('#3a3a3c'),
    };
    return [
      { mesh: place(mesh, { at, roll: random.between(-0.7, 0.7) }), material: roughHold(colour, noise) },
      bolt,
    ];
  });
  const legs = [-0.7, 0.7].map((x): Part => ({
    mesh: place(block([0.09, height * 0.9, 0.09], 0.01), { tilt: 0.2, at: [x, 0, -0.62] }),
    material: matte('#a77f50'),
  }));
  return thing(
    moved(
      [
        ...moved([{ mesh: block([width, height, 0.1], 0.015), material: board }, ...holds], { tilt: -0.06 }),
        ...legs,
      ],
      { turn: random.between(-0.3, 0.3) },
    ),
  );
};

/** One big hold, as an ornament on a podium. */
export const bigHold: DrawThing = ({ noise, tones, random }) => {
  const from = random.between(0, 30);
  const mesh = ellipsoid([0.62, 0.4, 0.5], {
    segments: 90,
    rings: 60,
    swell: ([x, y, z]) =>
      1 +
      0.2 * noise(x * 1.2 + from, y * 1.2, z * 1.2) -
      0.3 * Math.exp(-(((y - 0.75) / 0.25) ** 2) - (z - 0.35) ** 2 / 0.16),
  });
  return thing([
    {
      mesh: place(mesh, { at: [0, 0.36, 0] }),
      material: roughHold(random.pick([tones.paints[0], tones.paints[1], tones.panel]), noise),
    },
  ]);
};

/** A folded mat for soft landings. */
export const crashPad: DrawThing = ({ tones }) => {
  const [fabric, edge] = [matte(tones.paints[1]), matte(tones.ink)];
  const strap = (x: number): Part => ({
    mesh: place(block([0.08, 0.52, 0.92], 0.03), { at: [x, 0, 0] }),
    material: edge,
  });
  return thing(
    moved(
      [
        { mesh: block([1.55, 0.24, 0.88], 0.06), material: fabric },
        { mesh: place(block([1.55, 0.24, 0.88], 0.06), { at: [0, 0.26, 0] }), material: matte(tones.panel) },
        strap(-0.42),
        strap(0.42),
        {
          mesh: tube(
            [
              [-0.16, 0.4, 0.45],
              [-0.1, 0.36, 0.56],
              [0.1, 0.36, 0.56],
              [0.16, 0.4, 0.45],
            ],
            0.026,
            { sides: 10, steps: 20 },
          ),
          material: edge,
        },
      ],
      { turn: 0.2 },
    ),
  );
};

function roughHold(colour: string, noise: (x: number, y: number, z: number) => number): Material {
  const plain = matte(colour, { roughness: 0.6 });
  const chalk = linear('#fbf7f0');
  return {
    paint(point, finish) {
      plain.paint(point, finish);
      blend(
        finish,
        chalk,
        0.45 * ramp(point.up + 0.5 * noise(point.x * 7, point.y * 7, point.z * 7), 0.55, 1.2),
      );
    },
    relief: (x, y, z) => 0.0012 * noise(x * 34, y * 34, z * 34),
  };
}
