import { glazed, glowing, matte, metal } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { lay, blend } from '../../materials/finishes.js';
import { block } from '../../solids/block.js';
import { drum, ellipsoid, lathe, torus } from '../../solids/round.js';
import { gridSurface } from '../../solids/grid.js';
import { place } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A pile of bound books, each turned a little from the one below it. */
export const bookStack: DrawThing = (kit) => {
  const { tones, random } = kit;
  const covers = random.shuffled([...tones.paints, tones.podiums[1]]);
  let base = 0;
  const parts: Part[] = [];
  const count = random.whole(3, 4);
  for (let index = 0; index < count; index++) {
    const [width, height, depth] = [
      random.between(1.2, 1.42) - index * 0.07,
      random.between(0.19, 0.29),
      random.between(0.86, 0.98) - index * 0.04,
    ];
    const lying = book(width, height, depth, covers[index] ?? tones.ink, tones.white);
    parts.push(...moved(lying, { at: [0, base, 0], turn: random.between(-0.24, 0.24) }));
    base += height + 0.004;
  }
  return thing(parts);
};

/** A row of standing books, the last one leaning. */
export const bookRow: DrawThing = ({ tones, random }) => {
  const covers = random.shuffled([...tones.paints, tones.podiums[1], tones.panel]);
  let x = -0.72;
  const parts: Part[] = [];
  for (let index = 0; index < 6; index++) {
    const [thickness, height] = [random.between(0.17, 0.28), random.between(0.98, 1.32)];
    const standing = book(height, thickness, 0.8, covers[index % covers.length] ?? tones.ink, tones.white);
    // From lying to standing: what was its width goes up, and its spine keeps facing the viewer.
    moved(standing, { roll: Math.PI / 2, at: [thickness, height / 2, 0] });
    const leaning = index === 5 ? 0.16 : 0;
    parts.push(...moved(standing, { roll: leaning, at: [x + leaning * height, 0, 0] }));
    x += thickness + 0.008;
  }
  return thing(moved(parts, { turn: -0.12 }));
};

/** A lying book of the given size, its spine to the viewer, with bands of gold on it. */
export function book(width: number, height: number, depth: number, cover: string, paper: string): Part[] {
  const cloth = matte(cover, { roughness: 0.6 });
  const board = Math.min(0.035, height * 0.16);
  const edges: Material = {
    paint({ y }, finish) {
      lay(finish, linear(paper), { roughness: 0.9, softness: 0.2 });
      blend(finish, linear('#b49a78'), 0.35 * Math.max(0, Math.sin(y * 330)));
    },
  };
  const gold = metal('#cda85a', 0.35);
  const spine = gridSurface({ across: 24, along: 20 }, (u, v) => {
    const angle = (u - 0.5) * Math.PI;
    return [
      (v - 0.5) * width,
      height / 2 + Math.sin(angle) * height * 0.5,
      depth / 2 - 0.012 + Math.cos(angle) * height * 0.16,
    ];
  });
  const bands = [-0.36, -0.3, 0.3, 0.36].map((at): Part => ({
    mesh: gridSurface({ across: 16, along: 1 }, (u, v) => {
      const angle = (u - 0.5) * Math.PI * 0.94;
      return [
        (at + (v - 0.5) * 0.018) * width,
        height / 2 + Math.sin(angle) * height * 0.502,
        depth / 2 - 0.006 + Math.cos(angle) * height * 0.166,
      ];
    }),
    material: gold,
  }));
  return [
    { mesh: block([width, board, depth], 0.012), material: cloth },
    { mesh: place(block([width, board, depth], 0.012), { at: [0, height - board, 0] }), material: cloth },
    {
      mesh: place(block([width - 0.07, height - board * 1.8, depth - 0.06], 0.005), {
        at: [0, board * 0.9, 0],
      }),
      material: edges,
    },
    { mesh: spine, material: cloth },
    ...bands,
  ];
}

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
      if (inMargin && point.y > 0.03 && line < 0.09 && point.x < length)
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
  for (const { mesh } of sheets.slice(2))
    for (let at = 1; at < mesh.locals.length; at += 3) mesh.locals[at]! += 0.034;
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
