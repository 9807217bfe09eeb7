import { metal, stone, wood } from '../../materials/finishes.js';
import { block, slab } from '../../solids/block.js';
import { drum, ellipsoid, lathe } from '../../solids/round.js';
import { place } from '../../solids/mesh.js';
import { gridSurface } from '../../solids/grid.js';
import { tube } from '../../solids/tube.js';
import type { Part } from '../../materials/material.js';
import { thing, type DrawThing } from '../thing.js';

/** Balance scales in brass, level within a breath. */
export const scales: DrawThing = ({ noise, random }) => {
  const brass = metal('#c9a053', 0.3);
  const dip = random.between(-0.05, 0.05);
  const top = 1.86;
  const post = lathe(
    [
      [0, 0.12],
      [0.3, 0.12],
      [0.31, 0.15],
      [0.24, 0.2],
      [0.1, 0.25],
      [0.06, 0.34],
      [0.08, 0.4],
      [0.05, 0.46],
      [0.04, 0.9],
      [0.06, 0.98],
      [0.04, 1.06],
      [0.035, 1.68],
      [0.075, 1.74],
      [0.05, 1.8],
      [0, 1.82],
    ],
    { segments: 40, rings: 110 },
  );
  const beam = tube(
    [
      [-0.86, top - 0.1, 0],
      [-0.5, top - 0.01, 0],
      [-0.15, top - 0.05, 0],
      [0, top - 0.02, 0],
      [0.15, top - 0.05, 0],
      [0.5, top - 0.01, 0],
      [0.86, top - 0.1, 0],
    ],
    (t) => 0.026 + 0.026 * Math.exp(-(((t - 0.5) / 0.12) ** 2)),
    { sides: 14, steps: 60 },
  );
  const parts: Part[] = [
    { mesh: drum(0.44, 0.12, 0.03), material: wood('#5b3a26', noise, 'x') },
    { mesh: post, material: brass },
    { mesh: place(beam, { roll: dip }), material: brass },
    { mesh: place(ellipsoid([0.07, 0.07, 0.07]), { at: [0, top + 0.03, 0] }), material: brass },
    { mesh: place(ellipsoid([0.03, 0.09, 0.03]), { at: [0, top + 0.15, 0] }), material: brass },
  ];
  for (const side of [-1, 1]) {
    const [x, y] = [
      side * 0.86 * Math.cos(dip) - Math.sin(dip) * (top - 0.1),
      (top - 0.1) * Math.cos(dip) + side * 0.86 * Math.sin(dip),
    ];
    const low = y - 0.86;
    parts.push({
      mesh: place(ellipsoid([0.035, 0.035, 0.035], { segments: 16, rings: 10 }), { at: [x, y, 0] }),
      material: brass,
    });
    for (const turn of [0.5, 0.5 + (Math.PI * 2) / 3, 0.5 + (Math.PI * 4) / 3]) {
      const rim: [number, number, number] = [x + Math.sin(turn) * 0.38, low, Math.cos(turn) * 0.38];
      parts.push({
        mesh: tube([[x, y, 0], [(x + rim[0]) / 2, (y + low) / 2, rim[2] / 2], rim], 0.008, {
          sides: 6,
          steps: 4,
        }),
        material: brass,
      });
    }
    const pan = lathe(
      [
        [0, -0.12],
        [0.14, -0.115],
        [0.3, -0.06],
        [0.4, 0.01],
        [0.405, 0.02],
        [0.39, 0.018],
        [0.29, -0.045],
        [0.13, -0.098],
        [0, -0.1],
      ],
      { segments: 56, rings: 40 },
    );
    parts.push({ mesh: place(pan, { at: [x, low, 0] }), material: brass });
  }
  return thing(parts);
};

