import type { Mesh } from '../solids/mesh.js';

/** A colour in linear light, each part from 0 to 1. */
export type Linear = readonly [red: number, green: number, blue: number];

/** Where a material is asked for its look: in the solid's own frame, before it was placed. */
export interface SurfacePoint {
  x: number;
  y: number;
  z: number;
  u: number;
  v: number;
  /** How much the surface faces up in the scene, from -1 to 1. */
  up: number;
}

/** What a material answers. One record is written over again for every pixel, so nobody may keep it. */
export interface Finish {
  red: number;
  green: number;
  blue: number;
  /** 0 is a mirror, 1 is chalk. */
  roughness: number;
  /** How much of the light from straight ahead is reflected: 0.04 for most things, 0 for felt. */
  gloss: number;
  /** 1 for bare metal: reflections take the colour, and nothing is scattered. */
  metal: number;
  /** How far light creeps round past the edge of shadow: 0 for stone, 0.4 for bread and petals. */
  softness: number;
  /** Light that the surface gives by itself, as a share of its colour. */
  glow: number;
}

export interface Material {
  paint: (point: SurfacePoint, finish: Finish) => void;
  /** Bumps: a height in the solid's own units over its own space. */
  relief?: (x: number, y: number, z: number, u: number, v: number) => number;
}

/** A solid of the scene: a mesh and what it is made of. */
export interface Part {
  mesh: Mesh;
  material: Material;
  /** False for what only receives shadows, as the backdrop. */
  castsShadow?: boolean;
}
