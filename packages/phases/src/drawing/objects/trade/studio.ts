import { blend, glazed, lay, matte, metal, ramp } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block, discOutline, slab } from '../../solids/block.js';
import { gridSurface } from '../../solids/grid.js';
import { place } from '../../solids/mesh.js';
import { drum, ellipsoid, lathe, polylineLathe, torus } from '../../solids/round.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A camera of the old kind: leather, a chrome top, a big lens. */
export const camera: DrawThing = ({ tones, noise, random }) => {
  const leather: Material = {
    paint: matte(mix(tones.ink, tones.paints[0], 0.35), { roughness: 0.55 }).paint,
    relief: (x, y, z) => 0.002 * noise(x * 40, y * 40, z * 40),
  };
  const chrome = metal('#d4d8dc', 0.26);
  const black = glazed('#1f2124', 0.3);
  const glass: Material = {
    paint({ x, z }, finish) {
      lay(finish, linear('#101820'), { roughness: 0.08, gloss: 0.08 });
      blend(finish, linear('#4a5f9a'), 0.8 * ramp(Math.hypot(x + 0.06, z + 0.05), 0.2, 0.02));
      blend(finish, linear('#8a5aa0'), 0.5 * ramp(Math.hypot(x - 0.08, z - 0.06), 0.1, 0.02));
    },
  };
  const lens: Part[] = moved(
    [
      {
        mesh: polylineLathe(
          [
            [0.4, 0],
            [0.4, 0.1],
            [0.385, 0.12],
            [0.385, 0.3],
            [0.37, 0.32],
            [0.37, 0.42],
            [0.35, 0.44],
            [0.29, 0.44],
            [0.25, 0.34],
            [0, 0.34],
          ],
          72,
        ),
        material: black,
      },
      { mesh: place(torus(0.375, 0.02), { at: [0, 0.12, 0] }), material: chrome },
      { mesh: place(ellipsoid([0.27, 0.08, 0.27]), { at: [0, 0.34, 0] }), material: glass },
    ],
    { tilt: Math.PI / 2, at: [0.05, 0.46, 0.26] },
  );
  return thing(
    moved(
      [
        { mesh: block([1.5, 0.86, 0.48], 0.1), material: leather },
        { mesh: place(block([1.5, 0.2, 0.5], 0.07), { at: [0, 0.78, 0] }), material: chrome },
        { mesh: place(block([0.5, 0.24, 0.44], 0.06), { at: [0.05, 0.92, 0] }), material: chrome },
        { mesh: place(drum(0.12, 0.1, 0.02, 36), { at: [-0.52, 0.96, 0] }), material: chrome },
        { mesh: place(drum(0.07, 0.09, 0.02, 30), { at: [0.5, 0.96, 0.05] }), material: metal('#cda75c') },
        {
          mesh: place(drum(0.05, 0.04, 0.01, 24), { tilt: Math.PI / 2, at: [-0.52, 0.7, 0.24] }),
          material: glazed(tones.panel),
        },
        ...lens,
      ],
      { turn: random.between(-0.45, -0.1) },
    ),
  );
};

/** An open laptop with a soft gradient on its screen. */
export const laptop: DrawThing = ({ tones, random }) => {
  const shell = metal('#cdd2d6', 0.42);
  const [one, two, three] = [
    linear(tones.panel),
    linear(tones.paints[1]),
    linear(mix(tones.paints[2], '#ffffff', 0.4)),
  ];
  const picture: Material = {
    paint({ x, y }, finish) {
      lay(finish, three, { roughness: 0.25, glow: 0.35 });
      blend(finish, one, ramp(Math.hypot(x + 0.4, y - 0.9), 0.9, 0.1));
      blend(finish, two, ramp(Math.hypot(x - 0.5, y - 0.1), 0.8, 0.1));
    },
  };
  const keys: Material = {
    paint({ x, z }, finish) {
      const [column, row] = [x * 11, z * 11];
      const isKey = Math.abs(column - Math.round(column)) < 0.4 && Math.abs(row - Math.round(row)) < 0.38;
      lay(finish, linear(isKey ? '#2e3136' : '#9fa5aa'), { roughness: 0.6 });
    },
  };
  const lid: Part[] = moved(
    [
      { mesh: block([1.7, 1.1, 0.04], 0.018), material: shell },
      { mesh: place(block([1.62, 1.0, 0.02], 0.008), { at: [0, 0.05, 0.014] }), material: picture },
    ],
    { tilt: -0.28, at: [0, 0.05, -0.56] },
  );
  return thing(
    moved(
      [
        { mesh: block([1.7, 0.06, 1.14], 0.025), material: shell },
        { mesh: place(block([1.5, 0.012, 0.5], 0.004), { at: [0, 0.056, -0.2] }), material: keys },
        {
          mesh: place(block([0.52, 0.008, 0.32], 0.004), { at: [0, 0.057, 0.32] }),
          material: matte('#b4babf'),
        },
        ...lid,
      ],
      { turn: random.between(-0.4, 0.3) },
    ),
  );
};

/** A phone on a stand, its screen lit. */
export const phone: DrawThing = ({ tones }) => {
  const [one, two] = [
    linear(mix(tones.panel, '#ffffff', 0.25)),
    linear(mix(tones.paints[1], '#ffffff', 0.25)),
  ];
  const screen: Material = {
    paint({ x, y }, finish) {
      lay(finish, one, { roughness: 0.2, glow: 0.3 });
      blend(finish, two, ramp(y + x * 0.4, 0.2, 1.1));
      const row = y * 5.5;
      const isCard = Math.abs(x) < 0.2 && row - Math.floor(row) > 0.28 && y < 0.78 && y > 0.12;
      if (isCard) blend(finish, linear('#ffffff'), 0.55);
    },
  };
  return thing(
    moved(
      [
        ...moved(
          [
            { mesh: block([0.6, 1.2, 0.07], 0.035), material: glazed('#202327', 0.25) },
            { mesh: place(block([0.53, 1.1, 0.02], 0.01), { at: [0, 0.05, 0.03] }), material: screen },
          ],
          { tilt: -0.2, at: [0, 0.06, 0] },
        ),
        { mesh: place(block([0.5, 0.08, 0.5], 0.03), { at: [0, 0, -0.08] }), material: matte(tones.white) },
        {
          mesh: place(block([0.3, 0.7, 0.05], 0.02), { tilt: 0.3, at: [0, 0.02, -0.36] }),
          material: matte(tones.white),
        },
      ],
      { turn: -0.3 },
    ),
  );
};

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
