import { blend, glazed, lay, matte, metal, ramp, wood } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block } from '../../solids/block.js';
import { place } from '../../solids/mesh.js';
import { ellipsoid, lathe, polylineLathe } from '../../solids/round.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A bowl of lemons or apples. */
export const fruitBowl: DrawThing = ({ tones, random, noise }) => {
  const bowl = lathe(
    [
      [0, 0],
      [0.3, 0],
      [0.32, 0.05],
      [0.6, 0.22],
      [0.8, 0.46],
      [0.78, 0.47],
      [0.56, 0.26],
      [0, 0.12],
    ],
    { segments: 72, rings: 80 },
  );
  const lemons = random.chance(0.5);
  const skin = (index: number): Material => {
    const [base, blush] = lemons
      ? [linear('#f2c53d'), linear('#d9a52a')]
      : [linear(index % 2 === 0 ? '#c4473a' : '#a9b44a'), linear('#e2b65a')];
    return {
      paint({ x, y, z }, finish) {
        lay(finish, base, { roughness: 0.32, softness: 0.2, gloss: 0.045 });
        blend(finish, blush, 0.6 * ramp(noise(x * 3 + index, y * 3, z * 3), 0, 0.9));
      },
      relief: (x, y, z) => (lemons ? 0.002 * noise(x * 40, y * 40, z * 40) : 0),
    };
  };
  const fruit = Array.from({ length: 7 }, (_, index): Part => {
    const angle = index * 1.05;
    const [out, y] = index < 5 ? [0.4, 0.46] : [0.14, 0.74];
    const mesh = lemons
      ? ellipsoid([0.27, 0.21, 0.21], {
          segments: 48,
          rings: 30,
          swell: ([x]) => 1 + 0.16 * ramp(Math.abs(x), 0.9, 1),
        })
      : ellipsoid([0.24, 0.22, 0.24], {
          segments: 48,
          rings: 30,
          swell: ([x, py, z]) => 1 - 0.22 * Math.exp(-(x * x + z * z) / 0.03) * Math.abs(py),
        });
    return {
      mesh: place(mesh, {
        roll: random.between(-0.5, 0.5),
        turn: random.between(0, 6),
        at: [Math.sin(angle * 1.2) * out, y + random.between(-0.03, 0.03), Math.cos(angle * 1.2) * out],
      }),
      material: skin(index),
    };
  });
  return thing([
    { mesh: bowl, material: glazed(random.pick([tones.white, tones.podiums[1]]), 0.35) },
    ...fruit,
  ]);
};

/** A plate with a fork and a knife beside it. */
export const placeSetting: DrawThing = ({ tones }) => {
  const steel = metal('#d3d7db', 0.2);
  const plate = lathe(
    [
      [0, 0.02],
      [0.4, 0.02],
      [0.5, 0.03],
      [0.66, 0.1],
      [0.7, 0.12],
      [0.7, 0.135],
      [0.64, 0.12],
      [0.48, 0.055],
      [0, 0.05],
    ],
    { segments: 80, rings: 70 },
  );
  const inner = polylineLathe(
    [
      [0, 0.06],
      [0.36, 0.06],
      [0.4, 0.055],
    ],
    64,
  );
  const knife: Part[] = moved(
    [
      {
        mesh: tube(
          [
            [0, 0.04, 0.6],
            [0, 0.04, 0.1],
            [0.02, 0.04, -0.5],
          ],
          (t, angle) =>
            0.05 * (t < 0.5 ? 0.7 : 1) * (0.35 + 0.65 * Math.abs(Math.cos(angle))) * (t > 0.95 ? 0.5 : 1),
          { sides: 14, steps: 30 },
        ),
        material: steel,
      },
    ],
    { at: [0.95, 0, 0] },
  );
  const fork: Part[] = moved(
    [
      {
        mesh: tube(
          [
            [0, 0.04, 0.6],
            [0, 0.04, 0.1],
            [0, 0.05, -0.12],
          ],
          0.034,
          { sides: 12, steps: 20 },
        ),
        material: steel,
      },
      { mesh: place(block([0.16, 0.02, 0.12], 0.01), { at: [0, 0.04, -0.18] }), material: steel },
      ...[-0.06, -0.02, 0.02, 0.06].map((x): Part => ({
        mesh: tube(
          [
            [x, 0.05, -0.2],
            [x, 0.045, -0.4],
            [x, 0.06, -0.5],
          ],
          0.012,
          { sides: 8, steps: 8 },
        ),
        material: steel,
      })),
    ],
    { at: [-0.95, 0, 0] },
  );
  const cloth = matte(mix(tones.panel, tones.white, 0.2));
  return thing(
    [
      { mesh: place(block([2.5, 0.02, 1.6], 0.008), { at: [0, 0, 0] }), material: cloth },
      ...moved(
        [
          { mesh: plate, material: glazed(tones.white, 0.25) },
          { mesh: inner, material: glazed(tones.podiums[1], 0.3) },
          ...knife,
          ...fork,
        ],
        { at: [0, 0.02, 0] },
      ),
    ].map((part) => ({ ...part, mesh: place(part.mesh, { scale: 0.85, turn: 0.1 }) })),
  );
};

