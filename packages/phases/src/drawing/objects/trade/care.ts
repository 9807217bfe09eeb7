import { blend, glazed, lay, matte, metal, ramp, wood } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block } from '../../solids/block.js';
import { gridSurface } from '../../solids/grid.js';
import { place, type Vec } from '../../solids/mesh.js';
import { drum, ellipsoid, lathe, torus } from '../../solids/round.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A molar, as an ornament: four cusps above, two roots below. */
export const tooth: DrawThing = ({ tones }) => {
  const mesh = gridSurface({ across: 120, along: 90, closed: true }, (u, v) => {
    const angle = u * Math.PI * 2;
    const [s, c] = [Math.sin(angle), Math.cos(angle)];
    const box = (value: number): number => Math.sign(value) * Math.abs(value) ** 0.72;
    // From the middle of the crown down to the tips of the roots.
    const down = 1 - v;
    const crown = Math.sin(Math.min(1, v * 3.2) * (Math.PI / 2)) ** 0.6;
    const waist = 1 - 0.2 * ramp(v, 0.3, 0.55) - 0.34 * ramp(v, 0.55, 1);
    const size = crown * waist * (v > 0.97 ? Math.sqrt(Math.max(0, (1 - v) / 0.03)) : 1);
    const cusp =
      0.09 * Math.abs(Math.sin(2 * angle + Math.PI / 4 + 0.785)) * ramp(v, 0.02, 0.14) * ramp(v, 0.34, 0.16) -
      0.1 * ramp(v, 0.1, 0);
    // Between the two roots the wall is drawn up to an arch.
    const parted = ramp(v, 0.55, 0.72) * Math.exp(-((Math.abs(s) / 0.5) ** 4));
    const y = 0.06 + down * 1.32 + cusp;
    const fork = 0.56 - 0.1 * c * c;
    return [
      box(s) * 0.56 * size,
      y < fork ? y + (fork - y) * parted : y,
      box(c) * 0.46 * size * (1 - 0.35 * parted),
    ];
  });
  const enamel = glazed(tones.white, 0.16);
  return thing([{ mesh, material: enamel }]);
};

/** Toothbrushes in a glass. */
export const toothbrushes: DrawThing = ({ tones, random }) => {
  const cup = lathe(
    [
      [0, 0],
      [0.3, 0],
      [0.32, 0.03],
      [0.34, 0.6],
      [0.36, 0.66],
      [0.33, 0.66],
      [0.3, 0.1],
      [0, 0.06],
    ],
    { segments: 56, rings: 60 },
  );
  const brush = (lean: number, turn: number, colour: string): Part[] =>
    moved(
      [
        {
          mesh: place(
            tube(
              [
                [0, 0.1, 0],
                [0, 0.7, 0.01],
                [0, 1.1, 0.03],
                [0, 1.4, 0],
              ],
              (t) => 0.04 - 0.014 * t,
              { sides: 14, steps: 30 },
            ),
            { scale: [1.2, 1, 0.7] },
          ),
          material: glazed(colour, 0.3),
        },
        { mesh: place(block([0.11, 0.3, 0.05], 0.02), { at: [0, 1.3, 0] }), material: glazed(colour, 0.3) },
        ...Array.from({ length: 12 }, (_, tuft): Part => ({
          mesh: place(drum(0.02, 0.12, 0.004, 10), {
            tilt: Math.PI / 2,
            at: [((tuft % 2) - 0.5) * 0.05, 1.34 + Math.floor(tuft / 2) * 0.042, 0.02],
          }),
          material: matte(tuft % 4 < 2 ? '#ffffff' : colour),
        })),
      ],
      { roll: lean, turn, at: [-lean * 0.3, 0, 0] },
    );
  return thing([
    { mesh: cup, material: glazed(tones.white, 0.3) },
    ...brush(0.2, 0.4, tones.panel),
    ...brush(-0.22, -0.3, random.pick([tones.paints[1], tones.paints[2]])),
  ]);
};

/** A rolled mat beside two blocks. */
export const yogaMat: DrawThing = ({ tones }) => {
  const [colour, edge] = [linear(tones.panel), linear(mix(tones.panel, '#ffffff', 0.35))];
  const rolled: Material = {
    paint({ x, y, z }, finish) {
      lay(finish, colour, { roughness: 0.85, softness: 0.1 });
      if (Math.abs(y) > 0.7)
        blend(finish, edge, ramp(Math.sin(Math.hypot(x, z) * 110 + Math.atan2(x, z)), -0.2, 0.4));
    },
  };
  const roll = lathe(
    [
      [0, -0.72],
      [0.3, -0.72],
      [0.32, -0.71],
      [0.32, -0.7],
      [0.32, 0.7],
      [0.32, 0.71],
      [0.3, 0.72],
      [0, 0.72],
    ],
    { segments: 64, rings: 120 },
  );
  const straps = [-0.36, 0.36].map((y): Part => ({
    mesh: place(drum(0.332, 0.09, 0.01), { at: [0, y - 0.045, 0] }),
    material: matte(tones.ink),
  }));
  return thing(
    moved(moved([{ mesh: roll, material: rolled }, ...straps], { roll: Math.PI / 2 }), {
      turn: 0.42,
      at: [0, 0.325, 0],
    }),
  );
};

/** A candle in a glass of stoneware, lit. */
export const candle: DrawThing = ({ tones, random }) =>
  thing([
    {
      mesh: lathe(
        [
          [0, 0],
          [0.3, 0],
          [0.34, 0.03],
          [0.35, 0.55],
          [0.35, 0.58],
          [0.32, 0.58],
          [0.31, 0.46],
          [0, 0.46],
        ],
        { segments: 56, rings: 60 },
      ),
      material: matte(random.pick([tones.podiums[1], tones.paints[2], tones.white]), { roughness: 0.6 }),
    },
    {
      mesh: place(drum(0.305, 0.03, 0.01), { at: [0, 0.44, 0] }),
      material: matte('#fbf1dd', { softness: 0.5 }),
    },
    { mesh: place(drum(0.012, 0.1, 0.004, 8), { at: [0, 0.46, 0] }), material: matte('#2a241f') },
    {
      mesh: place(ellipsoid([0.05, 0.12, 0.05], { swell: ([, y]) => 1 - 0.35 * Math.max(0, y) }), {
        at: [0, 0.66, 0],
      }),
      material: { paint: (_, finish) => lay(finish, linear('#ffd27a'), { glow: 0.45, roughness: 0.9 }) },
    },
  ]);

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

/** A heart, smooth as a pebble. */
export const heart: DrawThing = ({ tones, random }) => {
  const mesh = gridSurface({ across: 120, along: 60, closed: true }, (u, v) => {
    const [t, polar] = [u * Math.PI * 2, v * Math.PI];
    const [x, y] = [
      16 * Math.sin(t) ** 3,
      13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t),
    ];
    const out = Math.sin(polar) ** 0.6;
    return [(x / 17) * 0.62 * out, 0.66 + (y / 17) * 0.62 * out, Math.cos(polar) * 0.24];
  });
  return thing([
    { mesh: place(mesh, { turn: random.between(-0.4, 0.4) }), material: glazed(tones.panel, 0.25) },
  ]);
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
