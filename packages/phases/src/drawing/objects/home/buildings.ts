import { blend, glazed, lay, matte, ramp } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block, slab } from '../../solids/block.js';
import { gridSurface } from '../../solids/grid.js';
import { place } from '../../solids/mesh.js';
import { drum, ellipsoid } from '../../solids/round.js';
import { moved, thing, type DrawThing, type Kit } from '../thing.js';

/** A shop as a model: a striped awning over a wide window, a door, a window above. */
export const shopfront: DrawThing = (kit) => {
  const { tones, random } = kit;
  const wall = matte(mix(tones.white, tones.wall, 0.4));
  const trim = matte(tones.podiums[1]);
  const [stripe, pale] = [linear(tones.panel), linear(tones.white)];
  const awning: Material = {
    paint({ u }, finish) {
      lay(finish, Math.floor(u * 11) % 2 === 0 ? stripe : pale, { roughness: 0.8, softness: 0.2 });
    },
  };
  const cloth = gridSurface({ across: 88, along: 14 }, (u, v) => {
    const scallop = v > 0.86 ? -0.05 * Math.abs(Math.sin(u * 11 * Math.PI)) * ((v - 0.86) / 0.14) : 0;
    return [
      (u - 0.5) * 1.86,
      1.06 - 0.26 * Math.min(1, v / 0.86) - (v > 0.86 ? 0.05 : 0) + scallop,
      0.45 + 0.42 * Math.min(1, v / 0.86) + 0.01,
    ];
  });
  const warm = litGlass();
  const upper = [-0.52, 0, 0.52].flatMap((x) => sash(x, 1.2, 0.3, 0.42, 0.45, trim, warm));
  return thing(
    moved(
      [
        { mesh: block([1.8, 1.78, 0.9], 0.02), material: wall },
        { mesh: place(block([1.92, 0.12, 1], 0.02), { at: [0, 1.74, 0] }), material: trim },
        { mesh: place(block([1.82, 0.14, 0.08], 0.01), { at: [0, 1.02, 0.45] }), material: trim },
        { mesh: place(block([1.06, 0.66, 0.04], 0.01), { at: [-0.28, 0.26, 0.44] }), material: warm },
        ...[-0.8, -0.28, 0.24].map((x): Part => ({
          mesh: place(block([0.05, 0.72, 0.08], 0.01), { at: [x, 0.22, 0.46] }),
          material: trim,
        })),
        { mesh: place(block([1.12, 0.22, 0.1], 0.015), { at: [-0.28, 0.02, 0.46] }), material: trim },
        {
          mesh: place(block([0.4, 0.92, 0.06], 0.02), { at: [0.58, 0.02, 0.45] }),
          material: matte(tones.panel),
        },
        { mesh: place(block([0.26, 0.46, 0.03], 0.015), { at: [0.58, 0.38, 0.475] }), material: warm },
        {
          mesh: place(ellipsoid([0.022, 0.022, 0.022]), { at: [0.44, 0.42, 0.5] }),
          material: glazed('#cda75c'),
        },
        { mesh: cloth, material: awning },
        ...upper,
        ...bush(kit, -0.98, 0.62),
        ...bush(kit, 0.96, 0.6),
      ],
      { turn: random.between(-0.4, 0.3) },
    ),
  );
};

