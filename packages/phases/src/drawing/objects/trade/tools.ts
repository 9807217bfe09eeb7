import { glazed, matte, metal, wood, STEEL } from '../../materials/finishes.js';
import type { Part } from '../../materials/material.js';
import { block, slab } from '../../solids/block.js';
import { place, type Vec } from '../../solids/mesh.js';
import { drum, ellipsoid, lathe, torus } from '../../solids/round.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** An open toolbox: a hammer's and a screwdriver's handles, a spanner, a folding rule. */
export const toolbox: DrawThing = ({ tones, noise, random }) => {
  const tin = glazed(random.pick([tones.panel, tones.paints[1]]), 0.4);
  const inner = matte(tones.ink);
  const walls: Part[] = [
    { mesh: block([1.7, 0.06, 0.8], 0.02), material: tin },
    { mesh: place(block([1.7, 0.5, 0.06], 0.02), { at: [0, 0, 0.38] }), material: tin },
    { mesh: place(block([1.7, 0.5, 0.06], 0.02), { at: [0, 0, -0.38] }), material: tin },
    ...[-1, 1].map((side): Part => ({
      mesh: place(
        slab(
          [
            [-0.4, 0],
            [0.4, 0],
            [0.4, 0.5],
            [0.12, 0.92],
            [-0.12, 0.92],
            [-0.4, 0.5],
          ],
          0.06,
          0.015,
          [0, 0.4],
        ),
        { turn: Math.PI / 2, at: [side * 0.84, 0, 0] },
      ),
      material: tin,
    })),
    { mesh: place(block([1.6, 0.02, 0.7], 0.005), { at: [0, 0.1, 0] }), material: inner },
    {
      mesh: place(drum(0.045, 1.74, 0.01, 24), { roll: Math.PI / 2, at: [0.87, 0.82, 0] }),
      material: wood('#b98550', noise),
    },
  ];
  const hammer: Part[] = moved(
    [
      {
        mesh: place(
          lathe(
            [
              [0, 0],
              [0.05, 0],
              [0.045, 0.3],
              [0.055, 0.75],
              [0.04, 0.98],
              [0, 1],
            ],
            { segments: 24, rings: 30 },
          ),
          { scale: [1, 1, 0.7] },
        ),
        material: wood('#c49660', noise),
      },
      {
        mesh: place(drum(0.085, 0.42, 0.02, 32), { roll: Math.PI / 2, at: [0.28, 0.98, 0] }),
        material: metal('#8f969c', 0.35),
      },
      {
        mesh: tube(
          [
            [-0.12, 0.98, 0],
            [-0.26, 0.96, 0],
            [-0.36, 0.88, 0],
          ],
          (t) => 0.07 * (1 - t * 0.75),
          { sides: 14, steps: 14 },
        ),
        material: metal('#8f969c', 0.35),
      },
    ],
    { roll: -0.12, turn: -0.3, at: [0.32, 0.14, -0.14] },
  );
  return thing(
    moved(
      [
        ...walls,
        ...screwdriver(-0.52, 0.18, tones.paints[2]),
        ...screwdriver(-0.25, -0.08, tones.paints[0]),
        ...hammer,
        ...moved(spanner(0.95), { roll: 0.1, at: [-0.05, 0.16, -0.18] }),
      ],
      { turn: random.between(-0.35, 0.2) },
    ),
  );
};

/** A spanner leaning on air, as an ornament: open jaw at one end, ring at the other. */
export const wrench: DrawThing = ({ random }) =>
  thing(
    moved([...spanner(1.55), { mesh: drum(0.34, 0.07, 0.03), material: metal('#8d9399', 0.4) }], {
      turn: random.between(-0.35, 0.35),
    }),
  );

