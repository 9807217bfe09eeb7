import { blend, glazed, lay, matte, metal, ramp } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block } from '../../solids/block.js';
import { place } from '../../solids/mesh.js';
import { drum, ellipsoid, polylineLathe, torus } from '../../solids/round.js';
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
