import { blend, lay, matte, ramp, stone } from '../../materials/finishes.js';
import type { Material } from '../../materials/material.js';
import { linear, mix } from '../../palette.js';
import { gridSurface } from '../../solids/grid.js';
import { drum, ellipsoid } from '../../solids/round.js';
import { thing, type DrawThing } from '../thing.js';

/** Where the peaks of the range stand: x, z, height and half their width. */
const PEAKS = [
  [-0.1, -0.15, 1.35, 0.62],
  [0.5, -0.3, 0.95, 0.5],
  [-0.6, 0.1, 0.8, 0.46],
  [0.2, 0.42, 0.5, 0.4],
] as const;

/** A range of peaks as a model on a round plinth: woods at the foot, rock, snow. */
export const mountains: DrawThing = ({ noise, tones, random }) => {
  const peaks = PEAKS.map(([x, z, tall, width]) => ({
    x: x + random.between(-0.08, 0.08),
    z: z + random.between(-0.08, 0.08),
    height: tall * random.between(0.92, 1.08),
    width,
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
  // Cut flat below: that is its foot.
  mesh.positions.forEach((value, at) => at % 3 === 1 && value < -0.55 && mesh.positions.set([-0.55], at));
  return thing([
    { mesh, material: stone(mix('#9a9389', tones.wall, 0.25), noise, { scale: 2.2, relief: 0.007 }) },
  ]);
};
