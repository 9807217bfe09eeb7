/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import type { Noise } from '../materials/finishes.js';
import type { Part } from '../materials/material.js';
import type { Random } from '../random.js';
import type { Tones } from '../scene/tones.js';
import { place, type Placement } from '../solids/mesh.js';

const { abs } = Math;

/** An object of a still life, standing on y = 0 about the y axis; a loaf is about 1.8 units wide. */
export interface Thing {
  parts: Part[];
  /** Half of the widest extent in x or z. */
  radius: number;
  height: number;
  /** Half of the width and of the depth of what touches the ground. */
  footX: number;
  footZ: number;
}

/** What an object is drawn with. */
export interface Kit {
  tones: Tones;
  random: Random;
  noise: Noise;
}

export type DrawThing = (kit: Kit) => Thing;

/** Moves all parts of a thing (or any parts) together. */
export function moved<Parts extends readonly Part[]>(parts: Parts, placement: Placement): Parts {
  for (const { mesh } of parts) place(mesh, placement);
  return parts;
}

/** A thing from its parts: sets it down on y = 0, and measures its extent. */
export function thing(parts: Part[]): Thing {
  moved(parts, { at: [0, -lowest(parts), 0] });
  const size: Thing = { parts, radius: 0, height: 0, footX: 0, footZ: 0 };
  for (const { positions } of parts.map(({ mesh }) => mesh)) {
    for (let at = 0; at < positions.length; at += 3) {
      const [x, y, z] = [abs(positions[at]!), positions[at + 1]!, abs(positions[at + 2]!)];
      if (x > size.radius) size.radius = x;
      if (z > size.radius) size.radius = z;
      if (y > size.height) size.height = y;
    }
  }
  const ground = Math.max(0.06, size.height * 0.12);
  for (const { positions } of parts.map(({ mesh }) => mesh)) {
    for (let at = 0; at < positions.length; at += 3) {
      if (positions[at + 1]! > ground) continue;
      const [x, z] = [abs(positions[at]!), abs(positions[at + 2]!)];
      if (x > size.footX) size.footX = x;
      if (z > size.footZ) size.footZ = z;
    }
  }
  return size;
}

function lowest(parts: readonly Part[]): number {
  let low = Infinity;
  for (const { mesh } of parts) {
    for (let at = 1; at < mesh.positions.length; at += 3)
      if (mesh.positions[at]! < low) low = mesh.positions[at]!;
  }
  return low;
}

/** The same thing at another size. */
export function scaled({ parts, radius, height, footX, footZ }: Thing, scale: number): Thing {
  moved(parts, { scale });
  return {
    parts,
    radius: radius * scale,
    height: height * scale,
    footX: footX * scale,
    footZ: footZ * scale,
  };
}
