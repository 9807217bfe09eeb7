import { glazed, matte, ramp } from '../../materials/finishes.js';
import type { Part } from '../../materials/material.js';
import { block } from '../../solids/block.js';
import { gridSurface } from '../../solids/grid.js';
import { place } from '../../solids/mesh.js';
import { drum, lathe } from '../../solids/round.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A molar, as an ornament: four cusps above, two roots below. */
export const tooth: DrawThing = ({ tones }) => {
  const mesh = gridSurface({ across: 120, along: 90, closed: true }, (u, v) => {
    const angle = u * Math.PI * 2;
    const [s, c] = [Math.sin(angle), Math.cos(angle)];
    // From the middle of the crown down to the tips of the roots.
    const down = 1 - v;
    const crown = Math.sin(Math.min(1, v * 3.2) * (Math.PI / 2)) ** 0.6;
    const waist = 1 - 0.2 * ramp(v, 0.3, 0.55) - 0.34 * ramp(v, 0.55, 1);
    const size = crown * waist;
    const cusp =
      0.09 * Math.abs(Math.sin(2 * angle + Math.PI / 4 + 0.785)) * ramp(v, 0.02, 0.14) * ramp(v, 0.34, 0.16) -
      0.1 * ramp(v, 0.1, 0);
    // Between the two roots the wall is drawn up to an arch.
    const parted = ramp(v, 0.55, 0.72) * Math.exp(-((Math.abs(s) / 0.5) ** 4));
    const y = 0.06 + down * 1.32 + cusp;
    const fork = 0.56 - 0.1 * c * c;
    // Each root closes over its own middle, not over the tooth's.
    const open = v > 0.9 ? Math.sqrt(Math.max(0, (1 - v) / 0.1)) : 1;
    const middle = Math.sign(s) * 0.27 * (1 - parted);
    return [
      middle + (box(s) * 0.56 * size - middle) * open,
      y < fork ? y + (fork - y) * parted : y,
      box(c) * 0.46 * size * (1 - 0.35 * parted) * open,
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
  return thing([
    { mesh: cup, material: glazed(tones.white, 0.3) },
    ...brush(0.2, 0.4, tones.panel),
    ...brush(-0.22, -0.3, random.pick([tones.paints[1], tones.paints[2]])),
  ]);
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

/** Bends a circle's coordinate towards a square. */
function box(value: number): number {
  return Math.sign(value) * Math.abs(value) ** 0.72;
}

function brush(lean: number, turn: number, colour: string): Part[] {
  return moved(
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
}