/** A house with a pitched roof, a chimney and a tree. */
export const house: DrawThing = (kit) => {
  const { tones, random } = kit;
  const wall = matte(mix(tones.white, tones.wall, 0.3));
  const tiles: Material = {
    paint({ x, y }, finish) {
      lay(finish, linear(tones.panel), { roughness: 0.7 });
      const row = y * 9;
      const seam = Math.min(
        Math.abs(row - Math.round(row)),
        Math.abs(x * 7 + (Math.round(row) % 2) * 0.5 - Math.round(x * 7 + (Math.round(row) % 2) * 0.5)) * 1.4,
      );
      blend(finish, linear(mix(tones.panel, '#20140e', 0.4)), 0.6 * ramp(seam, 0.12, 0.04));
    },
  };
  const gable = slab(
    [
      [-0.62, 0],
      [0.62, 0],
      [0, 0.6],
    ],
    1.36,
    0.01,
    [0, 0.2],
  );
  const slope = (side: number): Part => ({
    mesh: place(block([1.56, 0.07, 0.98], 0.015), { tilt: side * 0.77, at: [0, 1.235, side * 0.36] }),
    material: tiles,
  });
  const glass = litGlass();
  const frame = matte(tones.white);
  return thing(
    moved(
      [
        { mesh: block([1.4, 0.95, 1.2], 0.015), material: wall },
        { mesh: place(gable, { turn: Math.PI / 2, at: [0, 0.94, 0] }), material: wall },
        slope(1),
        slope(-1),
        {
          mesh: place(block([0.2, 0.5, 0.22], 0.015), { at: [-0.42, 1.28, -0.16] }),
          material: matte(tones.podiums[1]),
        },
        {
          mesh: place(block([0.32, 0.62, 0.05], 0.02), { at: [0.05, 0, 0.6] }),
          material: matte(tones.paints[1]),
        },
        {
          mesh: place(ellipsoid([0.02, 0.02, 0.02]), { at: [0.16, 0.32, 0.64] }),
          material: glazed('#cda75c'),
        },
        ...sash(-0.42, 0.32, 0.32, 0.36, 0.6, frame, glass),
        ...sash(0.46, 0.32, 0.32, 0.36, 0.6, frame, glass),
        {
          mesh: place(block([0.5, 0.05, 0.3], 0.015), { at: [0.05, 0, 0.72] }),
          material: matte(tones.podiums[2]),
        },
        ...bush(kit, 0.95, 0.3),
        ...bush(kit, -0.9, 0.48),
      ],
      { turn: random.between(-0.5, 0.4) },
    ),
  );
};

function sash(
  x: number,
  y: number,
  width: number,
  height: number,
  z: number,
  frame: Material,
  glass: Material,
): Part[] {
  return [
    { mesh: place(block([width, height, 0.05], 0.01), { at: [x, y, z] }), material: frame },
    {
      mesh: place(block([width - 0.07, height - 0.07, 0.03], 0.005), { at: [x, y + 0.035, z + 0.016] }),
      material: glass,
    },
    {
      mesh: place(block([0.02, height - 0.04, 0.03], 0.004), { at: [x, y + 0.02, z + 0.022] }),
      material: frame,
    },
    {
      mesh: place(block([width - 0.04, 0.02, 0.03], 0.004), { at: [x, y + height / 2, z + 0.022] }),
      material: frame,
    },
    {
      mesh: place(block([width + 0.08, 0.035, 0.1], 0.01), { at: [x, y - 0.03, z + 0.02] }),
      material: frame,
    },
  ];
}

function bush({ noise, random }: Kit, x: number, z: number): Part[] {
  const green = matte(random.pick(['#5c7d4d', '#6b8a56', '#4e7050']), { softness: 0.3 });
  const size = random.between(0.15, 0.2);
  return [
    {
      mesh: place(
        ellipsoid([size, size * 1.15, size], {
          segments: 40,
          rings: 26,
          swell: ([dx, dy, dz]) => 1 + 0.1 * noise(dx * 4 + x * 9, dy * 4, dz * 4),
        }),
        { at: [x, 0.16 + size, z] },
      ),
      material: { paint: green.paint, relief: (px, py, pz) => 0.01 * noise(px * 28, py * 28, pz * 28) },
    },
    { mesh: place(drum(0.11, 0.18, 0.02, 28), { at: [x, 0, z] }), material: matte('#b9714d') },
  ];
}

function litGlass(): Material {
  const [warm, deep] = [linear('#ffdf9e'), linear('#8fa7b8')];
  return {
    paint({ y }, finish) {
      lay(finish, warm, { roughness: 0.15, gloss: 0.05, glow: 0.3 });
      blend(finish, deep, ramp(y, 0.2, 1) * 0.3);
    },
  };
}
