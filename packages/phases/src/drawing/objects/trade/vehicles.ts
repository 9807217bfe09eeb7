import { glazed, matte, metal, STEEL } from '../../materials/finishes.js';
import type { Part } from '../../materials/material.js';
import { block } from '../../solids/block.js';
import { place, type Vec } from '../../solids/mesh.js';
import { drum, ellipsoid, lathe, torus } from '../../solids/round.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A car wheel: tyre with treads, rim with spokes. */
export const wheel: DrawThing = ({ random }) => {
  const rubber = matte('#2a2b2d', { roughness: 0.6 });
  const alloy = metal('#c9ced3', 0.26);
  const parts: Part[] = [
    {
      mesh: torus(0.56, 0.24, { segments: 96, sides: 28 }),
      material: {
        paint: rubber.paint,
        relief: (x, y, z) =>
          Math.hypot(x, z) > 0.66
            ? 0.012 * Math.max(-0.4, Math.sin(Math.atan2(x, z) * 46 + Math.sign(y) * 0.7))
            : 0.003 * Math.sin(Math.hypot(x, z) * 90),
      },
    },
    { mesh: place(torus(0.4, 0.045), { at: [0, 0.13, 0] }), material: alloy },
    { mesh: place(drum(0.4, 0.05, 0.01), { at: [0, -0.06, 0] }), material: matte('#4a4d52') },
    {
      mesh: place(
        lathe(
          [
            [0, 0.1],
            [0.06, 0.1],
            [0.1, 0.06],
            [0.11, 0],
            [0, 0],
          ],
          { segments: 32, rings: 20 },
        ),
        { at: [0, 0.08, 0] },
      ),
      material: alloy,
    },
  ];
  for (let spoke = 0; spoke < 5; spoke++) {
    parts.push({
      mesh: place(block([0.12, 0.06, 0.36], 0.025), { tilt: 0.05, at: [0, 0, 0] }),
      material: alloy,
    });
    moved(parts.slice(-1), { at: [0, 0.07, 0.22] });
    moved(parts.slice(-1), { turn: (spoke / 5) * Math.PI * 2 });
  }
  return thing(
    moved(moved(parts, { tilt: Math.PI / 2 - 0.06 }), { turn: random.between(-0.55, -0.3), at: [0, 0.8, 0] }),
  );
};

/** A small van, round at its corners. */
export const van: DrawThing = ({ tones, random }) => {
  const paint = glazed(random.pick([tones.panel, tones.paints[1], tones.white]), 0.25);
  const glass = glazed('#33414d', 0.12);
  const rubber = matte('#2a2b2d');
  const wheels = [-0.52, 0.58].flatMap((x) =>
    [0.37, -0.37].flatMap((z): Part[] => [
      {
        mesh: place(torus(0.14, 0.06, { segments: 40, sides: 14 }), { tilt: Math.PI / 2, at: [x, 0.2, z] }),
        material: rubber,
      },
      {
        mesh: place(drum(0.13, 0.08, 0.02, 32), {
          tilt: Math.PI / 2,
          at: [x, 0.2, z > 0 ? z - 0.02 : z - 0.06],
        }),
        material: metal('#c9ced3'),
      },
    ]),
  );
  return thing(
    moved(
      [
        { mesh: place(block([1.75, 0.5, 0.8], 0.12), { at: [0, 0.2, 0] }), material: paint },
        {
          mesh: place(block([1.28, 0.62, 0.76], 0.14), { at: [-0.22, 0.52, 0] }),
          material: glazed(tones.white, 0.3),
        },
        { mesh: place(block([0.62, 0.42, 0.7], 0.14), { roll: 0, at: [0.46, 0.56, 0] }), material: paint },
        {
          mesh: place(block([0.06, 0.3, 0.58], 0.03), { roll: 0.12, at: [0.745, 0.62, 0] }),
          material: glass,
        },
        { mesh: place(block([0.36, 0.26, 0.03], 0.04), { at: [0.5, 0.66, 0.345] }), material: glass },
        { mesh: place(block([1.78, 0.07, 0.83], 0.03), { at: [0, 0.24, 0] }), material: matte('#3a3c40') },
        {
          mesh: place(ellipsoid([0.03, 0.07, 0.08]), { at: [0.87, 0.46, 0.26] }),
          material: glazed('#fff3cf', 0.1),
        },
        ...wheels,
      ],
      { turn: random.between(-0.55, -0.3), scale: 1.05 },
    ),
  );
};

