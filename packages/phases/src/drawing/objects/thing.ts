import type { Noise } from '../materials/finishes.js';
import type { Part } from '../materials/material.js';
import { place, type Placement } from '../solids/mesh.js';
import type { Random } from '../random.js';
import type { Tones } from '../scene/tones.js';

/** An object of a still life, standing on y = 0 about the y axis; a loaf is about 1.8 units wide. */
export interface Thing {
  parts: Part[];
  /** Half of the widest extent in x or z. */
  radius: number;
  height: number;
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

/** A thing from its parts; measures its extent. */
export function thing(parts: Part[]): Thing {
  let radius = 0;
  let height = 0;
  for (const { mesh } of parts) {
    for (let at = 0; at < mesh.positions.length; at += 3) {
      radius = Math.max(radius, Math.abs(mesh.positions[at]!), Math.abs(mesh.positions[at + 2]!));
      height = Math.max(height, mesh.positions[at + 1]!);
    }
  }
  return { parts, radius, height };
}
