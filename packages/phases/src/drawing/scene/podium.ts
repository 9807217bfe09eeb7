import { matte } from '../materials/finishes.js';
import type { Part } from '../materials/material.js';
import { block } from '../solids/block.js';
import { drum } from '../solids/round.js';
import { place } from '../solids/mesh.js';
import type { Random } from '../random.js';

/** A stand for a thing of the given radius: round, stepped or square. */
export function podium(radius: number, height: number, colour: string, random: Random): Part[] {
  const material = matte(colour);
  const shape = random.whole(0, 5);
  if (shape === 0) {
    const side = radius * 1.72;
    return [
      { mesh: place(block([side, height, side], 0.05), { turn: random.between(-0.35, 0.35) }), material },
    ];
  }
  if (shape === 1 && height > 0.3) {
    return [
      { mesh: drum(radius * 1.16, height * 0.5, 0.045), material },
      { mesh: place(drum(radius, height * 0.5, 0.045), { at: [0, height * 0.5, 0] }), material },
    ];
  }
  return [{ mesh: drum(radius, height, 0.06), material }];
}
