import { crust } from '../../materials/crust.js';
import { glazed, matte, ramp } from '../../materials/finishes.js';
import type { Part } from '../../materials/material.js';
import { risenBody } from '../../solids/loaf-shape.js';
import { ellipsoid } from '../../solids/round.js';
import { place, type Vec } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { thing, type DrawThing } from '../thing.js';

/** A croissant: a crescent of rolled layers, each a step lower than the one before it. */
export const croissant: DrawThing = ({ noise, random }) => {
  const folds = 7;
  const points = Array.from({ length: 13 }, (_, index): Vec => {
    const along = (index / 12) * 2 - 1;
    return [along * 0.9 * (1 - 0.06 * along * along), 0.03 * along * along, 0.52 * along * along - 0.16];
  });
  const phase = (t: number): number => {
    const from = t * folds;
    return from - Math.floor(from);
  };
  const mesh = tube(
    points,
    (t, angle) => {
      const body = 0.43 * Math.sin(Math.PI * (0.025 + 0.95 * t)) ** 0.9;
      // Each fold lies over the next: it swells at once and falls off at its edge.
      const fold = phase(t + 0.014 * Math.sin(angle + 1));
      const lobe =
        1 - (0.06 + 0.14 * Math.sin(Math.PI * t)) * (1 - Math.sin(Math.PI * (0.03 + 0.94 * fold)) ** 0.55);
      return Math.max(0.03, body * lobe * (1 + 0.08 * Math.max(0, Math.cos(angle))));
    },
    { sides: 72, steps: 280 },
  );
  settle(mesh.positions, 0.12);
  const foldAt = (v: number): number => phase((v * 282 - 1) / 280);
  const rough = crust(noise, {
    bake: 0.52,
    glaze: 0.75,
    charAt: ({ v }) => 0.5 * ramp(Math.abs(foldAt(v) - 0.5), 0.3, 0.5),
    openAt: ({ u, v }) =>
      0.3 *
        ramp(Math.sin(foldAt(v) * 44 + Math.sin(u * 12) * 1.5), 0, 1) *
        ramp(Math.abs(foldAt(v) - 0.5), 0.08, 0.4) +
      0.2 * ramp(Math.abs(foldAt(v) - 0.5), 0.3, 0.05),
  });
  return thing([{ mesh: place(mesh, { turn: random.between(-0.35, 0.35) }), material: rough }]);
};

/** A rolled bun with its spiral on top and pearls of sugar. */
export const spiralBun: DrawThing = ({ noise, random, tones }) => {
  const body = risenBody({ width: 1.06, depth: 1.06, above: 0.2, below: 0.27, segments: 64, rings: 40 });
  const turns = 3.1;
  const steps = 60;
  const points = Array.from({ length: steps + 1 }, (_, index): Vec => {
    const t = index / steps;
    const radius = 0.45 * (1 - t) + 0.015;
    return [
      radius * Math.sin(t * turns * 2 * Math.PI),
      0.3 + 0.28 * t ** 0.7,
      radius * Math.cos(t * turns * 2 * Math.PI),
    ];
  });
  const roll = tube(points, (t) => 0.1 * ramp(t, -0.04, 0.14), { sides: 28, steps: 300 });
  const dough = crust(noise, { bake: 0.56, glaze: 0.95, charAt: ({ y }) => 0.3 * ramp(y, -0.1, -0.26) });
  const top = crust(noise, {
    bake: 0.55,
    glaze: 1,
    charAt: ({ u }) => 0.4 * ramp(Math.abs(u - 0.25), 0.2, 0.5),
  });
  const sugar = matte(tones.white, { roughness: 0.5, softness: 0.4 });
  const pearls = Array.from({ length: 85 }, (): Part => {
    const index = Math.floor(random.between(0.04, 0.97) * steps);
    const [x, y, z] = points[index] ?? [0, 0, 0];
    const out = random.between(-0.06, 0.06);
    const size = random.between(0.012, 0.027);
    const length = Math.hypot(x, z) || 1;
    const at: Vec = [
      x + (x / length) * out,
      y + Math.sqrt(Math.max(0, 0.088 ** 2 - out * out)) + 0.002,
      z + (z / length) * out,
    ];
    return {
      mesh: place(ellipsoid([size * 1.3, size, size], { segments: 7, rings: 5 }), {
        at,
        turn: random.between(0, 6),
        roll: random.between(-1, 1),
      }),
      material: sugar,
    };
  });
  return thing([{ mesh: body, material: dough }, { mesh: roll, material: top }, ...pearls]);
};

/** A soft round roll with seeds. */
export const seededRoll: DrawThing = ({ noise, random }) => {
  const mesh = risenBody(
    { width: 0.92, depth: 0.92, above: 0.36, below: 0.18, segments: 72, rings: 48 },
    ([x, y, z]) => 1 + 0.015 * noise(x * 3, y * 3, z * 3),
  );
  const seed = glazed('#e9d3a0', 0.5);
  const seeds = Array.from({ length: 90 }, (): Part => {
    const [angle, out] = [random.between(0, Math.PI * 2), Math.sqrt(random.next()) * 0.36];
    const [x, z] = [Math.sin(angle) * out, Math.cos(angle) * out];
    const y = 0.185 + 0.36 * Math.sqrt(Math.max(0, 1 - (out / 0.46) ** 2.3));
    return {
      mesh: place(ellipsoid([0.026, 0.008, 0.014], { segments: 7, rings: 5 }), {
        at: [x, y, z],
        turn: random.between(0, 6),
        roll: -x * 1.2,
        tilt: z * 1.4,
      }),
      material: seed,
    };
  });
  return thing([{ mesh, material: crust(noise, { bake: 0.52, glaze: 0.95 }) }, ...seeds]);
};

/** Lets a body rest on the floor: what lies lowest is pressed a little flat, and all of it moves to y = 0. */
function settle(positions: Float32Array, press: number): void {
  const heights = positions.filter((_, at) => at % 3 === 1);
  const lowest = heights.reduce((low, height) => Math.min(low, height), Infinity);
  heights.forEach((height, vertex) => {
    const above = height - lowest - press;
    const pressed =
      above < -0.08 ? 0.02 * (1 + Math.max(-1, above)) : 0.02 + ((above + 0.08) / 0.16) ** 2 * 0.06;
    positions[vertex * 3 + 1] = above > 0.08 ? above : pressed;
  });
}
