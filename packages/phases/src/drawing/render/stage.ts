/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import type { Material, Part } from '../materials/material.js';

/** All triangles of a scene in flat arrays, as the rasteriser wants them. */
export interface Stage {
  positions: Float32Array;
  normals: Float32Array;
  locals: Float32Array;
  uvs: Float32Array;
  indices: Uint32Array;
  /** Which part a triangle belongs to. */
  owners: Uint16Array;
  /** Triangles before this one cast shadows, those from it on only receive them. */
  casting: number;
  parts: { material: Material; rotation: Float64Array }[];
}

export function stageOf(unordered: readonly Part[]): Stage {
  const parts = [
    ...unordered.filter((part) => part.castsShadow !== false),
    ...unordered.filter((part) => part.castsShadow === false),
  ];
  const vertices = parts.reduce((sum, { mesh }) => sum + mesh.positions.length / 3, 0);
  const corners = parts.reduce((sum, { mesh }) => sum + mesh.indices.length, 0);
  const stage: Stage = {
    positions: new Float32Array(vertices * 3),
    normals: new Float32Array(vertices * 3),
    locals: new Float32Array(vertices * 3),
    uvs: new Float32Array(vertices * 2),
    indices: new Uint32Array(corners),
    owners: new Uint16Array(corners / 3),
    casting: 0,
    parts: parts.map(({ mesh, material }) => ({ material, rotation: mesh.rotation })),
  };
  let vertex = 0;
  let corner = 0;
  parts.forEach(({ mesh, castsShadow }, owner) => {
    stage.positions.set(mesh.positions, vertex * 3);
    stage.normals.set(mesh.normals, vertex * 3);
    stage.locals.set(mesh.locals, vertex * 3);
    stage.uvs.set(mesh.uvs, vertex * 2);
    for (let at = 0; at < mesh.indices.length; at++) stage.indices[corner + at] = mesh.indices[at]! + vertex;
    stage.owners.fill(owner, corner / 3, (corner + mesh.indices.length) / 3);
    vertex += mesh.positions.length / 3;
    corner += mesh.indices.length;
    if (castsShadow !== false) stage.casting = corner / 3;
  });
  return stage;
}
