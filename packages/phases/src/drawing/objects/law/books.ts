import { matte, metal } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear } from '../../palette.js';
import { lay, blend } from '../../materials/finishes.js';
import { block } from '../../solids/block.js';
import { gridSurface } from '../../solids/grid.js';
import { place } from '../../solids/mesh.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A pile of bound books, each turned a little from the one below it. */
export const bookStack: DrawThing = (kit) => {
  const { tones, random } = kit;
  const covers = random.shuffled([...tones.paints, tones.podiums[1]]);
  let base = 0;
  const parts: Part[] = [];
  const count = random.whole(3, 4);
  for (let index = 0; index < count; index++) {
    const [width, height, depth] = [
      random.between(1.2, 1.42) - index * 0.07,
      random.between(0.19, 0.29),
      random.between(0.86, 0.98) - index * 0.04,
    ];
    const lying = book(width, height, depth, covers[index] ?? tones.ink, tones.white);
    parts.push(...moved(lying, { at: [0, base, 0], turn: random.between(-0.24, 0.24) }));
    base += height + 0.004;
  }
  return thing(parts);
};

/** A row of standing books, the last one leaning. */
export const bookRow: DrawThing = ({ tones, random }) => {
  const covers = random.shuffled([...tones.paints, tones.podiums[1], tones.panel]);
  let x = -0.72;
  const parts: Part[] = [];
  for (let index = 0; index < 6; index++) {
    const [thickness, height] = [random.between(0.17, 0.28), random.between(0.98, 1.32)];
    const standing = book(height, thickness, 0.8, covers[index % covers.length] ?? tones.ink, tones.white);
    // From lying to standing: what was its width goes up, and its spine keeps facing the viewer.
    moved(standing, { roll: Math.PI / 2, at: [thickness, height / 2, 0] });
    const leaning = index === 5 ? 0.16 : 0;
    parts.push(...moved(standing, { roll: leaning, at: [x + leaning * height, 0, 0] }));
    x += thickness + 0.008;
  }
  return thing(moved(parts, { turn: -0.12 }));
};

/** A lying book of the given size, its spine to the viewer, with bands of gold on it. */
function book(width: number, height: number, depth: number, cover: string, paper: string): Part[] {
  const cloth = matte(cover, { roughness: 0.6 });
  const board = Math.min(0.035, height * 0.16);
  const edges: Material = {
    paint({ y }, finish) {
      lay(finish, linear(paper), { roughness: 0.9, softness: 0.2 });
      blend(finish, linear('#b49a78'), 0.35 * Math.max(0, Math.sin(y * 330)));
    },
  };
  const gold = metal('#cda85a', 0.35);
  const spine = gridSurface({ across: 24, along: 20 }, (u, v) => {
    const angle = (u - 0.5) * Math.PI;
    return [
      (v - 0.5) * width,
      height / 2 + Math.sin(angle) * height * 0.5,
      depth / 2 - 0.012 + Math.cos(angle) * height * 0.16,
    ];
  });
  const bands = [-0.36, -0.3, 0.3, 0.36].map((at): Part => ({
    mesh: gridSurface({ across: 16, along: 1 }, (u, v) => {
      const angle = (u - 0.5) * Math.PI * 0.94;
      return [
        (at + (v - 0.5) * 0.018) * width,
        height / 2 + Math.sin(angle) * height * 0.502,
        depth / 2 - 0.006 + Math.cos(angle) * height * 0.166,
      ];
    }),
    material: gold,
  }));
  return [
    { mesh: block([width, board, depth], 0.012), material: cloth },
    { mesh: place(block([width, board, depth], 0.012), { at: [0, height - board, 0] }), material: cloth },
    {
      mesh: place(block([width - 0.07, height - board * 1.8, depth - 0.06], 0.005), {
        at: [0, board * 0.9, 0],
      }),
      material: edges,
    },
    { mesh: spine, material: cloth },
    ...bands,
  ];
}
