import { crust } from '../../materials/crust.js';
import { glazed, matte, ramp, wood } from '../../materials/finishes.js';
import type { Part } from '../../materials/material.js';
import { block } from '../../solids/block.js';
import { risenBody } from '../../solids/loaf-shape.js';
import { ellipsoid } from '../../solids/round.js';
import { place } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { thing, type DrawThing } from '../thing.js';

/** A baguette with slanted cuts along its top. */
export const baguette: DrawThing = ({ noise, random }) => {
  const cuts = [-0.78, -0.39, 0, 0.39, 0.78];
  // Where on the crust: x along it, and the way round from the front over the top.
  const across = (x: number, y: number, z: number): number => {
    const round = Math.atan2(y - 0.02, z) - 1.15;
    const nearest = Math.min(
      ...cuts.map((cut) => Math.abs(x - cut - round * 0.16 - 0.03 * noise(x * 3, y, 3))),
    );
    return Math.abs(round) < 0.75 ? nearest / (0.075 * Math.sqrt(1 - (round / 0.75) ** 2) + 1e-4) : 9;
  };
  const mesh = risenBody(
    { width: 2.35, depth: 0.6, above: 0.32, below: 0.15, squareness: 0.5, segments: 200, rings: 90 },
    ([x, y, z]) => {
      const off = across(x, y, z);
      return (
        1 +
        0.02 * noise(x * 2, y * 2, z * 2) +
        0.05 * Math.exp(-(((off - 1.25) / 0.3) ** 2)) * (y > 0 ? 1 : 0) -
        0.09 * ramp(off, 1, 0.6)
      );
    },
  );
  const material = crust(noise, {
    bake: 0.5,
    flour: 0.42,
    glaze: 0.3,
    openAt: ({ x, y, z }) => 0.85 * ramp(across(x, y, z), 1.05, 0.8),
    ringsAt: ({ x, y, z }) => (across(x, y, z) < 1.4 ? -1 : 0.35),
    charAt: ({ x, y, z }) => 0.7 * Math.exp(-(((across(x, y, z) - 1.25) / 0.2) ** 2)),
  });
  return thing([{ mesh: place(mesh, { turn: random.between(-0.28, 0.28) }), material }]);
};

/** A loaf from a tin, risen over its rim, split along the top, strewn with seeds. */
export const tinLoaf: DrawThing = ({ noise, random }) => {
  const split = (x: number, z: number): number =>
    Math.abs(z - 0.04 * noise(x * 2, 4, 1) - 0.12) / (0.1 * Math.sqrt(Math.max(0.001, 1 - (x / 0.76) ** 2)));
  const mesh = risenBody(
    {
      width: 1.66,
      depth: 0.86,
      above: 0.36,
      below: 0.5,
      squareness: 0.34,
      plump: 5,
      segments: 160,
      rings: 120,
    },
    ([x, y, z]) =>
      1 +
      0.012 * noise(x * 2.5, y * 2.5, z * 2.5) -
      (y > 0 ? 0.05 * ramp(split(x, z), 1, 0.5) : 0.07 * ramp(y, 0.03, -0.12)),
  );
  const material = crust(noise, {
    bake: 0.66,
    glaze: 0.3,
    openAt: ({ x, y, z }) => (y > 0.1 ? 0.7 * ramp(split(x, z), 1, 0.7) : 0),
  });
  const seed = glazed('#d9b678', 0.6);
  const seeds = Array.from({ length: 110 }, (): Part | undefined => {
    const [x, z] = [random.between(-0.74, 0.74), random.between(-0.3, 0.36)];
    if (split(x, z) < 1.2) return undefined;
    const y = 0.5 + 0.36 * Math.sqrt(Math.max(0, 1 - Math.hypot(x / 0.83, z / 0.43) ** (2 / 0.34)));
    return {
      mesh: place(ellipsoid([0.03, 0.01, 0.016], { segments: 7, rings: 5 }), {
        at: [x, y - 0.004, z],
        turn: random.between(0, 6),
        tilt: z * 0.8,
      }),
      material: seed,
    };
  });
  return thing([
    { mesh: place(mesh, { turn: 0.12 }), material },
    ...seeds
      .filter((part) => part !== undefined)
      .map((part) => ({ ...part, mesh: place(part.mesh, { turn: 0.12 }) })),
  ]);
};

/** A square of focaccia on a board: dimples, oil, rosemary. */
export const focaccia: DrawThing = ({ noise, random }) => {
  const dimples = Array.from(
    { length: 26 },
    (_, index) =>
      [
        ((index % 6) - 2.5) * 0.27 + random.between(-0.06, 0.06),
        (Math.floor(index / 6) - 2) * 0.24 + random.between(-0.05, 0.05),
      ] as const,
  );
  const depthAt = (x: number, z: number): number =>
    Math.max(0, ...dimples.map(([dx, dz]) => Math.exp(-((x - dx) ** 2 + (z - dz) ** 2) / 0.005)));
  const mesh = risenBody(
    { width: 1.7, depth: 1.2, above: 0.15, below: 0.12, squareness: 0.3, segments: 150, rings: 120 },
    ([x, , z]) => 1 + 0.02 * noise(x * 3, 1, z * 3),
  );
  for (let at = 0; at < mesh.positions.length; at += 3) {
    const [x = 0, y = 0, z = 0] = mesh.positions.subarray(at, at + 3);
    const top = ramp(y, 0.14, 0.24);
    mesh.positions[at + 1] = y + top * (0.03 * noise(x * 4, 3, z * 4) - 0.085 * depthAt(x, z));
  }
  const dough = crust(noise, {
    bake: 0.36,
    glaze: 0.8,
    charAt: ({ x, y, z }) =>
      y > 0.02 ? 0.28 * ramp(noise(x * 6, 2, z * 6), 0.1, 0.9) - 0.3 * depthAt(x, z) : 0,
  });
  const green = matte('#5d7040');
  const sprigs = Array.from({ length: 34 }, (): Part => {
    const [x, z, turn] = [random.between(-0.7, 0.7), random.between(-0.48, 0.48), random.between(0, 3)];
    const reach = 0.06;
    const spine = [
      [x - Math.cos(turn) * reach, 0.345, z - Math.sin(turn) * reach],
      [x, 0.365, z],
      [x + Math.cos(turn) * reach, 0.345, z + Math.sin(turn) * reach],
    ] as const;
    return {
      mesh: tube(spine, (t) => 0.014 * Math.sin(Math.PI * (0.1 + 0.8 * t)), { sides: 6, steps: 6 }),
      material: green,
    };
  });
  const board = { mesh: block([2, 0.1, 1.44], 0.04), material: wood('#b98552', noise, 'x') };
  return thing(
    [board, { mesh: place(mesh, { at: [0, 0.1, 0] }), material: dough }, ...sprigs].map((part) => ({
      ...part,
      mesh: place(part.mesh, { turn: 0.16, scale: 0.86 }),
    })),
  );
};
