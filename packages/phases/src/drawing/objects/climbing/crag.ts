import { blend, lay, matte, ramp, stone } from '../../materials/finishes.js';
import type { Material, Part } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { block } from '../../solids/block.js';
import { gridSurface } from '../../solids/grid.js';
import { drum, ellipsoid } from '../../solids/round.js';
import { place } from '../../solids/mesh.js';
import { tube } from '../../solids/tube.js';
import { moved, thing, type DrawThing } from '../thing.js';

/** A range of peaks as a model on a round plinth: woods at the foot, rock, snow. */
export const mountains: DrawThing = ({ noise, tones, random }) => {
  const peaks = Array.from({ length: 4 }, (_, index) => ({
    x: [-0.1, 0.5, -0.6, 0.2][index]! + random.between(-0.08, 0.08), // four places
    z: [-0.15, -0.3, 0.1, 0.42][index]! + random.between(-0.08, 0.08),
    height: [1.35, 0.95, 0.8, 0.5][index]! * random.between(0.92, 1.08),
    width: [0.62, 0.5, 0.46, 0.4][index]!,
  }));
  const heightAt = (x: number, z: number): number => {
    const ridge = 1 - Math.abs(noise(x * 1.9, 0, z * 1.9));
    const fine = 1 - Math.abs(noise(x * 5, 3, z * 5));
    let rise = 0;
    for (const peak of peaks) {
      const away = Math.hypot(x - peak.x, z - peak.z) / peak.width;
      const bulk = peak.height * Math.max(0, 1 - away * 0.86) ** 1.05;
      rise = Math.max(rise, bulk * (0.78 + 0.28 * ridge + 0.12 * (fine - 0.5)));
    }
    return rise + 0.05 * fine + 0.015 * noise(x * 11, 1, z * 11);
  };
  const rim = 1.12;
  const ground = gridSurface({ across: 200, along: 110, closed: true }, (u, v) => {
    const angle = u * Math.PI * 2;
    const out = v * rim;
    const [x, z] = [Math.sin(angle) * out, Math.cos(angle) * out];
    return [x, 0.16 + heightAt(x, z) * ramp(rim - out, 0, 0.3), z];
  });
  const [rock, shade, grass, snow] = [
    linear(mix('#8d8a86', tones.paints[0], 0.12)),
    linear('#4b4d52'),
    linear(mix('#6f8a52', tones.paints[1], 0.2)),
    linear('#f7f9fc'),
  ];
  const land: Material = {
    paint({ x, y, z, up }, finish) {
      const wobble = noise(x * 6, y * 6, z * 6) * 0.09 + noise(x * 17, y * 17, z * 17) * 0.04;
      lay(finish, rock, { roughness: 0.85 });
      blend(finish, shade, ramp(noise(x * 9, y * 3, z * 9), 0, 0.9) * 0.5 + ramp(up, 0.5, 0.2) * 0.4);
      blend(finish, grass, ramp(y + wobble, 0.42, 0.3) * ramp(up, 0.35, 0.6));
      blend(finish, snow, ramp(y + wobble * 1.6, 0.78, 0.9) * ramp(up, 0.12, 0.38));
    },
    relief: (x, y, z) => 0.005 * noise(x * 12, y * 12, z * 12) + 0.0015 * noise(x * 30, y * 30, z * 30),
  };
  return thing([
    { mesh: drum(1.14, 0.17, 0.04), material: matte(tones.podiums[2]) },
    { mesh: ground, material: land },
  ]);
};

/** A boulder with a flat foot and chalked edges. */
export const boulder: DrawThing = ({ noise, tones, random }) => {
  const turn = random.between(0, 20);
  const mesh = ellipsoid([0.95, 0.78, 0.8], {
    segments: 140,
    rings: 90,
    // A few cutting planes give it faces; noise breaks them.
    swell: ([x, y, z]) => {
      let size = 1.25;
      for (let plane = 0; plane < 11; plane++) {
        const [a, b] = [plane * 2.4 + turn, Math.acos(1 - (2 * (plane + 0.5)) / 11)];
        const facing = x * Math.sin(b) * Math.sin(a) - y * Math.cos(b) + z * Math.sin(b) * Math.cos(a);
        if (facing > 0.1) size = Math.min(size, (0.82 + 0.16 * Math.sin(plane * 5.1 + turn)) / facing);
      }
      return size * (1 + 0.035 * noise(x * 3, y * 3, z * 3) + 0.012 * noise(x * 9, y * 9, z * 9));
    },
  });
  for (let at = 1; at < mesh.positions.length; at += 3)
    mesh.positions[at] = Math.max(0, mesh.positions[at]! + 0.55);
  return thing([
    { mesh, material: stone(mix('#9a9389', tones.wall, 0.25), noise, { scale: 2.2, relief: 0.007 }) },
  ]);
};

