import { blend, glazed, lay, matte, metal, ramp } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block, discOutline, slab } from '../../solids/block.js';
import { gridSurface } from '../../solids/grid.js';
import { place } from '../../solids/mesh.js';
import { drum, ellipsoid, lathe, torus } from '../../solids/round.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A clock on a stand: ticks for hours, no numerals. */
export const clock: DrawThing = ({ tones, random }) => {
  const face: Material = {
    paint({ x, y }, finish) {
      lay(finish, linear(tones.white), { roughness: 0.5 });
      const [angle, out] = [Math.atan2(x, y), Math.hypot(x, y)];
      const hour = (angle / (Math.PI * 2)) * 12;
      const tick = Math.abs(hour - Math.round(hour)) * out < 0.075;
      if (tick && out > 0.48 && out < 0.58) blend(finish, linear(tones.ink), 0.9);
    },
  };
  const [hours, minutes] = [random.between(0, 12), random.between(0, 60)];
  const hand = (turn: number, length: number, width: number): Part => ({
    mesh: place(place(block([width, length, 0.02], 0.008), { at: [0, -0.06, 0] }), {
      roll: -turn,
      at: [0, 0.76, 0.115],
    }),
    material: matte(tones.ink),
  });
  const rim = glazed(tones.panel, 0.3);
  return thing(
    moved(
      [
        { mesh: place(slab(discOutline(0.64), 0.16, 0.03, [0, 0]), { at: [0, 0.76, 0] }), material: face },
        { mesh: place(torus(0.66, 0.075), { tilt: Math.PI / 2, at: [0, 0.76, 0.03] }), material: rim },
        hand((hours / 12) * Math.PI * 2, 0.4, 0.05),
        hand((minutes / 60) * Math.PI * 2, 0.54, 0.034),
        {
          mesh: place(drum(0.045, 0.05, 0.01, 24), { tilt: Math.PI / 2, at: [0, 0.76, 0.1] }),
          material: metal('#cda75c'),
        },
        ...[-0.34, 0.34].map((x): Part => ({
          mesh: tube(
            [
              [x * 0.8, 0.3, 0],
              [x, 0.1, 0.02],
              [x * 1.1, 0, 0.04],
            ],
            0.04,
            { sides: 12, steps: 10 },
          ),
          material: rim,
        })),
      ],
      { turn: random.between(-0.3, 0.2) },
    ),
  );
};

/** A pin of a map, on a folded plan. */
export const mapPin: DrawThing = ({ tones }) => {
  const pin = lathe(
    [
      [0, 0.06],
      [0.03, 0.1],
      [0.16, 0.45],
      [0.34, 0.8],
      [0.42, 1.06],
      [0.36, 1.32],
      [0.18, 1.48],
      [0, 1.51],
    ],
    { segments: 64, rings: 80 },
  );
  const [land, water, park, way] = [
    linear(mix(tones.white, tones.wall, 0.35)),
    linear('#a9cbd8'),
    linear('#b9cf9f'),
    linear('#ffffff'),
  ];
  const map: Material = {
    paint({ x, z }, finish) {
      lay(finish, land, { roughness: 0.85 });
      blend(finish, water, ramp(z - 0.35 - 0.2 * Math.sin(x * 2.2), 0, 0.02));
      blend(finish, park, ramp(Math.hypot(x + 0.55, z + 0.3), 0.32, 0.3));
      const road = Math.min(
        Math.abs(x - 0.3 + z * 0.3),
        Math.abs(z + 0.12 + 0.12 * Math.sin(x * 3)),
        Math.abs(x + 0.2 - z * 0.6),
      );
      blend(finish, way, ramp(road, 0.045, 0.03));
    },
  };
  const sheet = gridSurface({ across: 64, along: 4 }, (u, v) => {
    const fold = Math.abs(((u * 4) % 2) - 1) * 0.07;
    return [(u - 0.5) * 2, 0.012 + fold, (v - 0.5) * 1.35];
  });
  return thing(
    moved(
      [
        { mesh: sheet, material: map },
        { mesh: pin, material: glazed(tones.panel, 0.22) },
        { mesh: place(ellipsoid([0.17, 0.17, 0.08]), { at: [0, 1.08, 0.38] }), material: matte(tones.white) },
      ],
      { turn: -0.18, scale: 0.92 },
    ),
  );
};

/** A letter in its envelope. */
export const envelope: DrawThing = ({ tones }) => {
  const paper = matte(mix(tones.white, tones.wall, 0.25));
  const flap = slab(
    [
      [-0.78, 0],
      [0.78, 0],
      [0.06, -0.56],
      [-0.06, -0.56],
    ],
    0.014,
    0.004,
    [0, -0.2],
  );
  return thing(
    moved(
      [
        { mesh: block([1.6, 1.05, 0.06], 0.02), material: paper },
        { mesh: place(flap, { at: [0, 1.03, 0.042] }), material: matte(mix(tones.white, tones.wall, 0.45)) },
        {
          mesh: place(drum(0.1, 0.03, 0.012, 36), { tilt: Math.PI / 2, at: [0, 0.5, 0.045] }),
          material: glazed(tones.panel, 0.3),
        },
        {
          mesh: place(block([0.5, 0.05, 0.3], 0.02), { at: [0, 0, -0.06] }),
          material: matte(tones.podiums[1]),
        },
      ],
      { turn: 0.2, tilt: -0.06 },
    ),
  );
};
