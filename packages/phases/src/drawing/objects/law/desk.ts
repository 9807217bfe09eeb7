import { glazed, glowing, matte, metal } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { blend } from '../../materials/finishes.js';
import { block } from '../../solids/block.js';
import { drum, ellipsoid, lathe, torus } from '../../solids/round.js';
import { place } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** Sheets of paper, and a fountain pen that lies on them. */
export const penAndPaper: DrawThing = ({ tones, random }) => {
  const sheet = matte(tones.white, { softness: 0.15 });
  const ruled: Material = {
    paint(point, finish) {
      sheet.paint(point, finish);
      const inMargin = Math.abs(point.x) < 0.46 && point.z > -0.58 && point.z < 0.62;
      const line = Math.abs(((point.z * 9 + 100) % 1) - 0.5);
      const row = Math.floor(point.z * 9 + 100);
      const length = row % 5 === 4 ? 0.05 : 0.46;
      if (inMargin && point.y > 0.012 && line < 0.09 && point.x < length)
        blend(finish, linear(tones.ink), 0.42);
    },
  };
  const sheets = [0, 1, 2].map((index): Part => ({
    mesh: place(block([1.16, 0.016, 1.55], 0.004), {
      at: [random.between(-0.03, 0.03), index * 0.017, 0],
      turn: (index - 2) * 0.07,
    }),
    material: index === 2 ? ruled : sheet,
  }));
  const lacquer = glazed(tones.ink, 0.2);
  const gold = metal('#d3ab58', 0.24);
  const barrel = lathe(
    [
      [0, -0.62],
      [0.04, -0.61],
      [0.06, -0.55],
      [0.07, -0.2],
      [0.07, 0.18],
      [0.055, 0.34],
      [0.045, 0.42],
      [0, 0.42],
    ],
    { segments: 32, rings: 50 },
  );
  const nib = lathe(
    [
      [0.042, 0.41],
      [0.04, 0.48],
      [0.024, 0.58],
      [0.004, 0.66],
      [0, 0.66],
    ],
    { segments: 24, rings: 24 },
  );
  const pen: Part[] = [
    { mesh: barrel, material: lacquer },
    { mesh: place(nib, { scale: [1, 1, 0.5] }), material: gold },
    { mesh: place(torus(0.069, 0.012, { segments: 32, sides: 10 }), { at: [0, -0.12, 0] }), material: gold },
    { mesh: place(torus(0.05, 0.01, { segments: 32, sides: 10 }), { at: [0, 0.4, 0] }), material: gold },
    {
      mesh: tube(
        [
          [0, -0.58, 0.06],
          [0, -0.4, 0.09],
          [0, -0.16, 0.085],
        ],
        0.012,
        { sides: 8, steps: 10 },
      ),
      material: gold,
    },
  ];
  moved(pen, { tilt: Math.PI / 2 });
  moved(pen, { turn: 1.05, at: [0.16, 0.125, 0.1] });
  return thing(moved([...sheets, ...pen], { turn: 0.22, scale: 0.92 }));
};

/** A desk lamp with a bent arm, lit. */
export const deskLamp: DrawThing = ({ tones, random }) => {
  const lacquer = glazed(random.pick([tones.paints[0], tones.paints[1], tones.ink]), 0.35);
  const brass = metal('#c9a053', 0.3);
  const head: Part[] = [
    {
      mesh: lathe(
        [
          [0, 0.5],
          [0.08, 0.49],
          [0.11, 0.42],
          [0.14, 0.36],
          [0.36, 0.02],
          [0.38, 0],
          [0.365, 0.0],
          [0.13, 0.33],
          [0, 0.36],
        ],
        { segments: 56, rings: 70 },
      ),
      material: lacquer,
    },
    { mesh: place(ellipsoid([0.12, 0.14, 0.12]), { at: [0, 0.12, 0] }), material: glowing('#ffe2a6', 1.6) },
  ];
  moved(head, { roll: 0.5, at: [0.34, 1.42, 0] });
  return thing(
    moved(
      [
        { mesh: drum(0.36, 0.09, 0.035), material: lacquer },
        {
          mesh: tube(
            [
              [-0.02, 0.08, 0],
              [-0.16, 0.5, 0],
              [-0.34, 0.95, 0],
            ],
            0.026,
            { sides: 12, steps: 16 },
          ),
          material: brass,
        },
        {
          mesh: tube(
            [
              [-0.34, 0.95, 0],
              [-0.06, 1.4, 0],
              [0.12, 1.84, 0],
            ],
            0.026,
            { sides: 12, steps: 16 },
          ),
          material: brass,
        },
        { mesh: place(ellipsoid([0.065, 0.065, 0.065]), { at: [-0.34, 0.95, 0] }), material: lacquer },
        { mesh: place(ellipsoid([0.055, 0.055, 0.055]), { at: [0.12, 1.84, 0] }), material: lacquer },
        ...head,
      ],
      { turn: random.between(-0.4, 0.1) },
    ),
  );
};

/** A leather briefcase with two clasps. */
export const briefcase: DrawThing = ({ tones, noise, random }) => {
  const leather = matte(mix('#7a4526', random.pick(tones.paints), 0.25), { roughness: 0.45 });
  const grained: Material = {
    paint: leather.paint,
    relief: (x, y, z) => 0.0007 * noise(x * 30, y * 30, z * 30),
  };
  const dark: Material = matte(mix('#4a2814', tones.ink, 0.3), { roughness: 0.45 });
  const brass = metal('#cfa75b', 0.28);
  const clasps = [-0.42, 0.42].flatMap((x): Part[] => [
    { mesh: place(block([0.15, 0.96, 0.03], 0.012), { at: [x, 0.0, 0.215] }), material: dark },
    { mesh: place(block([0.14, 0.14, 0.04], 0.015), { at: [x, 0.5, 0.225] }), material: brass },
  ]);
  return thing(
    moved(
      [
        { mesh: block([1.5, 0.98, 0.42], 0.08), material: grained },
        { mesh: place(block([1.54, 0.5, 0.47], 0.09), { at: [0, 0.53, 0] }), material: grained },
        ...clasps,
        {
          mesh: tube(
            [
              [-0.22, 1, 0],
              [-0.22, 1.14, 0],
              [-0.12, 1.2, 0],
              [0.12, 1.2, 0],
              [0.22, 1.14, 0],
              [0.22, 1, 0],
            ],
            0.04,
            { sides: 14, steps: 40 },
          ),
          material: dark,
        },
      ],
      { turn: random.between(-0.4, 0.25) },
    ),
  );
};
