import { metal } from '../../materials/finishes.js';
import type { Part } from '../../materials/material.js';
import { block } from '../../solids/block.js';
import { lathe, torus } from '../../solids/round.js';
import { place } from '../../solids/mesh.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** An old key standing on its bit, as large as an ornament. */
export const houseKey: DrawThing = ({ random }) => {
  const brass = metal('#cda656', 0.27);
  const bow: Part[] = [0, 1, 2].map((index) => {
    const angle = (index / 3) * Math.PI * 2;
    return {
      mesh: place(torus(0.2, 0.062, { segments: 48, sides: 18 }), {
        tilt: Math.PI / 2,
        at: [Math.sin(angle) * 0.24, 1.62 + Math.cos(angle) * 0.24, 0],
      }),
      material: brass,
    };
  });
  const shank = lathe(
    [
      [0, 0.06],
      [0.06, 0.06],
      [0.075, 0.1],
      [0.07, 0.14],
      [0.07, 1.02],
      [0.11, 1.06],
      [0.075, 1.11],
      [0.13, 1.17],
      [0.075, 1.24],
      [0.06, 1.34],
      [0, 1.36],
    ],
    { segments: 36, rings: 80 },
  );
  const bit: Part[] = [
    { mesh: place(block([0.34, 0.1, 0.09], 0.012), { at: [0.22, 0.1, 0] }), material: brass },
    { mesh: place(block([0.22, 0.3, 0.09], 0.012), { at: [0.16, 0.16, 0] }), material: brass },
    { mesh: place(block([0.36, 0.1, 0.09], 0.012), { at: [0.23, 0.4, 0] }), material: brass },
  ];
  const foot = {
    mesh: place(block([0.5, 0.06, 0.4], 0.02), { at: [0, 0, 0] }),
    material: metal('#8c6f3a', 0.4),
  };
  return thing(
    moved([...bow, { mesh: shank, material: brass }, ...bit, foot], { turn: random.between(-0.5, 0.3) }),
  );
};
