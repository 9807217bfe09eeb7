/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
// Taken out of `Math` once: these loops run millions of times, and a lookup of a global is not free everywhere.
const { ceil, floor } = Math;

/** The stretch of a row of pixels that a triangle may touch: written over for each row. */
export interface Span {
  from: number;
  to: number;
}

/** The edges of a triangle as half planes a*x + b*y + c >= 0, nine numbers; made once, filled for each triangle. */
export type HalfPlanes = Float64Array;

/** Writes the half planes of a triangle, whichever way it is wound. */
export function fillHalfPlanes(
  planes: HalfPlanes,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  area: number,
): void {
  const sign = area < 0 ? -1 : 1;
  planes[0] = sign * (ay - by);
  planes[1] = sign * (bx - ax);
  planes[2] = -(planes[0] * ax + planes[1] * ay);
  planes[3] = sign * (by - cy);
  planes[4] = sign * (cx - bx);
  planes[5] = -(planes[3] * bx + planes[4] * by);
  planes[6] = sign * (cy - ay);
  planes[7] = sign * (ax - cx);
  planes[8] = -(planes[6] * cx + planes[7] * cy);
}

/**
 * Narrows a span (given as the triangle's box) to the pixels of a row that the triangle can touch. Without it a long
 * thin triangle costs its whole bounding box.
 */
export function narrow(planes: HalfPlanes, row: number, span: Span): void {
  for (let edge = 0; edge < 9; edge += 3) {
    const a = planes[edge]!;
    const b = planes[edge + 1]!;
    // The most that the edge gives anywhere in this row.
    const rest = planes[edge + 2]! + b * (b > 0 ? row + 1 : row);
    if (a > 1e-9) {
      const from = floor(-rest / a) - 1;
      if (from > span.from) span.from = from;
    } else if (a < -1e-9) {
      const to = ceil(-rest / a);
      if (to < span.to) span.to = to;
    } else if (rest < 0) {
      span.to = -1;
      return;
    }
  }
}

/** The least of three. */
export function least(a: number, b: number, c: number): number {
  const ab = a < b ? a : b;
  return ab < c ? ab : c;
}

/** The most of three. */
export function most(a: number, b: number, c: number): number {
  const ab = a > b ? a : b;
  return ab > c ? ab : c;
}
