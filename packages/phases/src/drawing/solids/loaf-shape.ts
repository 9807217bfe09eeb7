/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { gridSurface } from './grid.js';
import type { Mesh, Vec } from './mesh.js';

/**
 * A risen body on a flat base: half axes x and z, a height above the widest line and one below it.
 * `plump` is how steeply the lower half falls: by default as the upper one meets it, so that no edge shows; 5 is a tin.
 * `squareness` from 1 (round) towards 0.5 (boxy); `swell` scales a point's distance from the middle.
 * Stands on y = 0; its local frame has the widest line at y = 0.
 */
export function risenBody(
  {
    width,
    depth,
    above,
    below,
    squareness = 0.85,
    segments = 160,
    rings = 100,
    plump = Math.max(1.2, Math.min(2.6, above / below)),
  }: {
    width: number;
    depth: number;
    above: number;
    below: number;
    squareness?: number;
    segments?: number;
    rings?: number;
    plump?: number;
  },
  swell: (point: Vec) => number = () => 1,
): Mesh {
  const mesh = gridSurface({ across: segments, along: rings, closed: true }, (u, v) => {
    const polar = v * Math.PI;
    const angle = u * Math.PI * 2;
    const out = Math.sin(polar) ** squareness;
    const level = Math.cos(polar);
    const up = level > 0 ? level : (1 + level) ** plump - 1;
    const point: Vec = [
      (out * Math.sin(angle) * width) / 2,
      up * (up > 0 ? above : below),
      (out * Math.cos(angle) * depth) / 2,
    ];
    const size = swell(point);
    // The base stays flat.
    const lift = size + (1 - size) * Math.max(0, Math.min(1, (-up - 0.6) / 0.3));
    return [point[0] * size, point[1] * lift, point[2] * size];
  });
  for (let at = 1; at < mesh.positions.length; at += 3) mesh.positions[at]! += below;
  return mesh;
}