function spanner(length: number): Part[] {
  const steel = metal(STEEL, 0.26);
  const jaw: Vec[] = [
    [-0.13, 0.2, 0],
    [-0.17, 0.08, 0],
    [-0.12, -0.05, 0],
    [0, -0.1, 0],
    [0.12, -0.05, 0],
    [0.17, 0.08, 0],
    [0.13, 0.2, 0],
  ];
  return [
    { mesh: place(block([0.13, length * 0.8, 0.075], 0.03), { at: [0, length * 0.13, 0] }), material: steel },
    {
      mesh: place(tube(jaw, 0.062, { sides: 14, steps: 40 }), { scale: [1, 1, 0.75], at: [0, length, 0] }),
      material: steel,
    },
    { mesh: place(torus(0.105, 0.05), { tilt: Math.PI / 2, at: [0, 0.14, 0] }), material: steel },
  ];
}

/** A kitchen tap, arched, with two handles and a drop. */
export const tap: DrawThing = ({ tones, random }) => {
  const finish = metal(random.chance(0.5) ? '#d2d7db' : '#cda75c', 0.2);
  const handles = [-0.48, 0.48].flatMap((x): Part[] => [
    {
      mesh: place(
        lathe(
          [
            [0, 0],
            [0.14, 0],
            [0.14, 0.03],
            [0.07, 0.07],
            [0.06, 0.22],
            [0.09, 0.28],
            [0.06, 0.34],
            [0, 0.35],
          ],
          { segments: 32, rings: 50 },
        ),
        { at: [x, 0.1, 0] },
      ),
      material: finish,
    },
    ...[0, Math.PI / 2].map((turn): Part => ({
      mesh: place(
        tube(
          [
            [-0.2, 0, 0],
            [0, 0, 0],
            [0.2, 0, 0],
          ],
          (t) => 0.035 + 0.012 * Math.abs(t - 0.5),
          { sides: 12, steps: 12 },
        ),
        { turn: turn + 0.4, at: [x, 0.39, 0] },
      ),
      material: finish,
    })),
    {
      mesh: place(ellipsoid([0.045, 0.03, 0.045]), { at: [x, 0.43, 0] }),
      material: glazed(x < 0 ? tones.paints[1] : tones.panel),
    },
  ]);
  const spout: Vec[] = [
    [0, 0.1, 0],
    [0, 0.75, 0],
    [0.02, 1.15, 0.04],
    [0.14, 1.42, 0.2],
    [0.24, 1.46, 0.42],
    [0.32, 1.28, 0.6],
    [0.34, 1.02, 0.64],
  ];
  return thing([
    { mesh: block([1.4, 0.1, 0.42], 0.05), material: finish },
    { mesh: tube(spout, (t) => 0.085 - 0.015 * t, { sides: 28, steps: 70 }), material: finish },
    {
      mesh: lathe(
        [
          [0.16, 0.1],
          [0.17, 0.13],
          [0.11, 0.2],
          [0.1, 0.3],
          [0.12, 0.33],
          [0.09, 0.36],
        ],
        { segments: 40, rings: 40 },
      ),
      material: finish,
    },
    {
      mesh: place(ellipsoid([0.045, 0.075, 0.045], { swell: ([, y]) => 1 - 0.3 * Math.max(0, y) }), {
        at: [0.34, 0.74, 0.64],
      }),
      material: glazed('#a9d2e8', 0.1),
    },
    ...handles,
  ]);
};

function screwdriver(x: number, lean: number, colour: string): Part[] {
  return moved(
    [
      {
        mesh: lathe(
          [
            [0, 0.45],
            [0.05, 0.46],
            [0.075, 0.52],
            [0.065, 0.66],
            [0.08, 0.8],
            [0.07, 0.88],
            [0, 0.9],
          ],
          { segments: 24, rings: 40 },
        ),
        material: glazed(colour, 0.35),
      },
      { mesh: drum(0.022, 0.5, 0.005, 16), material: metal(STEEL) },
    ],
    { roll: lean, at: [x, 0.1, 0.12] },
  );
}
