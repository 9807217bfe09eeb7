/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import type { Stage } from './stage.js';

/** A point of a seen surface. One record is written over and over: the inner loops allocate nothing. */
export interface Hit {
  owner: number;
  px: number;
  py: number;
  pz: number;
  nx: number;
  ny: number;
  nz: number;
  lx: number;
  ly: number;
  lz: number;
  u: number;
  v: number;
}

export function emptyHit(): Hit {
  return { owner: 0, px: 0, py: 0, pz: 0, nx: 0, ny: 0, nz: 0, lx: 0, ly: 0, lz: 0, u: 0, v: 0 };
}

/** Reads a triangle at a pixel's place, with weights corrected for perspective; the normal faces the viewer's side. */
export function readTriangle(
  stage: Stage,
  screen: Float32Array,
  triangle: number,
  x: number,
  y: number,
  hit: Hit,
): void {
  const { positions, normals, locals, uvs, indices } = stage;
  const a = indices[triangle * 3]!;
  const b = indices[triangle * 3 + 1]!;
  const c = indices[triangle * 3 + 2]!;
  const a3 = a * 3;
  const b3 = b * 3;
  const c3 = c * 3;
  const ax = screen[a3]!;
  const ay = screen[a3 + 1]!;
  const bx = screen[b3]! - ax;
  const by = screen[b3 + 1]! - ay;
  const cx = screen[c3]! - ax;
  const cy = screen[c3 + 1]! - ay;
  const area = bx * cy - by * cx;
  let wb = ((x - ax) * cy - (y - ay) * cx) / area;
  let wc = ((y - ay) * bx - (x - ax) * by) / area;
  // The middle of a pixel may lie outside of the triangle that one of its samples saw.
  wb = wb < 0 ? 0 : wb > 1 ? 1 : wb;
  wc = wc < 0 ? 0 : wc > 1 - wb ? 1 - wb : wc;
  let wa = (1 - wb - wc) * screen[a3 + 2]!;
  wb *= screen[b3 + 2]!;
  wc *= screen[c3 + 2]!;
  const sum = wa + wb + wc;
  wa /= sum;
  wb /= sum;
  wc /= sum;
  hit.owner = stage.owners[triangle]!;
  hit.px = positions[a3]! * wa + positions[b3]! * wb + positions[c3]! * wc;
  hit.py = positions[a3 + 1]! * wa + positions[b3 + 1]! * wb + positions[c3 + 1]! * wc;
  hit.pz = positions[a3 + 2]! * wa + positions[b3 + 2]! * wb + positions[c3 + 2]! * wc;
  hit.lx = locals[a3]! * wa + locals[b3]! * wb + locals[c3]! * wc;
  hit.ly = locals[a3 + 1]! * wa + locals[b3 + 1]! * wb + locals[c3 + 1]! * wc;
  hit.lz = locals[a3 + 2]! * wa + locals[b3 + 2]! * wb + locals[c3 + 2]! * wc;
  hit.u = uvs[a * 2]! * wa + uvs[b * 2]! * wb + uvs[c * 2]! * wc;
  hit.v = uvs[a * 2 + 1]! * wa + uvs[b * 2 + 1]! * wb + uvs[c * 2 + 1]! * wc;
  let nx = normals[a3]! * wa + normals[b3]! * wb + normals[c3]! * wc;
  let ny = normals[a3 + 1]! * wa + normals[b3 + 1]! * wb + normals[c3 + 1]! * wc;
  let nz = normals[a3 + 2]! * wa + normals[b3 + 2]! * wb + normals[c3 + 2]! * wc;
  // Screen y runs down, so a face that turns its winding to the viewer has a negative area here.
  const length = (area < 0 ? 1 : -1) * Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
  nx /= length;
  ny /= length;
  nz /= length;
  hit.nx = nx;
  hit.ny = ny;
  hit.nz = nz;
}
