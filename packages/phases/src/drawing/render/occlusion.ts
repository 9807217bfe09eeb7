/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import type { Camera } from './camera.js';
import { emptyHit, readTriangle } from './interpolate.js';
import type { Light } from './light.js';
import { findNearest } from './nearest.js';
import type { ShadowMap } from './shadow.js';
import type { Stage } from './stage.js';

/** At half the picture's size: where each surface is, and how much of the key light and of the surroundings reaches it. */
export interface Occlusion {
  width: number;
  height: number;
  /** Distance along the view. */
  depth: Float32Array;
  position: Float32Array;
  normal: Float32Array;
  /** 1 is fully lit by the key. */
  lit: Float32Array;
  /** 1 is fully open. */
  open: Float32Array;
  /** 1 for each tile from which some thing is within reach, not the backdrop alone: only there is openness worth measuring. */
  nearThings: Uint8Array;
}

/** Log2 of the side of a tile. */
const TILE_SHIFT = 4;
const TILE: number = 1 << TILE_SHIFT;
const SHADOW_TAPS = 18;
const BLOCKER_TAPS = 9;
const OPEN_TAPS = 13;
const GOLDEN_ANGLE = 2.399963229728653;

/** Reads the surfaces at half size; `measureShadow` and `measureOpenness` fill in the light, row by row. */
export function surfacesOf(stage: Stage, screen: Float32Array, camera: Camera, radius: number): Occlusion {
  const width = Math.ceil(camera.width / 2);
  const height = Math.ceil(camera.height / 2);
  const columns = Math.ceil(width / TILE);
  let nearestThing = Infinity;
  const map: Occlusion = {
    width,
    height,
    depth: new Float32Array(width * height).fill(1e6),
    position: new Float32Array(width * height * 3),
    normal: new Float32Array(width * height * 3),
    lit: new Float32Array(width * height).fill(1),
    open: new Float32Array(width * height).fill(1),
    nearThings: new Uint8Array(columns * Math.ceil(height / TILE)),
  };
  const halved = screen.map((value, index) => (index % 3 === 2 ? value : value / 2));
  const seen = new Uint32Array(width * height);
  findNearest(
    halved,
    stage.indices,
    stage.indices.length / 3,
    width,
    height,
    new Float32Array(width * height),
    seen,
  );
  const hit = emptyHit();
  const { eye, forward } = camera;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const triangle = seen[at]!;
      if (triangle === 0) continue;
      readTriangle(stage, halved, triangle - 1, x + 0.5, y + 0.5, hit);
      map.position[at * 3] = hit.px;
      map.position[at * 3 + 1] = hit.py;
      map.position[at * 3 + 2] = hit.pz;
      map.normal[at * 3] = hit.nx;
      map.normal[at * 3 + 1] = hit.ny;
      map.normal[at * 3 + 2] = hit.nz;
      const depth =
        (hit.px - eye[0]) * forward[0] + (hit.py - eye[1]) * forward[1] + (hit.pz - eye[2]) * forward[2];
      map.depth[at] = depth;
      if (triangle > stage.casting) continue;
      map.nearThings[(y >> TILE_SHIFT) * columns + (x >> TILE_SHIFT)] = 1;
      if (depth < nearestThing) nearestThing = depth;
    }
  }
  map.nearThings = spreadTiles(map.nearThings, columns, ((radius * camera.focal) / nearestThing) * 0.5);
  return map;
}

/** Points of a spiral over the unit disc (Vogel 1979), turned by one of `TURNS` angles: x and y in turn. */
const TURNS = 64;
function spirals(taps: number, radiusOf: (share: number) => number): Float32Array {
  const table = new Float32Array(TURNS * taps * 2);
  for (let turn = 0; turn < TURNS; turn++) {
    for (let tap = 0; tap < taps; tap++) {
      const angle = tap * GOLDEN_ANGLE + (turn / TURNS) * Math.PI * 2;
      const radius = radiusOf((tap + 0.5) / taps);
      table[(turn * taps + tap) * 2] = Math.cos(angle) * radius;
      table[(turn * taps + tap) * 2 + 1] = Math.sin(angle) * radius;
    }
  }
  return table;
}
const BLOCKER_SPIRALS = spirals(BLOCKER_TAPS, Math.sqrt);
const SHADOW_SPIRALS = spirals(SHADOW_TAPS, Math.sqrt);
// Denser towards the middle: contact matters more than what is far.
const OPEN_SPIRALS = spirals(OPEN_TAPS, (share) => share * share + 0.02);

