import { unit } from '../solids/tube.js';
import type { Linear } from '../materials/material.js';
import type { Vec } from '../solids/mesh.js';

/** The light of a studio: a large soft key from the upper left, the bounce of walls and floor, and a rim from behind. */
export interface Light {
  /** Towards the key light. */
  toKey: Vec;
  key: Linear;
  /** Half the width of the key as seen from the scene, as a slope: how fast shadows blur with distance. */
  spread: number;
  sky: Linear;
  ground: Linear;
  toRim: Vec;
  rim: Linear;
}

export function studioLight(floor: Linear, wall: Linear): Light {
  const tinted = (tint: Linear, share: number, level: number): Linear =>
    [0, 1, 2].map((part) => level * (1 - share + share * tint[part]!)) as unknown as Linear; // three parts from three
  return {
    toKey: unit([-0.62, 0.84, 0.86]),
    key: [0.99, 0.955, 0.915],
    spread: 0.13,
    sky: tinted(wall, 0.35, 0.52),
    ground: tinted(floor, 0.8, 0.4),
    toRim: unit([0.75, 0.45, -0.6]),
    rim: [0.5, 0.5, 0.52],
  };
}
