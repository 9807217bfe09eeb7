import { describe, expect, it } from '@jest/globals';
import { createNoise3D } from 'simplex-noise';
import type { Thing } from '../../src/drawing/objects/thing.js';
import { linear } from '../../src/drawing/palette.js';
import { randomFrom } from '../../src/drawing/random.js';
import { project } from '../../src/drawing/render/camera.js';
import { studioLight } from '../../src/drawing/render/light.js';
import { renderPicture } from '../../src/drawing/render/picture.js';
import { stageOf } from '../../src/drawing/render/stage.js';
import { frame } from '../../src/drawing/scene/frame.js';
import { tonesOf } from '../../src/drawing/scene/tones.js';
import type { Mesh } from '../../src/drawing/solids/mesh.js';
import { themes, vocabulary, type ThingName } from '../../src/drawing/scene/vocabulary.js';
import { light } from './palettes.js';

const names = Object.keys(vocabulary) as ThingName[]; // the keys of the record

function draw(name: ThingName, seed = 'a'): Thing {
  const random = randomFrom(seed);
  return vocabulary[name].draw({ tones: tonesOf(light), random, noise: createNoise3D(random.next) });
}

describe.each(names)('the object %s', (name) => {
  it('is sound, stands on the ground, is framed whole, and can be seen', async () => {
    const { parts, height: tall } = draw(name);
    expect(parts.flatMap(({ mesh }) => faultsOf(mesh))).toEqual([]);
    const lowest = Math.min(...parts.map(({ mesh }) => extreme(mesh.positions, 1, Math.min)));
    expect(lowest).toBeCloseTo(0, 4);
    expect(tall).toBeGreaterThan(0.1);

    const [width, height] = [72, 60];
    const camera = frame(parts, width, height);
    const screens = parts.map(({ mesh }) => project(camera, mesh.positions));
    expect(Math.min(...screens.map((screen) => extreme(screen, 0, Math.min)))).toBeGreaterThan(0);
    expect(Math.max(...screens.map((screen) => extreme(screen, 0, Math.max)))).toBeLessThan(width);
    expect(Math.min(...screens.map((screen) => extreme(screen, 1, Math.min)))).toBeGreaterThan(0);
    expect(Math.max(...screens.map((screen) => extreme(screen, 1, Math.max)))).toBeLessThan(height);

    const { pixels } = await renderPicture(
      stageOf(parts),
      camera,
      studioLight(linear('#cccccc'), linear('#cccccc')),
      [0, 0, 0],
    );
    const bright = pixels.filter((level) => level > 24);
    expect(bright.length).toBeGreaterThan(width * height * 0.02);
  });
});

/** One `expect` a mesh, not one a vertex: there are millions of them. */
function faultsOf({ positions, locals, normals, indices }: Mesh): string[] {
  const faults: string[] = [];
  if (!positions.every(Number.isFinite)) faults.push('a position is no number');
  if (!locals.every(Number.isFinite)) faults.push('a local position is no number');
  if (indices.some((vertex) => vertex * 3 >= positions.length))
    faults.push('a triangle has a vertex that is not there');
  for (let at = 0; at < normals.length; at += 3) {
    const [x = 0, y = 0, z = 0] = normals.subarray(at, at + 3);
    const length = Math.hypot(x, y, z);
    if (length !== 0 && Math.abs(length - 1) > 1e-3)
      return [...faults, `normal ${at / 3} has length ${length}`];
  }
  return faults;
}

function extreme(points: Float32Array, axis: number, of: (one: number, other: number) => number): number {
  return points.reduce(
    (found, value, at) => (at % 3 === axis ? of(found, value) : found),
    of === Math.min ? Infinity : -Infinity,
  );
}

it('gives every object a company, or a place among the plain solids', () => {
  const solids: ThingName[] = ['sphere', 'cone', 'cylinder', 'ring', 'gate', 'dome'];
  const placed = new Set([...themes.flatMap(({ things }) => things), ...solids]);
  expect(names.filter((name) => !placed.has(name))).toEqual([]);
});
