/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { cross, unit } from '../solids/tube.js';
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
  /** How much of the key passes what hangs before it, towards a point of the scene: 1 is all. */
  mask?: (x: number, y: number, z: number) => number;
  toRim: Vec;
  rim: Linear;
}

export function studioLight(floor: Linear, wall: Linear): Light {
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

/**
 * What a tall window lets through: two by three panes of light, soft at their edges, about a point of the scene.
 * The rest is dimmed, not dark.
 */
export function windowMask(toKey: Vec, [cx, cy, cz]: Vec): NonNullable<Light['mask']> {
  const right = unit(cross([0, 1, 0], toKey));
  const up = cross(toKey, right);
  return (x, y, z) => {
    const [dx, dy, dz] = [x - cx, y - cy, z - cz];
    // Slanted, as if the sun stood to the side of the window.
    const along = dx * right[0] + dy * right[1] + dz * right[2];
    const across = dx * up[0] + dy * up[1] + dz * up[2] + along * 0.25;
    const [column, row] = [along / 1.5 + 1, across / 1.25 + 1.5];
    const inside = edge(column, 0) * edge(2 - column, 0) * edge(row, 0) * edge(3 - row, 0);
    const bars =
      1 -
      (1 - edge(Math.abs(column - 1), 0.04)) -
      (1 - edge(Math.min(Math.abs(row - 1), Math.abs(row - 2)), 0.05));
    return 0.68 + 0.44 * inside * Math.max(0, bars);
  };
}

function edge(value: number, at: number): number {
  const t = Math.max(0, Math.min(1, (value - at) / 0.09 + 0.5));
  return t * t * (3 - 2 * t);
}

/** White light of a level, with a share of it in a tint. */
function tinted([red, green, blue]: Linear, share: number, level: number): Linear {
  const [plain, coloured] = [level * (1 - share), level * share];
  return [plain + coloured * red, plain + coloured * green, plain + coloured * blue];
}
