import { glazed, matte } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { ellipsoid } from '../../solids/round.js';
import { place, type Vec } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing, type Kit } from '../thing.js';

/** A few stalks of ripe wheat, fanned a little, each with its ear of grains and awns. */
export const wheat: DrawThing = (kit) => {
  const { random } = kit;
  const count = 6;
  const gold = glazed('#dba63f', 0.5);
  const straw = matte('#c9973c', { softness: 0.2 });
  return thing(
    Array.from({ length: count }, (_, index) => {
      const lean = ((index + 0.5) / count - 0.5) * 0.5 + random.between(-0.04, 0.04);
      return moved(stalk(kit, gold, straw, random.between(1.45, 2.15)), {
        roll: -lean,
        turn: random.between(-0.5, 0.5),
        at: [lean * 0.85, 0, ((index % 3) - 1) * 0.16 + random.between(-0.05, 0.05)],
      });
    }).flat(),
  );
};

function stalk({ random }: Kit, gold: Material, straw: Material, length: number): Part[] {
  const bend = random.between(0.05, 0.16);
  const points: Vec[] = [
    [0, 0, 0],
    [0, length * 0.5, 0],
    [bend * 0.4, length * 0.8, 0],
    [bend, length + 0.75, 0],
  ];
  const parts: Part[] = [
    { mesh: tube(points, (t) => 0.022 - 0.008 * t, { sides: 8, steps: 20 }), material: straw },
  ];
  for (let row = 0; row < 8; row++) {
    const y = length + row * 0.095;
    const x = bend * (0.45 + row * 0.07);
    for (const side of row === 7 ? [0] : [-1, 1]) {
      const grain = ellipsoid([0.05, 0.105, 0.048], { segments: 14, rings: 10 });
      const awn = tube(
        [
          [0, 0.08, 0],
          [0, 0.3, 0.01],
          [side * 0.02, 0.56, 0.02],
        ],
        (t) => 0.006 * (1.1 - t),
        { sides: 5, steps: 6 },
      );
      const tilted = {
        roll: -side * 0.42,
        turn: row % 2 === 0 ? 0.5 : -0.5,
        at: [x + side * 0.062, y + (side > 0 ? 0.045 : 0), (row % 2 === 0 ? 1 : -1) * 0.025] as Vec,
      };
      parts.push(
        { mesh: place(grain, tilted), material: gold },
        { mesh: place(awn, tilted), material: straw },
      );
    }
  }
  return parts;
}
