/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import type { Part } from '../materials/material.js';
import { cameraAt, project, type Camera } from '../render/camera.js';

const FIELD_OF_VIEW = 0.4;

/** A camera that holds the given parts with air around them, a little from above. */
export function frame(parts: readonly Part[], width: number, height: number): Camera {
  const aspect = width / height;
  const pitch = aspect < 1 ? 0.19 : 0.15;
  const bounds = boundsOf(parts);
  let [x, y] = [(bounds.left + bounds.right) / 2, bounds.top * 0.5];
  let distance = 9;
  let camera = look();
  for (let round = 0; round < 6; round++) {
    const seen = seenBounds(parts, camera);
    const scale = Math.max(
      (seen.right - seen.left) / (width * (aspect < 1.1 ? 0.9 : 0.86)),
      (seen.bottom - seen.top) / (height * (aspect > 1.3 ? 0.76 : 0.66)),
    );
    const unitsPerPixel = distance / camera.focal;
    x += ((seen.left + seen.right) / 2 - width / 2) * unitsPerPixel;
    // A little below the middle: things need floor under them and air above.
    y -= ((seen.top + seen.bottom) / 2 - height * (aspect < 1.1 ? 0.57 : 0.54)) * unitsPerPixel;
    distance = Math.max(4.2, distance * scale);
    camera = look();
  }
  return camera;

  function look(): Camera {
    return cameraAt([x, y + distance * pitch, distance], [x, y, 0], FIELD_OF_VIEW, width, height);
  }
}

function boundsOf(parts: readonly Part[]): { left: number; right: number; top: number } {
  const bounds = { left: Infinity, right: -Infinity, top: 0 };
  for (const { mesh } of parts) {
    for (let at = 0; at < mesh.positions.length; at += 3) {
      if (mesh.positions[at]! < bounds.left) bounds.left = mesh.positions[at]!;
      if (mesh.positions[at]! > bounds.right) bounds.right = mesh.positions[at]!;
      if (mesh.positions[at + 1]! > bounds.top) bounds.top = mesh.positions[at + 1]!;
    }
  }
  return bounds;
}

function seenBounds(
  parts: readonly Part[],
  camera: Camera,
): { left: number; right: number; top: number; bottom: number } {
  const seen = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { mesh } of parts) {
    const screen = project(camera, mesh.positions);
    for (let at = 0; at < screen.length; at += 3) {
      if (screen[at + 2] === 0) continue;
      if (screen[at]! < seen.left) seen.left = screen[at]!;
      if (screen[at]! > seen.right) seen.right = screen[at]!;
      if (screen[at + 1]! < seen.top) seen.top = screen[at + 1]!;
      if (screen[at + 1]! > seen.bottom) seen.bottom = screen[at + 1]!;
    }
  }
  return seen;
}
