import { glazed, matte, metal, ramp, wood } from '../../materials/finishes.js';
import type { Part } from '../../materials/material.js';
import { mix } from '../../palette.js';
import { place, type Vec } from '../../solids/mesh.js';
import { drum, lathe, torus } from '../../solids/round.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** Scissors, standing open on their points. */
export const scissors: DrawThing = ({ tones, random }) => {
  const steel = metal('#ccd1d6', 0.2);
  const grip = glazed(random.pick([tones.panel, tones.paints[1], tones.ink]), 0.35);
  const half = (side: number): Part[] =>
    moved(
      [
        {
          mesh: place(
            tube(
              [
                [0, -0.95, 0],
                [0.035, -0.5, 0],
                [0.04, 0, 0],
                [0, 0.3, 0],
              ],
              (t) => 0.012 + 0.07 * Math.sin(Math.PI * (0.04 + 0.7 * t)),
              { sides: 14, steps: 40 },
            ),
            { scale: [1, 1, 0.35], at: [0, 0, side * 0.02] },
          ),
          material: steel,
        },
        {
          mesh: place(torus(0.19, 0.05), {
            tilt: Math.PI / 2,
            scale: [0.9, 1, 1.2],
            at: [-0.13, 0.52, side * 0.02],
          }),
          material: grip,
        },
      ],
      { roll: 0.34, at: [0, 0.94, 0] },
    );
  const other = moved(half(1), { scale: [-1, 1, 1] });
  return thing(
    moved(
      [
        ...half(-1),
        ...other,
        {
          mesh: place(drum(0.05, 0.1, 0.015, 24), { tilt: Math.PI / 2, at: [0, 0.94, -0.04] }),
          material: metal('#cda75c'),
        },
      ],
      { turn: random.between(-0.4, 0.4) },
    ),
  );
};

/** Bottles with pumps, as at a hairdresser's. */
export const bottles: DrawThing = ({ tones, random }) => {
  const colours = random.shuffled([tones.panel, tones.podiums[1], tones.white, tones.paints[2]]);
  return thing(
    [0, 1, 2].flatMap((index): Part[] => {
      const [radius, height] = [0.2 - index * 0.015, [0.95, 0.72, 0.5][index] ?? 0.6];
      const shade = glazed(colours[index] ?? tones.white, 0.3);
      const bottle: Part[] = [
        {
          mesh: lathe(
            [
              [0, 0],
              [radius - 0.02, 0],
              [radius, 0.03],
              [radius, height - 0.06],
              [radius * 0.8, height],
              [radius * 0.35, height + 0.04],
              [radius * 0.35, height + 0.1],
              [0, height + 0.1],
            ],
            { segments: 48, rings: 70 },
          ),
          material: shade,
        },
        {
          mesh: place(drum(radius * 0.45, 0.1, 0.02, 32), { at: [0, height + 0.06, 0] }),
          material: matte(tones.ink),
        },
        {
          mesh: place(drum(radius + 0.003, height * 0.36, 0.002, 48), { at: [0, height * 0.24, 0] }),
          material: matte(mix(colours[index] ?? tones.white, '#ffffff', 0.6)),
        },
      ];
      if (index < 2)
        bottle.push({
          mesh: tube(
            [
              [0, height + 0.1, 0],
              [0, height + 0.26, 0],
              [0.06, height + 0.3, 0],
              [0.2, height + 0.28, 0],
            ],
            0.026,
            { sides: 12, steps: 20 },
          ),
          material: matte(tones.ink),
        });
      return moved(bottle, { at: [[-0.28, 0.16, 0.42][index] ?? 0, 0, [-0.1, -0.18, 0.22][index] ?? 0] });
    }),
  );
};

/** A wooden comb and a brush, lying. */
export const hairbrush: DrawThing = ({ noise, tones }) => {
  const timber = wood('#a06a3c', noise, 'x');
  const outline: Vec[] = [
    [-0.95, 0.1, 0],
    [-0.3, 0.1, 0],
    [0, 0.11, 0],
    [0.4, 0.12, 0],
    [0.85, 0.1, 0],
  ];
  const bristles = Array.from({ length: 60 }, (_, index): Part => ({
    mesh: place(drum(0.014, 0.12, 0.004, 7), {
      at: [0.05 + (index % 10) * 0.075, 0.19, (Math.floor(index / 10) - 2.5) * 0.06],
    }),
    material: matte(tones.ink),
  }));
  return thing(
    moved(
      [
        {
          mesh: place(
            tube(outline, (t) => 0.07 + 0.16 * ramp(t, 0.42, 0.62) * ramp(t, 1.12, 0.9), {
              sides: 28,
              steps: 70,
            }),
            { scale: [1, 0.6, 1], at: [0, 0.06, 0] },
          ),
          material: timber,
        },
        ...bristles,
      ],
      { turn: 0.35 },
    ),
  );
};