/** A bicycle in profile. */
export const bicycle: DrawThing = ({ tones, random }) => {
  const frame = glazed(random.pick([tones.panel, tones.paints[1], tones.paints[0]]), 0.25);
  const rubber = matte('#2a2b2d');
  const steel = metal(STEEL, 0.25);
  const wheelAt = (x: number): Part[] => [
    {
      mesh: place(torus(0.42, 0.034, { segments: 72, sides: 14 }), { tilt: Math.PI / 2, at: [x, 0.455, 0] }),
      material: rubber,
    },
    {
      mesh: place(torus(0.385, 0.014, { segments: 64, sides: 10 }), { tilt: Math.PI / 2, at: [x, 0.455, 0] }),
      material: steel,
    },
    {
      mesh: place(drum(0.045, 0.1, 0.01, 20), { tilt: Math.PI / 2, at: [x, 0.455, -0.05] }),
      material: steel,
    },
    ...Array.from({ length: 14 }, (_, spoke): Part => {
      const angle = (spoke / 14) * Math.PI * 2;
      const rim: Vec = [x + Math.sin(angle) * 0.385, 0.455 + Math.cos(angle) * 0.385, 0];
      return {
        mesh: tube([[x, 0.455, spoke % 2 === 0 ? 0.03 : -0.03], rim], 0.005, { sides: 5, steps: 2 }),
        material: steel,
      };
    }),
  ];
  const bar = (from: Vec, to: Vec, radius = 0.03): Part => ({
    mesh: tube([from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2], to], radius, {
      sides: 12,
      steps: 8,
    }),
    material: frame,
  });
  const [rear, crank, seat, head, fork]: [Vec, Vec, Vec, Vec, Vec] = [
    [-0.66, 0.455, 0],
    [-0.08, 0.42, 0],
    [-0.28, 1.02, 0],
    [0.42, 1.06, 0],
    [0.68, 0.455, 0],
  ];
  return thing(
    moved(
      [
        ...wheelAt(-0.66),
        ...wheelAt(0.68),
        bar(rear, crank, 0.022),
        bar(rear, [-0.26, 0.95, 0], 0.02),
        bar(crank, seat),
        bar(crank, [0.45, 0.95, 0], 0.034),
        bar([-0.26, 0.95, 0], head),
        bar([0.39, 1.18, 0], [0.47, 0.9, 0], 0.034),
        bar([0.47, 0.9, 0], fork, 0.024),
        {
          mesh: place(ellipsoid([0.17, 0.045, 0.08], { swell: ([x]) => 1 - 0.3 * Math.max(0, x) }), {
            at: [-0.3, 1.1, 0],
          }),
          material: matte('#7a4a2a', { roughness: 0.5 }),
        },
        {
          mesh: tube(
            [
              [0.36, 1.24, 0.24],
              [0.44, 1.27, 0.16],
              [0.42, 1.24, 0],
              [0.44, 1.27, -0.16],
              [0.36, 1.24, -0.24],
            ],
            0.022,
            { sides: 10, steps: 30 },
          ),
          material: steel,
        },
        {
          mesh: place(torus(0.11, 0.016, { segments: 40, sides: 10 }), {
            tilt: Math.PI / 2,
            at: [-0.08, 0.42, 0.05],
          }),
          material: steel,
        },
        {
          mesh: tube(
            [
              [-0.08, 0.42, 0.07],
              [0.04, 0.28, 0.08],
            ],
            0.016,
            { sides: 8, steps: 3 },
          ),
          material: steel,
        },
        { mesh: place(block([0.14, 0.03, 0.1], 0.01), { at: [0.04, 0.26, 0.12] }), material: rubber },
      ],
      { turn: random.between(-0.3, 0.25), scale: 1.2 },
    ),
  );
};
