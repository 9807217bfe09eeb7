import { linear, mix } from '../palette.js';
import type { Finish, Linear, Material } from './material.js';

/** A noise over space, from -1 to 1. */
export type Noise = (x: number, y: number, z: number) => number;

/** Plaster, painted wood, felt: one colour, no shine to speak of. */
export function matte(
  colour: string,
  { roughness = 0.75, softness = 0.1 }: { roughness?: number; softness?: number } = {},
): Material {
  const tone = linear(colour);
  return { paint: (_, finish) => lay(finish, tone, { roughness, softness, gloss: 0.03 }) };
}

/** Glazed ceramic, enamel, lacquer. */
export function glazed(colour: string, roughness = 0.28): Material {
  const tone = linear(colour);
  return { paint: (_, finish) => lay(finish, tone, { roughness, softness: 0.1, gloss: 0.05 }) };
}

/** The colour of plain steel. */
export const STEEL = '#c3c8cd';

/** Bare metal: brass, steel, copper. */
export function metal(colour: string, roughness = 0.32): Material {
  const tone = linear(colour);
  return { paint: (_, finish) => lay(finish, tone, { roughness, metal: 1, gloss: 0.04 }) };
}

/** Something that shines by itself, as a lamp's bulb or a screen. */
export function glowing(colour: string, glow: number): Material {
  const tone = linear(colour);
  return { paint: (_, finish) => lay(finish, tone, { roughness: 0.5, glow }) };
}

/** Plain wood, its grain along the y axis of the solid (or along x). */
export function wood(colour: string, noise: Noise, along: 'x' | 'y' = 'y'): Material {
  const tone = linear(colour);
  const dark = linear(mix(colour, '#3a1d0c', 0.34));
  return {
    paint(point, finish) {
      const length = along === 'y' ? point.y : point.x;
      const side = along === 'y' ? point.x : point.y;
      const rings = noise(side * 5, length * 0.7, point.z * 5) * 3.2;
      lay(finish, tone, { roughness: 0.5, softness: 0.1 });
      blend(
        finish,
        dark,
        0.55 * Math.abs(Math.sin(rings * 2.2)) ** 2 +
          0.18 * Math.max(0, noise(side * 40, length * 2.5, point.z * 40)),
      );
    },
  };
}

/** Stone: a fleck in two shades, and a dry face. */
export function stone(
  colour: string,
  noise: Noise,
  { scale = 3, relief = 0.006 }: { scale?: number; relief?: number } = {},
): Material {
  const tone = linear(colour);
  const dark = linear(mix(colour, '#20242a', 0.3));
  const pale = linear(mix(colour, '#ffffff', 0.35));
  return {
    paint(point, finish) {
      const broad = noise(point.x * scale, point.y * scale, point.z * scale);
      const fine = noise(point.x * scale * 7, point.y * scale * 7, point.z * scale * 7);
      lay(finish, tone, { roughness: 0.85 });
      blend(finish, dark, Math.max(0, broad) * 0.5);
      blend(finish, pale, Math.max(0, fine) * 0.35);
    },
    relief: (x, y, z) =>
      relief *
      (noise(x * scale * 4, y * scale * 4, z * scale * 4) +
        0.5 * noise(x * scale * 11, y * scale * 11, z * scale * 11)),
  };
}

/** A leaf: paler along its middle and veins; u runs across it, v from stem to tip. */
export function leaf(colour: string): Material {
  const tone = linear(colour);
  const vein = linear(mix(colour, '#e9f2c8', 0.4));
  const deep = linear(mix(colour, '#0c2a1c', 0.35));
  return {
    paint({ u, v }, finish) {
      const across = Math.abs(u - 0.5) * 2;
      lay(finish, tone, { roughness: 0.5, softness: 0.35 });
      blend(finish, deep, across * 0.5 + (1 - v) * 0.2);
      blend(
        finish,
        vein,
        0.6 * ramp(0.09 - across, 0, 0.05) +
          0.25 * ramp(Math.sin((v * 9 - across * 1.6) * Math.PI * 2), 0.75, 1),
      );
    },
  };
}

/** Sets a finish whole. */
export function lay(
  finish: Finish,
  [red, green, blue]: Linear,
  {
    roughness = 0.7,
    gloss = 0.04,
    metal: bare = 0,
    softness = 0,
    glow = 0,
  }: Partial<Omit<Finish, 'red' | 'green' | 'blue'>> = {},
): void {
  finish.red = red;
  finish.green = green;
  finish.blue = blue;
  finish.roughness = roughness;
  finish.gloss = gloss;
  finish.metal = bare;
  finish.softness = softness;
  finish.glow = glow;
}

/** Lays a share (0 to 1) of another colour over a finish. */
export function blend(finish: Finish, [red, green, blue]: Linear, share: number): void {
  const part = share < 0 ? 0 : share > 1 ? 1 : share;
  finish.red += (red - finish.red) * part;
  finish.green += (green - finish.green) * part;
  finish.blue += (blue - finish.blue) * part;
}

/** 0 below `from`, 1 above `to`, smooth in between; either may be the larger. */
export function ramp(value: number, from: number, to: number): number {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
