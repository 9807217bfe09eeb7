import { glazed, leaf, matte } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { mix } from '../../palette.js';
import { gridSurface } from '../../solids/grid.js';
import { ellipsoid, lathe } from '../../solids/round.js';
import { place, type Vec } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';
import { leafBlade } from './leaf-blade.js';

/** A tall vase with stems of round leaves. */
export const vaseWithStems: DrawThing = (kit) => {
  const { random, tones } = kit;
  const glaze = glazed(random.pick([tones.white, tones.podiums[1], tones.paints[2]]), 0.4);
  const vase = lathe(
    [
      [0, 0],
      [0.2, 0],
      [0.27, 0.06],
      [0.36, 0.3],
      [0.34, 0.55],
      [0.2, 0.8],
      [0.13, 0.95],
      [0.16, 1.06],
      [0.14, 1.07],
      [0.1, 0.95],
      [0, 0.9],
    ],
    { segments: 64, rings: 90 },
  );
  const foliage = leaf(mix('#8aa58c', tones.paints[1], 0.18));
  const parts: Part[] = [{ mesh: vase, material: glaze }];
  for (let index = 0; index < 5; index++) {
    const lean = ((index + 0.5) / 5 - 0.5) * 1.25;
    const depth = ((index * 2) % 5) * 0.12 - 0.24;
    const length = random.between(0.95, 1.45);
    const stem: Vec[] = [
      [0, 0.9, 0],
      [lean * 0.25, 1 + length * 0.45, depth * 0.4],
      [lean * 0.8, 1 + length, depth],
    ];
    parts.push({ mesh: tube(stem, 0.013, { sides: 6, steps: 14 }), material: matte('#8b7a5c') });
    for (let node = 2; node < 10; node++) {
      const t = node / 10;
      const at: Vec = [
        lean * 0.25 * (t * 2) * (t < 0.5 ? 1 : 0) + (t >= 0.5 ? lean * (0.25 + 0.55 * (t * 2 - 1)) : 0),
        0.95 + length * t * 1.02,
        depth * t,
      ];
      for (const side of [-1, 1]) {
        const round = leafBlade(0.36 * (1.2 - t * 0.6), 0.34 * (1.2 - t * 0.6), 0.2);
        parts.push({
          mesh: place(round, {
            roll: -lean * 0.3,
            tilt: -0.5 + random.between(-0.3, 0.3),
            turn: side * (Math.PI / 2) + random.between(-0.5, 0.5),
            at,
          }),
          material: foliage,
        });
      }
    }
  }
  return thing(parts);
};

/** A vase of flowers in bloom. */
export const flowers: DrawThing = (kit) => {
  const { random, tones } = kit;
  const vase = lathe(
    [
      [0, 0],
      [0.3, 0],
      [0.34, 0.04],
      [0.36, 0.4],
      [0.3, 0.7],
      [0.32, 0.82],
      [0.29, 0.82],
      [0.27, 0.7],
      [0, 0.65],
    ],
    { segments: 64, rings: 70 },
  );
  const parts: Part[] = [
    { mesh: vase, material: glazed(random.pick([tones.white, tones.podiums[1]]), 0.35) },
  ];
  const petals = [tones.panel, tones.paints[1], tones.paints[2], mix(tones.panel, '#fff0ea', 0.6)].map(
    (colour) => matte(mix(colour, '#ffe9e4', 0.25), { softness: 0.45 }),
  );
  const green = leaf('#5c8250');
  const count = 9;
  for (let index = 0; index < count; index++) {
    const angle = index * 2.4;
    const out = 0.16 + 0.36 * Math.sqrt(index / count);
    const at: Vec = [
      Math.sin(angle) * out * 1.15,
      1.52 - out * 0.75 + random.between(-0.06, 0.1),
      Math.cos(angle) * out * 0.8 + 0.05,
    ];
    parts.push({
      mesh: tube([[0, 0.7, 0], [at[0] * 0.4, 1.05, at[2] * 0.4], at], 0.016, { sides: 6, steps: 10 }),
      material: matte('#6b8a50'),
    });
    parts.push(
      ...moved(blossom(random.between(0.19, 0.27), petals[index % petals.length] ?? matte(tones.panel)), {
        tilt: 0.55 + at[2] * 0.5,
        turn: angle * 0.2 + at[0] * 0.8,
        at,
      }),
    );
  }
  for (let index = 0; index < 12; index++) {
    const angle = index * 2.1;
    parts.push({
      mesh: place(leafBlade(0.5, 0.2, 0.6), {
        tilt: -0.1 + random.between(-0.4, 0.3),
        turn: angle,
        at: [Math.sin(angle) * 0.16, 0.82, Math.cos(angle) * 0.14],
      }),
      material: green,
    });
  }
  return thing(parts);
};

/** A bloom that opens upwards: three rounds of cupped petals about a heart. */
function blossom(size: number, petal: Material): Part[] {
  const parts: Part[] = [
    {
      mesh: place(ellipsoid([size * 0.26, size * 0.2, size * 0.26], { segments: 20, rings: 12 }), {
        at: [0, size * 0.16, 0],
      }),
      material: matte('#e0b040', { softness: 0.3 }),
    },
  ];
  for (const [round, count] of [5, 6, 7].entries()) {
    for (let index = 0; index < count; index++) {
      const lift = 1.15 - round * 0.42;
      const length = size * (0.62 + round * 0.26);
      const mesh = gridSurface({ across: 8, along: 10 }, (u, v) => {
        const side = (u - 0.5) * 2;
        const wide = length * 0.46 * Math.sin(Math.PI * (0.1 + 0.82 * v)) ** 0.6;
        return [
          side * wide,
          length * (v * Math.sin(lift) + 0.18 * v * v) + 0.1 * length * side * side,
          length * v * Math.cos(lift),
        ];
      });
      parts.push({
        mesh: place(mesh, { turn: ((index + round * 0.5) / count) * Math.PI * 2 }),
        material: petal,
      });
    }
  }
  return parts;
}