/** Soft shadows: the mean distance of what blocks the light sets the width of the blur (percentage-closer soft shadows, Fernando 2005). */
export function measureShadow(map: Occlusion, shadow: ShadowMap, light: Light, row: number): void {
  const { size, nearest, toTexelX, toTexelY, toNearness, texelsPerUnit } = shadow;
  const searchRadius = light.spread * 1.6 * texelsPerUnit;
  for (let x = 0; x < map.width; x++) {
    const at = row * map.width + x;
    if (map.depth[at]! > 1e5) continue;
    const nx = map.normal[at * 3]!;
    const ny = map.normal[at * 3 + 1]!;
    const nz = map.normal[at * 3 + 2]!;
    const facing = nx * light.toKey[0] + ny * light.toKey[1] + nz * light.toKey[2];
    const lift = 0.012 + 0.02 * (1 - Math.max(0, facing));
    const px = map.position[at * 3]! + nx * lift;
    const py = map.position[at * 3 + 1]! + ny * lift;
    const pz = map.position[at * 3 + 2]! + nz * lift;
    const tx = px * toTexelX[0] + py * toTexelX[1] + pz * toTexelX[2] + toTexelX[3];
    const ty = px * toTexelY[0] + py * toTexelY[1] + pz * toTexelY[2] + toTexelY[3];
    const near = px * toNearness[0] + py * toNearness[1] + pz * toNearness[2];
    const turn = Math.floor(dither(x, row) * TURNS);
    const passing = light.mask ? light.mask(px, py, pz) : 1;
    map.lit[at] = passing;
    // Beyond the map nothing blocks.
    if (tx < -searchRadius || ty < -searchRadius || tx > size + searchRadius || ty > size + searchRadius)
      continue;
    let blockers = 0;
    let gap = 0;
    for (let tap = 0; tap < BLOCKER_TAPS; tap++) {
      const spot = (turn * BLOCKER_TAPS + tap) * 2;
      const reach = searchRadius * Math.sqrt((tap + 0.5) / BLOCKER_TAPS);
      const sx = Math.floor(tx + BLOCKER_SPIRALS[spot]! * searchRadius);
      const sy = Math.floor(ty + BLOCKER_SPIRALS[spot + 1]! * searchRadius);
      if (sx < 0 || sy < 0 || sx >= size || sy >= size) continue;
      const over = nearest[sy * size + sx]! - near;
      if (over > (reach / texelsPerUnit) * 0.25) {
        blockers++;
        gap += over;
      }
    }
    if (blockers === 0) continue;
    const blur = Math.max(1.5, Math.min(searchRadius, (gap / blockers) * light.spread * texelsPerUnit));
    let blocked = 0;
    for (let tap = 0; tap < SHADOW_TAPS; tap++) {
      const spot = (turn * SHADOW_TAPS + tap) * 2;
      const reach = blur * Math.sqrt((tap + 0.5) / SHADOW_TAPS);
      const sx = Math.floor(tx + SHADOW_SPIRALS[spot]! * blur);
      const sy = Math.floor(ty + SHADOW_SPIRALS[spot + 1]! * blur);
      if (sx < 0 || sy < 0 || sx >= size || sy >= size) continue;
      if (nearest[sy * size + sx]! - near > (reach / texelsPerUnit) * 0.25) blocked++;
    }
    map.lit[at] = passing * (1 - blocked / SHADOW_TAPS);
  }
}

