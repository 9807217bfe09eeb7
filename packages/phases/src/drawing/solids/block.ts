/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { meshOf, normalise, facetNormals, type Mesh, type Vec } from './mesh.js';

/** A box with rounded edges, standing on y = 0 and centred in x and z. */
export function block([width, height, depth]: Vec, rounding = 0.04): Mesh {
  const half: Vec = [width / 2, height / 2, depth / 2];
  const bend = Math.min(rounding, ...half.map((side) => side * 0.98));
  const positions: number[] = [];
  const normals: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  for (const axis of [0, 1, 2] as const) {
    for (const sign of [-1, 1]) {
      const across = ((axis + 1) % 3) as 0 | 1 | 2; // the remainder by three is one of the three
      const along = ((axis + 2) % 3) as 0 | 1 | 2;
      const start = positions.length / 3;
      const [us, vs] = [cuts(half[across], bend), cuts(half[along], bend)];
      for (const v of vs) {
        for (const u of us) {
          const point: [number, number, number] = [0, 0, 0];
          point[axis] = sign * half[axis];
          point[across] = u;
          point[along] = v;
          const core = point.map((value, index) => clamp(value, half[index]! - bend)); // three of each
          const out = point.map((value, index) => value - core[index]!);
          const length = Math.hypot(...out) || 1;
          normals.push(...out.map((value) => value / length));
          positions.push(
            ...core.map(
              (value, index) => value + (out[index]! / length) * bend + (index === 1 ? half[1] : 0),
            ),
          );
          uvs.push(u / half[across] / 2 + 0.5, v / half[along] / 2 + 0.5);
        }
      }
      for (let row = 0; row + 1 < vs.length; row++) {
        for (let column = 0; column + 1 < us.length; column++) {
          const corner = start + row * us.length + column;
          const quad = [
            corner,
            corner + 1,
            corner + us.length,
            corner + 1,
            corner + us.length + 1,
            corner + us.length,
          ];
          indices.push(...(sign > 0 ? quad : quad.toReversed()));
        }
      }
    }
  }
  return meshOf(
    new Float32Array(positions),
    new Uint32Array(indices),
    new Float32Array(uvs),
    new Float32Array(normals),
  );
}

/**
 * A slab: the outline (counter-clockwise, in x and y, star-shaped as seen from `heart`) pushed from z = -depth/2
 * to z = depth/2, with its front and back edges bevelled.
 */
export function slab(
  outline: readonly (readonly [number, number])[],
  depth: number,
  bevel = 0.02,
  heart?: readonly [number, number],
): Mesh {
  const [hx, hy] = heart ?? middle(outline);
  const size = Math.max(...outline.map(([x, y]) => Math.hypot(x - hx, y - hy)));
  const inset = 1 - bevel / size;
  const front = depth / 2;
  // Rings from the middle of the back over the side to the middle of the front; doubled where an edge must stay crisp.
  const rings: [scale: number, z: number][] = [
    [0, -front],
    [inset, -front],
    [inset, -front],
    [1, bevel - front],
    [1, bevel - front],
    [1, front - bevel],
    [1, front - bevel],
    [(1 + inset) / 2 + (1 - inset) * 0.2, front - bevel * 0.3],
    [inset, front],
    [inset, front],
    [0, front],
  ];
  const columns = outline.length + 1;
  const positions: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  rings.forEach(([scale, z], row) => {
    for (let column = 0; column < columns; column++) {
      const [x, y] = outline[column % outline.length]!; // in range by the remainder
      positions.push(hx + (x - hx) * scale, hy + (y - hy) * scale, z);
      uvs.push(column / outline.length, scale);
      if (row > 0 && column > 0) {
        const corner = row * columns + column;
        indices.push(
          corner - columns - 1,
          corner - columns,
          corner - 1,
          corner - columns,
          corner,
          corner - 1,
        );
      }
    }
  });
  const flat = new Float32Array(positions);
  const triangles = new Uint32Array(indices);
  const normals = facetNormals(flat, triangles);
  rings.forEach((_, row) => weld(normals, row * columns, row * columns + columns - 1));
  normalise(normals);
  return meshOf(flat, triangles, new Float32Array(uvs), normals);
}

/** The outline of a door with a round top, standing on y = 0. */
export function archOutline(width: number, height: number, steps = 40): [number, number][] {
  const radius = width / 2;
  const points: [number, number][] = [
    [-radius, 0],
    [radius, 0],
  ];
  for (let step = 0; step <= steps; step++) {
    const angle = (step / steps) * Math.PI;
    points.push([Math.cos(angle) * radius, height - radius + Math.sin(angle) * radius]);
  }
  return points;
}

/** A circle's outline about (0, height). */
export function discOutline(radius: number, height = 0, steps = 72): [number, number][] {
  return Array.from({ length: steps }, (_, step) => {
    const angle = (step / steps) * Math.PI * 2;
    return [Math.cos(angle) * radius, height + Math.sin(angle) * radius];
  });
}

function cuts(half: number, bend: number): number[] {
  const corner = [0, 0.12, 0.3, 0.6, 1].map((part) => half - bend * (1 - part));
  return [...corner.toReversed().map((value) => -value), ...corner];
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}

function middle(outline: readonly (readonly [number, number])[]): readonly [number, number] {
  const sum = outline.reduce(([x, y], point) => [x + point[0], y + point[1]] as const, [0, 0] as const);
  return [sum[0] / outline.length, sum[1] / outline.length];
}

function weld(normals: Float32Array, first: number, last: number): void {
  for (let axis = 0; axis < 3; axis++) {
    const sum = normals[first * 3 + axis]! + normals[last * 3 + axis]!;
    normals[first * 3 + axis] = sum;
    normals[last * 3 + axis] = sum;
  }
}
