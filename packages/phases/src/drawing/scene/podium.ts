import { matte } from '../materials/finishes.js';
import type { Part } from '../materials/material.js';
import type { Thing } from '../objects/thing.js';
import type { Random } from '../random.js';
import { block } from '../solids/block.js';
import { place } from '../solids/mesh.js';
import { drum } from '../solids/round.js';

export interface Podium {
  parts: Part[];
  radius: number;
}

/** A stand for a thing: round, stepped or square, and a long block for what lies long. */
export function podiumFor(
  { footX, footZ, radius }: Thing,
  height: number,
  colour: string,
  random: Random,
): Podium {
  const material = matte(colour);
  if (footX > footZ * 1.7 && footX > 0.6) {
    const size = [footX * 2.2 + 0.1, height, footZ * 2.6 + 0.2] as const;
    return { parts: [{ mesh: block(size, 0.05), material }], radius: size[0] / 2 };
  }
  const foot = Math.max(footX, footZ);
  const base = Math.max(0.5, foot * 1.14 + 0.08, radius * 0.72);
  const shape = random.whole(0, 5);
  if (shape === 0) {
    const side = Math.max(0.9, Math.max(foot * 2.12 + 0.1, radius * 1.3));
    return {
      parts: [
        { mesh: place(block([side, height, side], 0.05), { turn: random.between(-0.3, 0.3) }), material },
      ],
      radius: side * 0.6,
    };
  }
  if (shape === 1 && height > 0.3) {
    return {
      parts: [
        { mesh: drum(base * 1.18, height * 0.5, 0.045), material },
        { mesh: place(drum(base, height * 0.5, 0.045), { at: [0, height * 0.5, 0] }), material },
      ],
      radius: base * 1.18,
    };
  }
  return { parts: [{ mesh: drum(base, height, 0.06), material }], radius: base };
}
