import { blend, lay, matte, metal, ramp, stone } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { drum, ellipsoid, lathe, torus } from '../../solids/round.js';
import { gridSurface } from '../../solids/grid.js';
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

/** A climbing shoe: a downturned toe, a rubber rand, two straps. */
export const climbingShoe: DrawThing = ({ tones, random }) => {
  const upper = linear(random.pick([tones.panel, tones.paints[1]]));
  const [rubber, lining] = [linear('#26282b'), linear(mix(tones.ink, '#555555', 0.5))];
  // Along the shoe: how wide, how high its top is, how high its sole is.
  const width = (t: number): number =>
    0.06 + 0.26 * Math.sin(Math.PI * Math.min(1, 0.16 + t * 0.79)) ** 0.8 * (t < 0.4 ? 0.86 + 0.35 * t : 1);
  const high = (t: number): number => 0.92 - 0.1 * ramp(t, 0, 0.16) - 0.62 * ramp(t, 0.24, 0.98);
  const low = (t: number): number =>
    0.03 + 0.15 * Math.exp(-(((t - 0.42) / 0.2) ** 2)) + 0.1 * ramp(t, 0.12, 0);
  const mesh = gridSurface({ across: 72, along: 90, closed: true }, (u, v) => {
    const t = v < 0.04 || v > 0.96 ? (v < 0.5 ? 0 : 1) : (v - 0.04) / 0.92;
    const cap = v < 0.001 || v > 0.999 ? 0 : 1;
    const angle = u * Math.PI * 2;
    const [middle, half] = [(high(t) + low(t)) / 2, (high(t) - low(t)) / 2];
    const bulge = Math.sqrt(Math.max(0, 1 - Math.abs(t * 2 - 1) ** 9));
    const [c, s] = [
      Math.sign(Math.cos(angle)) * Math.abs(Math.cos(angle)) ** 0.8,
      Math.sign(Math.sin(angle)) * Math.abs(Math.sin(angle)) ** 0.7,
    ];
    return [
      (t - 0.5) * 1.55,
      middle + s * half * cap * Math.max(0.35, bulge),
      c * width(t) * cap * Math.max(0.3, bulge) * (1 - 0.25 * Math.max(0, s)),
    ];
  });
  const skin: Material = {
    paint({ x, y }, finish) {
      const t = x / 1.55 + 0.5;
      const height = (y - low(t)) / Math.max(0.05, high(t) - low(t));
      lay(finish, upper, { roughness: 0.6, softness: 0.1 });
      const rand = Math.max(
        ramp(height, 0.24, 0.2),
        ramp(t, 0.8, 0.83) * ramp(height, 0.85, 0.75),
        ramp(t, 0.11, 0.08) * ramp(height, 0.66, 0.6),
      );
      blend(finish, rubber, rand);
      blend(finish, lining, ramp(height, 0.92, 0.95) * ramp(t, 0.33, 0.31));
      if (rand > 0.5) finish.roughness = 0.45;
    },
  };
  const straps = [0.42, 0.56].map((t): Part => {
    const points = Array.from({ length: 9 }, (_, index): Vec => {
      const angle = Math.PI * (0.06 + (index / 8) * 0.88);
      return [
        (t - 0.5) * 1.55 + 0.03 * Math.cos(angle),
        (high(t) + low(t)) / 2 + Math.sin(angle) ** 0.8 * ((high(t) - low(t)) / 2 + 0.012),
        Math.cos(angle) * (width(t) + 0.015) * (1 - 0.22 * Math.sin(angle)),
      ];
    });
    return {
      mesh: tube(points, (_, angle) => 0.02 + 0.05 * Math.abs(Math.cos(angle + Math.PI / 2)) ** 4, {
        sides: 20,
        steps: 40,
      }),
      material: matte(tones.ink),
    };
  });
  const cuff = {
    mesh: place(torus(0.2, 0.03), { scale: [1.3, 1, 0.86], roll: -0.14, at: [-0.48, 0.87, 0] }),
    material: matte(tones.ink),
  };
  return thing(moved([{ mesh, material: skin }, ...straps, cuff], { turn: random.between(-0.5, -0.15) }));
};

/** A quickdraw's or a helmet's companion: a helmet with vents. */
export const helmet: DrawThing = ({ tones, random }) => {
  const shell = linear(random.pick([tones.panel, tones.paints[1], tones.white]));
  const dark = linear('#2b2d31');
  const mesh = gridSurface({ across: 96, along: 48, closed: true }, (u, v) => {
    const [polar, angle] = [v * Math.PI * 0.56, u * Math.PI * 2];
    return [
      Math.sin(polar) * Math.sin(angle) * 0.56,
      0.12 + Math.cos(polar) * 0.62,
      Math.sin(polar) * Math.cos(angle) * 0.68,
    ];
  });
  const vented: Material = {
    paint({ x, y, z }, finish) {
      lay(finish, shell, { roughness: 0.34, gloss: 0.05 });
      const side = Math.abs(x) - 0.28 - 0.05 * z;
      const slot = Math.abs(z * 2.6 - Math.round(z * 2.6)) * 0.4;
      const vent = ramp(Math.abs(side), 0.06, 0.045) * ramp(slot, 0.16, 0.14) * ramp(y, 0.2, 0.26);
      blend(finish, dark, vent);
      if (vent > 0.4) finish.roughness = 0.9;
      blend(finish, dark, ramp(y, 0.06, 0.045));
    },
  };
  return thing([
    { mesh: place(mesh, { turn: random.between(-0.6, -0.3), at: [0, -0.02, 0] }), material: vented },
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