/** A tall bottle of oil or wine, corked. */
export const bottle: DrawThing = ({ random, noise, tones }) => {
  const glass = glazed(random.pick(['#2f4a35', '#5a2a2e', '#8a6a2a']), 0.1);
  const body = lathe(
    [
      [0, 0],
      [0.26, 0],
      [0.29, 0.03],
      [0.29, 0.5],
      [0.29, 0.95],
      [0.24, 1.14],
      [0.11, 1.3],
      [0.095, 1.4],
      [0.095, 1.66],
      [0.11, 1.68],
      [0.11, 1.74],
      [0, 1.74],
    ],
    { segments: 56, rings: 110 },
  );
  return thing([
    { mesh: body, material: glass },
    {
      mesh: place(
        lathe(
          [
            [0.294, 0],
            [0.294, 0.44],
          ],
          { segments: 56, rings: 4 },
        ),
        { at: [0, 0.34, 0] },
      ),
      material: matte(tones.white),
    },
    {
      mesh: place(
        lathe(
          [
            [0.296, 0],
            [0.296, 0.05],
          ],
          { segments: 56, rings: 4 },
        ),
        { at: [0, 0.42, 0] },
      ),
      material: matte(tones.panel),
    },
    {
      mesh: place(
        lathe(
          [
            [0, 0],
            [0.08, 0],
            [0.085, 0.1],
            [0, 0.11],
          ],
          { segments: 24, rings: 20 },
        ),
        { at: [0, 1.72, 0] },
      ),
      material: wood('#c39a68', noise),
    },
  ]);
};

/** A wrapped parcel with a ribbon. */
export const gift: DrawThing = ({ tones, random }) => {
  const paper = matte(random.pick([tones.panel, tones.podiums[1], tones.paints[2]]));
  const ribbon = glazed(tones.white, 0.4);
  const bow = [-1, 1].map((side): Part => ({
    mesh: place(
      tube(
        [
          [0, 0, 0],
          [side * 0.18, 0.14, 0.03],
          [side * 0.3, 0.07, 0.06],
          [side * 0.16, 0, 0.05],
          [0, 0, 0],
        ],
        (_, angle) => 0.014 + 0.05 * Math.abs(Math.sin(angle)),
        { sides: 12, steps: 40 },
      ),
      { at: [0, 0.95, 0] },
    ),
    material: ribbon,
  }));
  return thing(
    moved(
      [
        { mesh: block([1.05, 0.78, 1.05], 0.02), material: paper },
        { mesh: place(block([1.13, 0.2, 1.13], 0.02), { at: [0, 0.72, 0] }), material: paper },
        { mesh: block([0.16, 0.925, 1.14], 0.01), material: ribbon },
        { mesh: block([1.14, 0.925, 0.16], 0.01), material: ribbon },
        ...bow,
        { mesh: place(ellipsoid([0.07, 0.06, 0.07]), { at: [0, 0.96, 0.02] }), material: ribbon },
      ],
      { turn: random.between(0.2, 0.6) },
    ),
  );
};
