import { glazed, lay, blend, matte, ramp } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block } from '../../solids/block.js';
import { place } from '../../solids/mesh.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A window on legs: behind its bars the sky and a row of towers with lit windows. */
export const cityWindow: DrawThing = ({ tones, random }) => {
  const frame = matte(tones.white);
  const [low, high] = [
    linear(mix(tones.panel, '#fff1d8', 0.62)),
    linear(mix(tones.paints[0], '#bcd4ee', 0.62)),
  ];
  const sky: Material = {
    paint({ y }, finish) {
      lay(finish, low, { roughness: 0.9, glow: 0.25 });
      blend(finish, high, ramp(y, 0.2, 1.7));
    },
  };
  const towers = Array.from({ length: 9 }, (_, index): Part[] => {
    const [width, height, near] = [random.between(0.2, 0.32), random.between(0.45, 1.25), index % 2];
    const x = -0.92 + index * 0.23;
    const tower = mix(tones.paints[index % 3] ?? tones.ink, near ? tones.ink : tones.wall, near ? 0.35 : 0.5);
    const [wall, light] = [linear(tower), linear('#ffe3a3')];
    const key = random.between(0, 40);
    const facade: Material = {
      paint({ x: px, y }, finish) {
        lay(finish, wall, { roughness: 0.7 });
        const [column, row] = [px * 22, y * 16];
        const inPane = Math.abs(column - Math.round(column)) < 0.27 && Math.abs(row - Math.round(row)) < 0.3;
        const lit = Math.sin(Math.round(column) * 12.9 + Math.round(row) * 78.2 + key) > 0.35;
        if (inPane) blend(finish, lit ? light : linear('#2a3440'), lit ? 0.9 : 0.35);
      },
    };
    return [
      {
        mesh: place(block([width, height, 0.06], 0.006), { at: [x, 0.12, near ? -0.06 : -0.13] }),
        material: facade,
      },
    ];
  }).flat();
  const [width, height] = [2.05, 1.9];
  const bars: [number, number, number, number][] = [
    [-width / 2, 0, 0.12, height],
    [width / 2, 0, 0.12, height],
    [0, 0, 0.06, height],
  ];
  return thing(
    moved(
      [
        { mesh: place(block([width, height, 0.05], 0.01), { at: [0, 0.02, -0.2] }), material: sky },
        ...towers,
        ...bars.map(([x, y, w, h]): Part => ({
          mesh: place(block([w, h, 0.14], 0.02), { at: [x, y, 0.02] }),
          material: frame,
        })),
        {
          mesh: place(block([width + 0.12, 0.12, 0.14], 0.02), { at: [0, height - 0.06, 0.02] }),
          material: frame,
        },
        { mesh: place(block([width, 0.05, 0.1], 0.015), { at: [0, height * 0.56, 0.02] }), material: frame },
        { mesh: place(block([width + 0.3, 0.1, 0.42], 0.025), { at: [0, 0, 0.06] }), material: frame },
        {
          mesh: place(block([0.05, 0.14, 0.05], 0.02), { at: [0.08, height * 0.42, 0.1] }),
          material: glazed('#b9924f'),
        },
      ],
      { scale: 0.9 },
    ),
  );
};
