/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { setImmediate } from 'node:timers/promises';
import type { Linear } from '../materials/material.js';
import { project, type Camera } from './camera.js';
import { emptyHit, readTriangle } from './interpolate.js';
import type { Light } from './light.js';
import { measureOpenness, measureShadow, smooth, surfacesOf, type Occlusion } from './occlusion.js';
import {
  BAND_ROWS,
  bandSamples,
  drawBand,
  SAMPLE_X,
  SAMPLE_Y,
  sortIntoBands,
  type BandSamples,
} from './bands.js';
import { shaderOf } from './shade.js';
import { shadowMapOf } from './shadow.js';
import type { Stage } from './stage.js';
import { toneOf } from './tone.js';

export interface Picture {
  width: number;
  height: number;
  /** Red, green, blue, one byte each, row by row from the top. */
  pixels: Uint8Array;
}

/** The side of the shadow map, in texels, for each pixel of the picture's longer side; and its most. */
const SHADOW_SHARE = 0.9;
const LARGEST_SHADOW = 1400;
const ROWS_BEFORE_YIELD = 24;
/** How far a surface looks round for what takes light from it, in scene units. */
const OPEN_RADIUS = 0.55;

/**
 * Renders a stage: shadow and openness at half size, then the picture in bands of rows: what is seen under four
 * samples a pixel, and the materials, once for a pixel inside of a surface and once for each sample on its edge.
 * Gives the event loop a turn between bands.
 */
export async function renderPicture(
  stage: Stage,
  camera: Camera,
  light: Light,
  empty: Linear,
): Promise<Picture> {
  const screen = project(camera, stage.positions);
  const shadow = shadowMapOf(
    stage,
    light.toKey,
    Math.round(Math.min(LARGEST_SHADOW, 200 + SHADOW_SHARE * Math.max(camera.width, camera.height))),
  );
  await setImmediate();
  const occlusion = surfacesOf(stage, screen, camera, OPEN_RADIUS);
  for (let row = 0; row < occlusion.height; row++) {
    measureShadow(occlusion, shadow, light, row);
    measureOpenness(occlusion, camera, OPEN_RADIUS, row);
    if (row % ROWS_BEFORE_YIELD === 0) await setImmediate();
  }
  smooth(occlusion, true);
  await setImmediate();
  smooth(occlusion, false);
  const { width, height } = camera;
  const bands = sortIntoBands(screen, stage.indices, width, height);
  const samples = bandSamples(width);
  const pixels = new Uint8Array(width * height * 3);
  const paintRow = rowPainter(stage, screen, samples, occlusion, camera, light, empty);
  for (let band = 0; band * BAND_ROWS < height; band++) {
    await setImmediate();
    drawBand(screen, stage.indices, bands, band, height, samples);
    for (let row = 0; row < BAND_ROWS && band * BAND_ROWS + row < height; row++)
      paintRow(row, band * BAND_ROWS + row, pixels);
  }
  return { width, height, pixels };
}

function rowPainter(
  stage: Stage,
  screen: Float32Array,
  { seen }: BandSamples,
  occlusion: Occlusion,
  camera: Camera,
  light: Light,
  empty: Linear,
): (row: number, y: number, pixels: Uint8Array) => void {
  const { width, height } = camera;
  const shade = shaderOf(stage, camera, light);
  const tone = toneOf(width, height);
  const hit = emptyHit();
  const colour = new Float64Array(3);
  const total = new Float64Array(3);
  const reach = new Float64Array(2);
  const paintSample = (triangle: number, x: number, y: number): void => {
    if (triangle === 0) {
      colour.set(empty);
      return;
    }
    readTriangle(stage, screen, triangle - 1, x, y, hit);
    readOcclusion(occlusion, camera, hit, x, y, reach);
    shade(hit, reach[0]!, reach[1]!, colour);
  };
  return (row, y, pixels) => {
    for (let x = 0; x < width; x++) {
      const slot = (row * width + x) * 4;
      const exposure = tone.exposureAt(x, y);
      if (isOneSurface(stage, seen[slot]!, seen[slot + 1]!, seen[slot + 2]!, seen[slot + 3]!)) {
        paintSample(seen[slot]!, x + 0.5, y + 0.5);
        for (let part = 0; part < 3; part++) total[part] = tone.develop(colour[part]! * exposure);
      } else {
        total.fill(0);
        for (let sample = 0; sample < 4; sample++) {
          paintSample(seen[slot + sample]!, x + SAMPLE_X[sample]!, y + SAMPLE_Y[sample]!);
          for (let part = 0; part < 3; part++) total[part]! += tone.develop(colour[part]! * exposure) / 4;
        }
      }
      tone.write(total, x, y, pixels);
    }
  };
}

