/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { cross } from '../solids/tube.js';
import type { Vec } from '../solids/mesh.js';
import { findNearest } from './nearest.js';
import type { Stage } from './stage.js';

/** What the key light sees: the nearness to it of the first surface on each of its rays. */
export interface ShadowMap {
  size: number;
  nearest: Float32Array;
  /** Rows of the change to the light's frame: texel x, texel y, nearness in scene units. */
  toTexelX: readonly [number, number, number, number];
  toTexelY: readonly [number, number, number, number];
  toNearness: Vec;
  texelsPerUnit: number;
}

/** Draws the parts that cast shadows from the direction of the light, without perspective: it is far away. */
export function shadowMapOf(stage: Stage, toLight: Vec, size: number): ShadowMap {
  const [rx, ry, rz] = normalisedCross([0, 1, 0], toLight);
  const [ux, uy, uz] = cross(toLight, [rx, ry, rz]);
  const { positions, indices, casting } = stage;
  const bounds = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity };
  const plane = new Float32Array(positions.length);
  for (let corner = 0; corner < casting * 3; corner++) {
    const at = indices[corner]! * 3;
    const x = positions[at]!;
    const y = positions[at + 1]!;
    const z = positions[at + 2]!;
    const across = x * rx + y * ry + z * rz;
    const along = x * ux + y * uy + z * uz;
    plane[at] = across;
    plane[at + 1] = along;
    plane[at + 2] = x * toLight[0] + y * toLight[1] + z * toLight[2];
    if (across < bounds.left) bounds.left = across;
    if (across > bounds.right) bounds.right = across;
    if (along < bounds.low) bounds.low = along;
    if (along > bounds.high) bounds.high = along;
  }
  const extent = Math.max(bounds.right - bounds.left, bounds.high - bounds.low, 0.1);
  const texelsPerUnit = (size - 2) / extent;
  const nearest = new Float32Array(size * size).fill(-1e9);
  const shiftX = 1 - bounds.left * texelsPerUnit;
  const shiftY = 1 - bounds.low * texelsPerUnit;
  for (let at = 0; at < plane.length; at += 3) {
    plane[at] = plane[at]! * texelsPerUnit + shiftX;
    plane[at + 1] = plane[at + 1]! * texelsPerUnit + shiftY;
  }
  findNearest(plane, indices, casting, size, size, nearest);
  const scale = (value: number): number => value * texelsPerUnit;
  return {
    size,
    nearest,
    texelsPerUnit,
    toTexelX: [scale(rx), scale(ry), scale(rz), shiftX],
    toTexelY: [scale(ux), scale(uy), scale(uz), shiftY],
    toNearness: toLight,
  };
}

function normalisedCross(a: Vec, b: Vec): Vec {
  const [x, y, z] = cross(a, b);
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
