/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { fillHalfPlanes, least, most, narrow, type Span } from './spans.js';

const { floor, max, min } = Math;

/** Four samples a pixel on a rotated grid: near-level and near-upright edges get all four steps. */
export const SAMPLE_X = [0.375, 0.875, 0.125, 0.625] as const;
export const SAMPLE_Y = [0.125, 0.375, 0.625, 0.875] as const;

/** Rows of the picture that are drawn at once: few enough that their samples stay in the processor's cache. */
export const BAND_ROWS = 32;

/** The triangles that each band of rows may see. */
export interface Bands {
  /** Where the list of each band starts; one more at the end. */
  starts: Uint32Array;
  triangles: Uint32Array;
}

/** Sorts triangles into bands of rows, by counting. Leaves out what is behind the camera or outside of the picture. */
export function sortIntoBands(
  screen: Float32Array,
  indices: Uint32Array,
  width: number,
  height: number,
): Bands {
  const count = Math.ceil(height / BAND_ROWS);
  const starts = new Uint32Array(count + 1);
  const each = (visit: (triangle: number, first: number, last: number) => void): void => {
    for (let at = 0, triangle = 0; at < indices.length; at += 3, triangle++) {
      const a = indices[at]! * 3;
      const b = indices[at + 1]! * 3;
      const c = indices[at + 2]! * 3;
      if (screen[a + 2] === 0 || screen[b + 2] === 0 || screen[c + 2] === 0) continue;
      if (most(screen[a]!, screen[b]!, screen[c]!) < 0 || least(screen[a]!, screen[b]!, screen[c]!) >= width)
        continue;
      const top = least(screen[a + 1]!, screen[b + 1]!, screen[c + 1]!);
      const bottom = most(screen[a + 1]!, screen[b + 1]!, screen[c + 1]!);
      if (bottom < 0 || top >= height) continue;
      visit(triangle, floor(max(0, top) / BAND_ROWS), floor(min(height - 1, bottom) / BAND_ROWS));
    }
  };
  each((_, first, last) => {
    for (let band = first; band <= last; band++) starts[band + 1]!++;
  });
  for (let band = 0; band < count; band++) starts[band + 1]! += starts[band]!;
  const triangles = new Uint32Array(starts[count]!);
  const next = starts.slice();
  each((triangle, first, last) => {
    for (let band = first; band <= last; band++) triangles[next[band]!++] = triangle;
  });
  return { starts, triangles };
}

/** The samples of one band: four a pixel, the number of the triangle seen plus one, or 0. Drawn over for each band. */
export interface BandSamples {
  width: number;
  seen: Uint32Array;
  nearest: Float32Array;
}

export function bandSamples(width: number): BandSamples {
  const count = width * BAND_ROWS * 4;
  return { width, seen: new Uint32Array(count), nearest: new Float32Array(count) };
}

/** Draws one band: the nearest triangle under each sample. */
export function drawBand(
  screen: Float32Array,
  indices: Uint32Array,
  { starts, triangles }: Bands,
  band: number,
  height: number,
  samples: BandSamples,
): void {
  const { width, seen, nearest } = samples;
  seen.fill(0);
  nearest.fill(0);
  const planes = new Float64Array(9);
  const span: Span = { from: 0, to: 0 };
  const first = band * BAND_ROWS;
  const last = min(height, first + BAND_ROWS) - 1;
  for (let entry = starts[band]!; entry < starts[band + 1]!; entry++) {
    const triangle = triangles[entry]!;
    const a = indices[triangle * 3]! * 3;
    const b = indices[triangle * 3 + 1]! * 3;
    const c = indices[triangle * 3 + 2]! * 3;
    const ax = screen[a]!;
    const ay = screen[a + 1]!;
    const bx = screen[b]!;
    const by = screen[b + 1]!;
    const cx = screen[c]!;
    const cy = screen[c + 1]!;
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const top = max(first, floor(least(ay, by, cy)));
    const bottom = min(last, floor(most(ay, by, cy)));
    const left = max(0, floor(least(ax, bx, cx)));
    const right = min(width - 1, floor(most(ax, bx, cx)));
    fillHalfPlanes(planes, ax, ay, bx, by, cx, cy, area);
    // Weights of b and c, and the nearness, are linear in x and y.
    const bdx = (cy - ay) / area;
    const bdy = -(cx - ax) / area;
    const cdx = -(by - ay) / area;
    const cdy = (bx - ax) / area;
    const az = screen[a + 2]!;
    const bz = screen[b + 2]! - az;
    const cz = screen[c + 2]! - az;
    for (let y = top; y <= bottom; y++) {
      span.from = left;
      span.to = right;
      if (right - left > 3) narrow(planes, y, span);
      for (let x = span.from; x <= span.to; x++) {
        const slot = ((y - first) * width + x) * 4;
        for (let sample = 0; sample < 4; sample++) {
          const dx = x + SAMPLE_X[sample]! - ax;
          const dy = y + SAMPLE_Y[sample]! - ay;
          const wb = bdx * dx + bdy * dy;
          if (wb < 0) continue;
          const wc = cdx * dx + cdy * dy;
          if (wc < 0 || wb + wc > 1) continue;
          const z = az + bz * wb + cz * wc;
          if (z <= nearest[slot + sample]!) continue;
          nearest[slot + sample] = z;
          seen[slot + sample] = triangle + 1;
        }
      }
    }
  }
}
