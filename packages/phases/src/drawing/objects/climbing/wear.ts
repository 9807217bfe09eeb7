import { blend, lay, matte, ramp } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { torus } from '../../solids/round.js';
import { gridSurface } from '../../solids/grid.js';
import { place, type Vec } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A climbing shoe: a downturned toe, a rubber rand, two straps. */
export const climbingShoe: DrawThing = ({ tones, random }) => {
  const upper = linear(random.pick([tones.panel, tones.paints[1]]));
  const [rubber, lining] = [linear('#26282b'), linear(mix(tones.ink, '#555555', 0.5))];
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
    mesh: place(torus(0.2, 0.03), { scale: [1.2, 1, 0.8], roll: -0.06, at: [-0.43, 0.715, 0] }),
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

/** Half the width of the shoe, from heel (0) to toe (1). */
function width(t: number): number {
  return 0.1 + 0.21 * Math.sin(Math.PI * Math.min(1, 0.14 + t * 0.72)) ** 0.8 * (t < 0.4 ? 0.8 + 0.5 * t : 1);
}

/** The height of its upper side. */
function high(t: number): number {
  return 0.8 - 0.06 * ramp(t, 0, 0.14) - 0.33 * ramp(t, 0.3, 0.66) - 0.15 * ramp(t, 0.62, 1);
}

/** The height of its sole: hollow under the arch, turned down at the toe. */
function low(t: number): number {
  return 0.03 + 0.13 * Math.exp(-(((t - 0.42) / 0.2) ** 2)) + 0.1 * ramp(t, 0.12, 0) + 0.03 * ramp(t, 0.8, 1);
}
