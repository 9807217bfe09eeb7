import { matte, stone } from '../materials/finishes.js';
import { archOutline, slab } from '../solids/block.js';
import { drum, ellipsoid, lathe, polylineLathe, torus } from '../solids/round.js';
import { place } from '../solids/mesh.js';
import { thing, type DrawThing } from './thing.js';

export const sphere: DrawThing = ({ tones, random }) => {
  const radius = random.between(0.45, 0.62);
  return thing([
    {
      mesh: place(ellipsoid([radius, radius, radius], { segments: 64, rings: 40 }), { at: [0, radius, 0] }),
      material: matte(random.pick(tones.paints)),
    },
  ]);
};

export const cone: DrawThing = ({ tones, random }) => {
  const height = random.between(1.1, 1.5);
  const outline = [
    [0, 0],
    [0.48, 0],
    [0.5, 0.02],
    [0.5, 0.05],
    [0.03, height - 0.03],
    [0, height],
  ] as const;
  return thing([{ mesh: polylineLathe(outline, 80), material: matte(random.pick(tones.paints)) }]);
};

export const cylinder: DrawThing = ({ tones, random }) =>
  thing([
    {
      mesh: drum(random.between(0.34, 0.46), random.between(0.8, 1.3), 0.03),
      material: matte(random.pick(tones.paints)),
    },
  ]);

export const ring: DrawThing = ({ tones, random }) =>
  thing([
    {
      mesh: place(torus(0.5, 0.17), { tilt: Math.PI / 2, turn: random.between(-0.5, 0.5), at: [0, 0.67, 0] }),
      material: matte(random.pick(tones.paints)),
    },
  ]);

/** A gate: an arch with an arch cut out of it, from bands of slabs. */
export const gate: DrawThing = ({ tones, random }) => {
  const paints = random.shuffled([...tones.paints.slice(0, 3), tones.white]);
  const bands = [1.5, 1.02, 0.56].map((width, index) => ({
    mesh: place(slab(archOutline(width, width * 0.5 + 0.72 - index * 0.02), 0.42 + index * 0.12, 0.025), {
      at: [0, 0, index * 0.02],
    }),
    material: matte(paints[index] ?? tones.white),
  }));
  return thing(bands);
};

/** Pebbles balanced on each other. */
export const stones: DrawThing = ({ tones, random, noise }) => {
  let base = 0;
  const sizes = [0.62, 0.48, 0.36, 0.24];
  return thing(
    sizes.map((radius, index) => {
      const half = radius * random.between(0.42, 0.52);
      const mesh = ellipsoid([radius, half, radius * 0.85], {
        segments: 56,
        rings: 32,
        swell: ([x, y, z]) => 1 + 0.05 * noise(x * 1.4 + index * 9, y, z),
      });
      const at = [random.between(-0.05, 0.05), base + half * 0.97, random.between(-0.04, 0.04)] as const;
      base += half * 1.9;
      return {
        mesh: place(mesh, { at, turn: random.between(0, 6), roll: random.between(-0.05, 0.05) }),
        material: stone(index % 2 === 0 ? tones.podiums[2] : tones.wall, noise, { relief: 0.002 }),
      };
    }),
  );
};

/** A dome. */
export const dome: DrawThing = ({ tones, random }) => {
  const profile = Array.from(
    { length: 13 },
    (_, step) =>
      [0.62 * Math.cos((step / 12) * (Math.PI / 2)), 0.62 * Math.sin((step / 12) * (Math.PI / 2))] as const,
  );
  return thing([{ mesh: lathe([[0, 0], [0.6, 0], ...profile]), material: matte(random.pick(tones.paints)) }]);
};
