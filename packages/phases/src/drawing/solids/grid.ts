/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { facetNormals, meshOf, normalise, type Mesh, type Vec } from './mesh.js';

/**
 * A surface over the unit square, cut into `across` by `along` quads.
 * `closed`: the edge u = 1 meets the edge u = 0, and their normals are joined so that no seam shows.
 * `looped`: the same for v, as on a ring.
 */
export function gridSurface(
  {
    across,
    along,
    closed = false,
    looped = false,
  }: { across: number; along: number; closed?: boolean; looped?: boolean },
  pointAt: (u: number, v: number) => Vec,
): Mesh {
  const columns = across + 1;
  const count = columns * (along + 1);
  const positions = new Float32Array(count * 3);
  const uvs = new Float32Array(count * 2);
  for (let row = 0; row <= along; row++) {
    for (let column = 0; column <= across; column++) {
      const vertex = row * columns + column;
      const u = column / across;
      const v = row / along;
      positions.set(
        pointAt(closed && column === across ? 0 : u, looped && row === along ? 0 : v),
        vertex * 3,
      );
      uvs[vertex * 2] = u;
      uvs[vertex * 2 + 1] = v;
    }
  }
  const indices = new Uint32Array(across * along * 6);
  let at = 0;
  for (let row = 0; row < along; row++) {
    for (let column = 0; column < across; column++) {
      const corner = row * columns + column;
      indices.set(
        [corner, corner + 1, corner + columns, corner + 1, corner + columns + 1, corner + columns],
        at,
      );
      at += 6;
    }
  }
  const normals = facetNormals(positions, indices);
  if (closed) for (let row = 0; row <= along; row++) join(normals, [row * columns, row * columns + across]);
  if (looped)
    for (let column = 0; column <= across; column++) join(normals, [column, along * columns + column]);
  for (const row of [0, along]) {
    const ring = Array.from({ length: columns }, (_, column) => row * columns + column);
    if (isOnePoint(positions, ring)) join(normals, ring);
  }
  normalise(normals);
  return meshOf(positions, indices, uvs, normals);
}

function isOnePoint(positions: Float32Array, vertices: readonly number[]): boolean {
  const first = vertices[0]! * 3;
  return vertices.every((vertex) =>
    [0, 1, 2].every((axis) => Math.abs(positions[vertex * 3 + axis]! - positions[first + axis]!) < 1e-6),
  );
}

function join(normals: Float32Array, vertices: readonly number[]): void {
  const sum = [0, 0, 0];
  for (const vertex of vertices)
    for (let axis = 0; axis < 3; axis++) sum[axis]! += normals[vertex * 3 + axis]!;
  for (const vertex of vertices) normals.set(sum, vertex * 3);
}