/** True when the four samples see one smooth stretch of one part, so that one look at its middle is enough. */
function isOneSurface(stage: Stage, a: number, b: number, c: number, d: number): boolean {
  if (a === b && b === c && c === d) return true;
  if (a === 0 || b === 0 || c === 0 || d === 0) return false;
  const { owners } = stage;
  const owner = owners[a - 1];
  if (owners[b - 1] !== owner || owners[c - 1] !== owner || owners[d - 1] !== owner) return false;
  return isNear(stage, a - 1, b - 1) && isNear(stage, a - 1, c - 1) && isNear(stage, a - 1, d - 1);
}

function isNear(stage: Stage, one: number, other: number): boolean {
  if (one === other) return true;
  const { positions, normals, indices } = stage;
  const a = indices[one * 3]! * 3;
  const b = indices[other * 3]! * 3;
  const alike =
    normals[a]! * normals[b]! + normals[a + 1]! * normals[b + 1]! + normals[a + 2]! * normals[b + 2]!;
  if (alike < 0.8) return false;
  const apart =
    Math.abs(positions[a]! - positions[b]!) +
    Math.abs(positions[a + 1]! - positions[b + 1]!) +
    Math.abs(positions[a + 2]! - positions[b + 2]!);
  return apart < 0.12;
}

/** Light and openness at a pixel, from the four half-size neighbours that lie on the same surface. */
function readOcclusion(
  map: Occlusion,
  camera: Camera,
  hit: { px: number; py: number; pz: number; nx: number; ny: number; nz: number },
  x: number,
  y: number,
  out: Float64Array,
): void {
  const { eye, forward } = camera;
  const depth =
    (hit.px - eye[0]) * forward[0] + (hit.py - eye[1]) * forward[1] + (hit.pz - eye[2]) * forward[2];
  const hx = Math.max(0, (x - 1) / 2);
  const hy = Math.max(0, (y - 1) / 2);
  const left = Math.min(map.width - 1, Math.floor(hx));
  const top = Math.min(map.height - 1, Math.floor(hy));
  const fx = hx - left;
  const fy = hy - top;
  let total = 0;
  let lit = 0;
  let open = 0;
  for (let corner = 0; corner < 4; corner++) {
    const cx = Math.min(map.width - 1, left + (corner & 1));
    const cy = Math.min(map.height - 1, top + (corner >> 1));
    const at = cy * map.width + cx;
    const alike =
      hit.nx * map.normal[at * 3]! + hit.ny * map.normal[at * 3 + 1]! + hit.nz * map.normal[at * 3 + 2]!;
    const apart = Math.abs(map.depth[at]! - depth);
    const near = 1 / (1 + apart * apart * 2500);
    const same = alike > 0.2 ? alike * alike * alike * alike : 0.0005;
    const weight = ((corner & 1 ? fx : 1 - fx) * (corner >> 1 ? fy : 1 - fy) + 0.002) * near * same + 1e-9;
    total += weight;
    lit += map.lit[at]! * weight;
    open += map.open[at]! * weight;
  }
  out[0] = lit / total;
  out[1] = open / total;
}
