/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
export type Vec = readonly [x: number, y: number, z: number];

/** Triangles in the scene's space (y up, z towards the viewer), three numbers a vertex. */
export interface Mesh {
  positions: Float32Array;
  normals: Float32Array;
  /** Where the vertex was before it was placed: procedural materials read this, so their grain sticks to the solid. */
  locals: Float32Array;
  /** Two numbers a vertex. */
  uvs: Float32Array;
  indices: Uint32Array;
  /** Row-major 3x3: from the local frame to the scene's, without scale. */
  rotation: Float64Array;
}

/** Angles in radians. Applied in the order scale, roll (z), tilt (x), turn (y), at. */
export interface Placement {
  at?: Vec;
  turn?: number;
  tilt?: number;
  roll?: number;
  scale?: number | Vec;
}

/** Moves a mesh in place and gives it back. */
export function place(
  mesh: Mesh,
  { at = [0, 0, 0], turn = 0, tilt = 0, roll = 0, scale = 1 }: Placement,
): Mesh {
  const [sx, sy, sz] = typeof scale === 'number' ? [scale, scale, scale] : scale;
  const m = rotationOf(turn, tilt, roll);
  transform(mesh.positions, m, [sx, sy, sz], at);
  transform(mesh.normals, m, [1 / sx, 1 / sy, 1 / sz], [0, 0, 0]);
  normalise(mesh.normals);
  // A mirrored mesh would show its inside: its triangles are wound the other way round again.
  if (sx * sy * sz < 0) mesh.indices.reverse();
  mesh.rotation = product(m, mesh.rotation);
  return mesh;
}

/** One mesh from positions and triangles; normals are averaged over the faces around each vertex when not given. */
export function meshOf(
  positions: Float32Array,
  indices: Uint32Array,
  uvs: Float32Array,
  normals: Float32Array = facetNormals(positions, indices),
): Mesh {
  const identity = new Float64Array([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  return { positions, indices, uvs, normals, locals: positions.slice(), rotation: identity };
}

/** Sums of the normals of the faces around each vertex, weighted by their area; not yet of unit length. */
export function facetNormals(positions: Float32Array, indices: Uint32Array): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let at = 0; at < indices.length; at += 3) {
    const a = indices[at]! * 3;
    const b = indices[at + 1]! * 3;
    const c = indices[at + 2]! * 3;
    const ux = positions[b]! - positions[a]!;
    const uy = positions[b + 1]! - positions[a + 1]!;
    const uz = positions[b + 2]! - positions[a + 2]!;
    const vx = positions[c]! - positions[a]!;
    const vy = positions[c + 1]! - positions[a + 1]!;
    const vz = positions[c + 2]! - positions[a + 2]!;
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    for (const corner of [a, b, c]) {
      normals[corner]! += nx;
      normals[corner + 1]! += ny;
      normals[corner + 2]! += nz;
    }
  }
  return normals;
}

/** Brings every vector of a flat array to unit length. */
export function normalise(vectors: Float32Array): void {
  for (let at = 0; at < vectors.length; at += 3) {
    const length = Math.hypot(vectors[at]!, vectors[at + 1]!, vectors[at + 2]!) || 1;
    vectors[at]! /= length;
    vectors[at + 1]! /= length;
    vectors[at + 2]! /= length;
  }
}

function transform(points: Float32Array, m: Float64Array, [sx, sy, sz]: Vec, [dx, dy, dz]: Vec): void {
  const [a, b, c, d, e, f, g, h, i] = m as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]; // nine numbers: rotationOf made it
  for (let at = 0; at < points.length; at += 3) {
    const x = points[at]! * sx;
    const y = points[at + 1]! * sy;
    const z = points[at + 2]! * sz;
    points[at] = a * x + b * y + c * z + dx;
    points[at + 1] = d * x + e * y + f * z + dy;
    points[at + 2] = g * x + h * y + i * z + dz;
  }
}

function rotationOf(turn: number, tilt: number, roll: number): Float64Array {
  const [ct, st, cx, sx, cz, sz] = [turn, tilt, roll].flatMap((angle) => [
    Math.cos(angle),
    Math.sin(angle),
  ]) as [number, number, number, number, number, number]; // two of each of three
  const aboutY = new Float64Array([ct, 0, st, 0, 1, 0, -st, 0, ct]);
  const aboutX = new Float64Array([1, 0, 0, 0, cx, -sx, 0, sx, cx]);
  const aboutZ = new Float64Array([cz, -sz, 0, sz, cz, 0, 0, 0, 1]);
  return product(aboutY, product(aboutX, aboutZ));
}

function product(left: Float64Array, right: Float64Array): Float64Array {
  const result = new Float64Array(9);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      for (let k = 0; k < 3; k++) result[row * 3 + column]! += left[row * 3 + k]! * right[k * 3 + column]!;
  return result;
}