/** A leaning board of plywood with bolted holds of many shapes. */
export const holdWall: DrawThing = ({ noise, tones, random }) => {
  const [width, height] = [1.9, 2.15];
  const ply: [number, number, number] = [...linear(mix('#d9b88a', tones.white, 0.25))];
  const [nut, vein] = [linear('#5f5348'), linear('#b48a55')];
  const board: Material = {
    paint({ x, y, z }, finish) {
      lay(finish, ply, { roughness: 0.6, softness: 0.1 });
      blend(finish, vein, 0.3 * ramp(Math.sin(y * 9 + noise(x * 1.2, y * 0.5, z) * 7), 0.2, 1));
      const [column, row] = [(x + 0.12) * 4.2, y * 4.2];
      const away = Math.hypot(column - Math.round(column), row - Math.round(row));
      if (z > 0) blend(finish, nut, ramp(away, 0.075, 0.05) * 0.85);
    },
  };
  const paints = [tones.paints[0], tones.paints[1], tones.paints[2], tones.panel, tones.white];
  const spots = random
    .shuffled(Array.from({ length: 35 }, (_, index) => [(index % 5) - 2, Math.floor(index / 5)] as const))
    .slice(0, 17);
  const holds = spots.flatMap(([column, row], index): Part[] => {
    const at = [
      column * 0.36 + random.between(-0.05, 0.05),
      0.24 + row * 0.285 + random.between(-0.04, 0.04),
      0.06,
    ] as const;
    const size = random.between(0.085, 0.19);
    const [wide, deep, knobs] = [
      random.between(0.8, 1.7),
      random.between(0.55, 0.95),
      random.between(0.7, 1.4),
    ];
    const from = random.between(0, 30);
    const mesh = ellipsoid([size * wide, size, size * deep], {
      segments: 36,
      rings: 24,
      swell: ([x, y, z]) =>
        1 + 0.17 * noise(x * knobs + from, y * knobs, z * knobs) + 0.14 * Math.max(0, y) * Math.max(0, z),
    });
    const colour = paints[index % paints.length] ?? tones.panel;
    const bolt = {
      mesh: place(drum(0.02, 0.02, 0.004, 14), {
        tilt: Math.PI / 2,
        at: [at[0], at[1], 0.06 + size * deep * 0.95],
      }),
      material: matte('#3a3a3c'),
    };
    return [
      { mesh: place(mesh, { at, roll: random.between(-0.7, 0.7) }), material: roughHold(colour, noise) },
      bolt,
    ];
  });
  const legs = [-0.7, 0.7].map((x): Part => ({
    mesh: place(block([0.09, height * 0.9, 0.09], 0.01), { tilt: 0.2, at: [x, 0, -0.62] }),
    material: matte('#a77f50'),
  }));
  return thing(
    moved(
      [
        ...moved([{ mesh: block([width, height, 0.1], 0.015), material: board }, ...holds], { tilt: -0.06 }),
        ...legs,
      ],
      { turn: random.between(-0.3, 0.3) },
    ),
  );
};

/** One big hold, as an ornament on a podium. */
export const bigHold: DrawThing = ({ noise, tones, random }) => {
  const from = random.between(0, 30);
  const mesh = ellipsoid([0.62, 0.4, 0.5], {
    segments: 90,
    rings: 60,
    swell: ([x, y, z]) =>
      1 +
      0.2 * noise(x * 1.2 + from, y * 1.2, z * 1.2) -
      0.3 * Math.exp(-(((y - 0.75) / 0.25) ** 2) - (z - 0.35) ** 2 / 0.16),
  });
  return thing([
    {
      mesh: place(mesh, { at: [0, 0.36, 0] }),
      material: roughHold(random.pick([tones.paints[0], tones.paints[1], tones.panel]), noise),
    },
  ]);
};

/** A folded mat for soft landings. */
export const crashPad: DrawThing = ({ tones }) => {
  const [fabric, edge] = [matte(tones.paints[1]), matte(tones.ink)];
  const strap = (x: number): Part => ({
    mesh: place(block([0.08, 0.52, 0.92], 0.03), { at: [x, 0, 0] }),
    material: edge,
  });
  return thing(
    moved(
      [
        { mesh: block([1.55, 0.24, 0.88], 0.06), material: fabric },
        { mesh: place(block([1.55, 0.24, 0.88], 0.06), { at: [0, 0.26, 0] }), material: matte(tones.panel) },
        strap(-0.42),
        strap(0.42),
        {
          mesh: tube(
            [
              [-0.16, 0.4, 0.45],
              [-0.1, 0.36, 0.56],
              [0.1, 0.36, 0.56],
              [0.16, 0.4, 0.45],
            ],
            0.026,
            { sides: 10, steps: 20 },
          ),
          material: edge,
        },
      ],
      { turn: 0.2 },
    ),
  );
};

function roughHold(colour: string, noise: (x: number, y: number, z: number) => number): Material {
  const plain = matte(colour, { roughness: 0.6 });
  const chalk = linear('#fbf7f0');
  return {
    paint(point, finish) {
      plain.paint(point, finish);
      blend(
        finish,
        chalk,
        0.45 * ramp(point.up + 0.5 * noise(point.x * 7, point.y * 7, point.z * 7), 0.55, 1.2),
      );
    },
    relief: (x, y, z) => 0.0012 * noise(x * 34, y * 34, z * 34),
  };
}
