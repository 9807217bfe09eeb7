import { blend, lay, matte, metal, ramp, stone } from '../../materials/finishes.js';
import type { Material } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { drum, ellipsoid, lathe, torus } from '../../solids/round.js';
import { place, type Vec } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A rope, coiled on the floor, with a tail that leads away. */
export const ropeCoil: DrawThing = ({ tones, random }) => {
  const turns = 9;
  const points: Vec[] = [];
  for (let step = 0; step <= turns * 16; step++) {
    const angle = (step / 16) * Math.PI * 2;
    const layer = Math.floor(step / 16);
    const radius = 0.6 + 0.08 * Math.sin(layer * 2.3) + 0.025 * Math.sin(angle * 2 + layer);
    points.push([
      Math.sin(angle) * radius,
      0.07 + layer * 0.052 + 0.012 * Math.sin(angle * 3 + layer),
      Math.cos(angle) * radius * 0.92,
    ]);
  }
  points.push([0.2, 0.3, 0.85], [0.5, 0.07, 1.02], [0.85, 0.065, 0.9], [1.05, 0.065, 1.05]);
  const mesh = tube(points, 0.065, { sides: 14, steps: 900 });
  return thing([
    {
      mesh: place(mesh, { turn: random.between(-0.4, 0.4), scale: 0.92 }),
      material: braid(tones.panel, tones.white, 170),
    },
  ]);
};

/** A carabiner, standing on its broad end. */
export const carabiner: DrawThing = ({ tones, random }) => {
  const body = metal(mix(random.pick([tones.panel, tones.paints[1], '#c7ccd1']), '#dfe3e6', 0.2), 0.3);
  const steel = metal('#d5d9dd', 0.22);
  const spine: Vec[] = [
    [0.3, 0.42, 0],
    [0.29, 0.2, 0],
    [0.16, 0.075, 0],
    [-0.1, 0.075, 0],
    [-0.3, 0.17, 0],
    [-0.36, 0.45, 0],
    [-0.33, 0.95, 0],
    [-0.24, 1.28, 0],
    [-0.02, 1.42, 0],
    [0.2, 1.34, 0],
    [0.27, 1.12, 0],
  ];
  const gate: Vec[] = [
    [0.3, 0.44, 0],
    [0.295, 0.75, 0],
    [0.275, 1.08, 0],
  ];
  return thing(
    moved(
      [
        { mesh: tube(spine, 0.072, { sides: 18, steps: 120 }), material: body },
        { mesh: tube(gate, 0.055, { sides: 16, steps: 16 }), material: steel },
        { mesh: place(drum(0.085, 0.3, 0.02, 28), { at: [0.292, 0.56, 0] }), material: steel },
        {
          mesh: place(drum(0.03, 0.17, 0.01, 16), { tilt: Math.PI / 2, at: [0.3, 0.42, -0.085] }),
          material: steel,
        },
      ],
      { turn: random.between(-0.5, 0.5) },
    ),
  );
};

/** A chalk bag, open, with its belt and a ball of chalk beside it. */
export const chalkBag: DrawThing = ({ tones, noise, random }) => {
  const cloth: Material = { ...woven(random.pick([tones.panel, tones.paints[1], tones.paints[0]])) };
  const body = lathe(
    [
      [0, 0],
      [0.3, 0],
      [0.36, 0.03],
      [0.39, 0.2],
      [0.38, 0.5],
      [0.36, 0.68],
    ],
    { segments: 72, rings: 60 },
  );
  const trim = matte(tones.ink);
  const chalk = stone('#f6f3ee', noise, { scale: 6, relief: 0.006 });
  return thing([
    { mesh: body, material: { ...cloth, relief: (x, y, z) => 0.012 * noise(x * 3, y * 3, z * 3) } },
    { mesh: place(torus(0.36, 0.05), { at: [0, 0.7, 0] }), material: trim },
    { mesh: place(torus(0.385, 0.03), { at: [0, 0.36, 0] }), material: trim },
    {
      mesh: place(ellipsoid([0.33, 0.12, 0.33], { swell: ([x, , z]) => 1 + 0.1 * noise(x * 4, 0, z * 4) }), {
        at: [0, 0.66, 0],
      }),
      material: chalk,
    },
    {
      mesh: tube(
        [
          [0.36, 0.62, 0.1],
          [0.55, 0.62, 0.2],
          [0.62, 0.3, 0.3],
          [0.5, 0.05, 0.42],
          [0.3, 0.03, 0.6],
          [-0.1, 0.03, 0.62],
        ],
        0.026,
        { sides: 10, steps: 50 },
      ),
      material: trim,
    },
    {
      mesh: place(
        ellipsoid([0.19, 0.18, 0.19], { swell: ([x, y, z]) => 1 + 0.08 * noise(x * 3, y * 3, z * 3) }),
        { at: [-0.5, 0.17, 0.34] },
      ),
      material: chalk,
    },
  ]);
};

/** The sheath of a rope: strands that cross, with flecks of a second colour. u runs around it, v along. */
function braid(colour: string, fleck: string, turns: number): Material {
  const [base, second, dark] = [linear(colour), linear(fleck), linear(mix(colour, '#15100c', 0.5))];
  return {
    paint({ u, v }, finish) {
      const [one, other] = [
        Math.sin((u * 3 + v * turns * 2) * Math.PI * 2),
        Math.sin((u * 3 - v * turns * 2) * Math.PI * 2),
      ];
      lay(finish, base, { roughness: 0.75, softness: 0.15 });
      blend(finish, dark, 0.45 * ramp(Math.max(one, other), 0.2, -0.5));
      blend(
        finish,
        second,
        0.9 * ramp(Math.sin((u + v * turns) * Math.PI * 2), 0.82, 0.95) * ramp(one, -0.4, 0.2),
      );
    },
  };
}

function woven(colour: string): Material {
  const [base, dark] = [linear(colour), linear(mix(colour, '#100c08', 0.35))];
  return {
    paint({ x, y, z }, finish) {
      lay(finish, base, { roughness: 0.8, softness: 0.2 });
      blend(finish, dark, 0.3 * ramp(Math.sin(y * 160) * Math.sin(Math.atan2(x, z) * 60), 0, 0.8));
    },
  };
}
