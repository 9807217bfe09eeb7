/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { fillHalfPlanes, least, most, narrow, type Span } from './spans.js';

const { floor, max, min } = Math;

/**
 * Finds what is nearest at the middle of each cell of a grid. `points` holds x, y and nearness a vertex; nearness must
 * be linear over the grid (1/depth is, and so is the depth of a view without perspective).
 * Writes the nearness and, where wanted, the number of the triangle plus one. Skips triangles with a vertex at
 * nearness 0: `project` marks so what lies behind the camera.
 */
export function findNearest(
  points: Float32Array,
  indices: Uint32Array,
  triangles: number,
  width: number,
  height: number,
  nearest: Float32Array,
  seen?: Uint32Array,
): void {
  const planes = new Float64Array(9);
  const span: Span = { from: 0, to: 0 };
  for (let at = 0, triangle = 1; triangle <= triangles; at += 3, triangle++) {
    const a = indices[at]! * 3;
    const b = indices[at + 1]! * 3;
    const c = indices[at + 2]! * 3;
    const az = points[a + 2]!;
    const bz = points[b + 2]!;
    const cz = points[c + 2]!;
    if (az === 0 || bz === 0 || cz === 0) continue;
    const ax = points[a]!;
    const ay = points[a + 1]!;
    const bx = points[b]!;
    const by = points[b + 1]!;
    const cx = points[c]!;
    const cy = points[c + 1]!;
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const top = max(0, floor(least(ay, by, cy)));
    const bottom = min(height - 1, floor(most(ay, by, cy)));
    const left = max(0, floor(least(ax, bx, cx)));
    const right = min(width - 1, floor(most(ax, bx, cx)));
    if (bottom < top || right < left) continue;
    fillHalfPlanes(planes, ax, ay, bx, by, cx, cy, area);
    const bdx = (cy - ay) / area;
    const bdy = -(cx - ax) / area;
    const cdx = -(by - ay) / area;
    const cdy = (bx - ax) / area;
    for (let y = top; y <= bottom; y++) {
      span.from = left;
      span.to = right;
      if (right - left > 3) narrow(planes, y, span);
      const dy = y + 0.5 - ay;
      for (let x = span.from; x <= span.to; x++) {
        const dx = x + 0.5 - ax;
        const wb = bdx * dx + bdy * dy;
        if (wb < 0) continue;
        const wc = cdx * dx + cdy * dy;
        if (wc < 0 || wb + wc > 1) continue;
        const z = az + (bz - az) * wb + (cz - az) * wc;
        const slot = y * width + x;
        if (z <= nearest[slot]!) continue;
        nearest[slot] = z;
        if (seen) seen[slot] = triangle;
      }
    }
  }
}
