import { glazed, matte, wood } from '../../materials/finishes.js';
import type { Material } from '../../materials/material.js';
import { mix } from '../../palette.js';
import { block } from '../../solids/block.js';
import { gridSurface } from '../../solids/grid.js';
import { ellipsoid, lathe, polylineLathe } from '../../solids/round.js';
import { place } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { thing, type DrawThing } from '../thing.js';

/** A mug with coffee in it. */
export const mug: DrawThing = ({ tones, random }) => {
  const glaze = glazed(random.chance(0.65) ? tones.white : random.pick(tones.paints));
  const body = lathe(
    [
      [0, 0.02],
      [0.22, 0.0],
      [0.3, 0.02],
      [0.335, 0.12],
      [0.345, 0.35],
      [0.345, 0.58],
      [0.35, 0.65],
      [0.335, 0.67],
      [0.315, 0.645],
      [0.31, 0.5],
      [0.3, 0.2],
      [0, 0.14],
    ],
    { segments: 72, rings: 80 },
  );
  const handle = tube(
    [
      [0.31, 0.55, 0],
      [0.47, 0.57, 0],
      [0.575, 0.46, 0],
      [0.565, 0.28, 0],
      [0.46, 0.17, 0],
      [0.31, 0.18, 0],
    ],
    0.048,
    { sides: 18, steps: 40 },
  );
  const coffee = polylineLathe(
    [
      [0, 0.585],
      [0.27, 0.585],
      [0.312, 0.592],
    ],
    48,
  );
  const turn = random.between(-0.6, 0.3);
  return thing([
    { mesh: body, material: glaze },
    { mesh: place(handle, { turn }), material: glaze },
    { mesh: coffee, material: glazed('#3a1f12', 0.2) },
  ]);
};

/** A paper bag of flour with a rolled top and a band round it. */
export const flourBag: DrawThing = ({ tones, noise }) => {
  const paper = matte(mix(tones.white, '#e6cfa8', 0.55), { softness: 0.25 });
  // Full and square at the bottom, drawn together to a fold at the top.
  const body = gridSurface({ across: 96, along: 40, closed: true }, (u, v) => {
    const angle = u * Math.PI * 2;
    const flat = v < 0.04 ? v / 0.04 : 1;
    const [halfX, halfZ] = [
      0.46 + 0.02 * Math.sin(v * Math.PI),
      0.3 - 0.22 * Math.max(0, v - 0.5) ** 1.1 * 2 + 0.02 * Math.sin(v * Math.PI),
    ];
    return [
      box(Math.sin(angle)) * halfX * flat,
      v < 0.04 ? 0 : (v - 0.04) * 1.16,
      box(Math.cos(angle)) * halfZ * flat,
    ];
  });
  const wrinkled: Material = {
    paint: paper.paint,
    relief: (x, y, z) =>
      0.007 * noise(x * 2.2, y * 1.4, z * 2.2) + 0.004 * Math.abs(noise(x * 5, y * 2, z * 5)),
  };
  const roll = { mesh: place(block([0.93, 0.15, 0.19], 0.05), { at: [0, 1.04, 0.03] }), material: wrinkled };
  const band = {
    mesh: place(block([0.96, 0.34, 0.66], 0.05), { at: [0, 0.34, 0] }),
    material: matte(tones.panel),
  };
  const grain = [-1, 0, 1].map((side) => ({
    mesh: place(ellipsoid([0.032, 0.075, 0.02]), {
      at: [side * 0.085, 0.5 - Math.abs(side) * 0.03, 0.33],
      roll: -side * 0.5,
    }),
    material: matte(tones.white),
  }));
  return thing(
    [{ mesh: body, material: wrinkled }, roll, band, ...grain].map((part) => ({
      ...part,
      mesh: place(part.mesh, { turn: -0.25 }),
    })),
  );
};

/** A stoneware jar with a wooden lid. */
export const jar: DrawThing = ({ tones, random, noise }) => {
  const glaze = glazed(random.pick([tones.white, tones.podiums[1], tones.paints[2]]), 0.34);
  const body = lathe(
    [
      [0, 0],
      [0.3, 0],
      [0.37, 0.03],
      [0.4, 0.15],
      [0.41, 0.45],
      [0.4, 0.66],
      [0.35, 0.76],
      [0.33, 0.8],
      [0.33, 0.84],
      [0, 0.84],
    ],
    { segments: 64, rings: 60 },
  );
  const lid = lathe(
    [
      [0, 0.83],
      [0.36, 0.83],
      [0.37, 0.85],
      [0.37, 0.91],
      [0.35, 0.93],
      [0.09, 0.94],
      [0.06, 0.97],
      [0.1, 1.03],
      [0.07, 1.08],
      [0, 1.09],
    ],
    { segments: 48, rings: 60 },
  );
  return thing([
    { mesh: body, material: glaze },
    { mesh: lid, material: wood('#b07a45', noise, 'x') },
  ]);
};

/** A rolling pin, lying. */
export const rollingPin: DrawThing = ({ noise, random }) => {
  const pin = lathe(
    [
      [0, -1.15],
      [0.05, -1.14],
      [0.085, -1.05],
      [0.07, -0.9],
      [0.055, -0.8],
      [0.06, -0.77],
      [0.165, -0.75],
      [0.175, -0.72],
      [0.178, 0],
      [0.175, 0.72],
      [0.165, 0.75],
      [0.06, 0.77],
      [0.055, 0.8],
      [0.07, 0.9],
      [0.085, 1.05],
      [0.05, 1.14],
      [0, 1.15],
    ],
    { segments: 48, rings: 120 },
  );
  return thing([
    {
      mesh: place(pin, { roll: Math.PI / 2, turn: random.between(-0.45, 0.45), at: [0, 0.178, 0] }),
      material: wood('#c6935a', noise),
    },
  ]);
};

/** Bends a circle's coordinate towards a square. */
function box(value: number): number {
  return Math.sign(value) * Math.abs(value) ** 0.32;
}