/** Ambient occlusion in screen space, over a spiral that looks both close by and far ("Alchemy", McGuire et al. 2011). */
export function measureOpenness(map: Occlusion, camera: Camera, radius: number, row: number): void {
  const { width, height, depth, position, normal, nearThings } = map;
  const tileRow = (row >> TILE_SHIFT) * Math.ceil(width / TILE);
  for (let x = 0; x < width; x++) {
    const at = row * width + x;
    const distance = depth[at]!;
    if (distance > 1e5 || nearThings[tileRow + (x >> TILE_SHIFT)] === 0) continue;
    const px = position[at * 3]!;
    const py = position[at * 3 + 1]!;
    const pz = position[at * 3 + 2]!;
    const nx = normal[at * 3]!;
    const ny = normal[at * 3 + 1]!;
    const nz = normal[at * 3 + 2]!;
    const pixels = ((radius * camera.focal) / distance) * 0.5;
    const turn = Math.floor(dither(x, row) * TURNS);
    let hidden = 0;
    for (let tap = 0; tap < OPEN_TAPS; tap++) {
      const spot = (turn * OPEN_TAPS + tap) * 2;
      const sx = Math.round(x + OPEN_SPIRALS[spot]! * pixels);
      const sy = Math.round(row + OPEN_SPIRALS[spot + 1]! * pixels);
      if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
      const other = sy * width + sx;
      if (depth[other]! > 1e5) continue;
      const dx = position[other * 3]! - px;
      const dy = position[other * 3 + 1]! - py;
      const dz = position[other * 3 + 2]! - pz;
      const squared = dx * dx + dy * dy + dz * dz;
      const above = dx * nx + dy * ny + dz * nz - 0.004 * distance * 0.2;
      if (above <= 0) continue;
      const fade = 1 - squared / (radius * radius * 1.6);
      if (fade > 0) hidden += (above / Math.sqrt(squared + 1e-5)) * fade;
    }
    map.open[at] = Math.max(0, 1 - (hidden / OPEN_TAPS) * 1.9);
  }
}

/** Marks the tiles within a reach (in pixels of the map) of the marked ones, first along rows, then along columns. */
function spreadTiles(tiles: Uint8Array, columns: number, reach: number): Uint8Array {
  const around = Math.ceil(reach / TILE) + 1;
  const rows = tiles.length / columns;
  const wide = tiles.map((_, at) => {
    const row = at - (at % columns);
    const from = Math.max(row, at - around);
    return tiles.subarray(from, Math.min(row + columns, at + around + 1)).includes(1) ? 1 : 0;
  });
  return wide.map((_, at) => {
    for (
      let row = Math.max(0, Math.floor(at / columns) - around);
      row < Math.min(rows, Math.floor(at / columns) + around + 1);
      row++
    ) {
      if (wide[row * columns + (at % columns)] === 1) return 1;
    }
    return 0;
  });
}

/** Blurs both measures over like surfaces, along rows or along columns. */
export function smooth(map: Occlusion, across: boolean): void {
  const { width, height, depth, normal } = map;
  const lit = map.lit.slice();
  const open = map.open.slice();
  const step = across ? 1 : width;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const limit = across ? x : y;
      const rest = across ? width - 1 - x : height - 1 - y;
      let total = 0;
      let sumLit = 0;
      let sumOpen = 0;
      for (let offset = -Math.min(4, limit); offset <= Math.min(4, rest); offset++) {
        const other = at + offset * step;
        const apart = Math.abs(depth[other]! - depth[at]!);
        if (apart > 0.06 + Math.abs(offset) * 0.012) continue;
        const alike =
          normal[at * 3]! * normal[other * 3]! +
          normal[at * 3 + 1]! * normal[other * 3 + 1]! +
          normal[at * 3 + 2]! * normal[other * 3 + 2]!;
        if (alike < 0.75) continue;
        const weight = 5 - Math.abs(offset);
        total += weight;
        sumLit += lit[other]! * weight;
        sumOpen += open[other]! * weight;
      }
      if (total > 0) {
        map.lit[at] = sumLit / total;
        map.open[at] = sumOpen / total;
      }
    }
  }
}

/** Interleaved gradient noise (Jimenez 2014): a turn for each pixel that a small blur evens out. */
function dither(x: number, y: number): number {
  const value = 52.9829189 * ((0.06711056 * x + 0.00583715 * y) % 1);
  return value - Math.floor(value);
}
