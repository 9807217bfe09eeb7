/** Four samples a pixel on a rotated grid: near-level and near-upright edges get all four steps. */
export const SAMPLE_X = [0.375, 0.875, 0.125, 0.625] as const;
export const SAMPLE_Y = [0.125, 0.375, 0.625, 0.875] as const;

export interface Visibility {
  width: number;
  height: number;
  /** Four a pixel: the number of the triangle seen, plus one; 0 is nothing. */
  triangles: Uint32Array;
}

/**
 * Finds the nearest triangle under each sample: edge functions over each triangle's bounding box.
 * `screen` holds x, y and a nearness that grows towards the viewer and is linear in screen space (1/depth is).
 */
export function rasterise(
  screen: Float32Array,
  indices: Uint32Array,
  width: number,
  height: number,
): Visibility {
  const triangles = new Uint32Array(width * height * 4);
  const nearest = new Float32Array(width * height * 4);
  for (let at = 0, triangle = 1; at < indices.length; at += 3, triangle++) {
    const a = indices[at]! * 3;
    const b = indices[at + 1]! * 3;
    const c = indices[at + 2]! * 3;
    const az = screen[a + 2]!;
    const bz = screen[b + 2]!;
    const cz = screen[c + 2]!;
    if (az === 0 || bz === 0 || cz === 0) continue;
    const ax = screen[a]!;
    const ay = screen[a + 1]!;
    const bx = screen[b]!;
    const by = screen[b + 1]!;
    const cx = screen[c]!;
    const cy = screen[c + 1]!;
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const left = Math.max(0, Math.floor(Math.min(ax, bx, cx)));
    const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx)));
    const top = Math.max(0, Math.floor(Math.min(ay, by, cy)));
    const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
    // Weights of b and c at a point are linear in x and y.
    const bdx = (cy - ay) / area;
    const bdy = -(cx - ax) / area;
    const cdx = -(by - ay) / area;
    const cdy = (bx - ax) / area;
    const zdx = (bz - az) * bdx + (cz - az) * cdx;
    const zdy = (bz - az) * bdy + (cz - az) * cdy;
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const slot = (y * width + x) * 4;
        for (let sample = 0; sample < 4; sample++) {
          const dx = x + SAMPLE_X[sample]! - ax;
          const dy = y + SAMPLE_Y[sample]! - ay;
          const wb = bdx * dx + bdy * dy;
          if (wb < 0) continue;
          const wc = cdx * dx + cdy * dy;
          if (wc < 0 || wb + wc > 1) continue;
          const z = az + zdx * dx + zdy * dy;
          if (z <= nearest[slot + sample]!) continue;
          nearest[slot + sample] = z;
          triangles[slot + sample] = triangle;
        }
      }
    }
  }
  return { width, height, triangles };
}