/** A fluted column with its base and capital. */
export const column: DrawThing = ({ tones, noise, random }) => {
  const marble = stone(tones.white, noise, { scale: 1.3, relief: 0.0008 });
  const height = random.between(1.7, 2.1);
  const flutes = 18;
  const shaft = gridSurface({ across: flutes * 10, along: 20, closed: true }, (u, v) => {
    const angle = u * Math.PI * 2;
    const hollow =
      0.028 * Math.abs(Math.sin((flutes / 2) * angle)) ** 0.7 * Math.min(1, v * 12, (1 - v) * 12);
    const radius = 0.29 - 0.04 * v + 0.012 * Math.sin(v * Math.PI) - hollow;
    return [radius * Math.sin(angle), 0.3 + v * height, radius * Math.cos(angle)];
  });
  const foot = lathe(
    [
      [0, 0.12],
      [0.4, 0.12],
      [0.42, 0.15],
      [0.4, 0.19],
      [0.34, 0.2],
      [0.34, 0.23],
      [0.36, 0.25],
      [0.35, 0.29],
      [0.29, 0.3],
      [0, 0.3],
    ],
    { rings: 60 },
  );
  const neck = lathe(
    [
      [0, 0],
      [0.25, 0],
      [0.27, 0.02],
      [0.25, 0.04],
      [0.25, 0.07],
      [0.34, 0.15],
      [0.38, 0.18],
      [0, 0.18],
    ],
    { rings: 60 },
  );
  const top = 0.3 + height;
  return thing([
    { mesh: block([0.92, 0.12, 0.92], 0.02), material: marble },
    { mesh: foot, material: marble },
    { mesh: shaft, material: marble },
    { mesh: place(neck, { at: [0, top, 0] }), material: marble },
    { mesh: place(block([0.84, 0.11, 0.84], 0.015), { at: [0, top + 0.17, 0] }), material: marble },
  ]);
};

/** A small temple front: steps, six columns, a pediment. */
export const portico: DrawThing = ({ tones, noise }) => {
  const marble = stone(tones.white, noise, { scale: 1.2, relief: 0.0006 });
  const steps = [0, 1, 2].map((step): Part => ({
    mesh: place(block([2.1 - step * 0.14, 0.09, 0.98 - step * 0.14], 0.012), { at: [0, step * 0.09, 0] }),
    material: marble,
  }));
  const columns = Array.from({ length: 12 }, (_, index): Part => {
    const x = ((index % 6) - 2.5) * 0.31;
    const z = index < 6 ? 0.24 : -0.24;
    const mesh = lathe(
      [
        [0, 0.27],
        [0.1, 0.27],
        [0.1, 0.31],
        [0.078, 0.33],
        [0.075, 0.33],
        [0.066, 1.02],
        [0.07, 1.03],
        [0.1, 1.08],
        [0.1, 1.1],
        [0, 1.1],
      ],
      { segments: 28, rings: 46 },
    );
    return { mesh: place(mesh, { at: [x, 0, z] }), material: marble };
  });
  const roof = slab(
    [
      [-1, 0],
      [1, 0],
      [0, 0.42],
    ],
    0.86,
    0.015,
    [0, 0.14],
  );
  const inset = slab(
    [
      [-0.76, 0],
      [0.76, 0],
      [0, 0.31],
    ],
    0.9,
    0.01,
    [0, 0.1],
  );
  return thing([
    ...steps,
    ...columns,
    {
      mesh: place(block([1.86, 0.7, 0.3], 0.01), { at: [0, 0.27, -0.08] }),
      material: stone(tones.podiums[2], noise, { relief: 0.001 }),
    },
    { mesh: place(block([1.9, 0.13, 0.78], 0.012), { at: [0, 1.1, 0] }), material: marble },
    { mesh: place(roof, { at: [0, 1.23, 0] }), material: marble },
    {
      mesh: place(inset, { at: [0, 1.265, 0] }),
      material: stone(tones.podiums[2], noise, { relief: 0.001 }),
    },
  ]);
};
