/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { cross, unit } from '../solids/tube.js';
import type { Vec } from '../solids/mesh.js';

export interface Camera {
  eye: Vec;
  right: Vec;
  up: Vec;
  forward: Vec;
  /** Pixels for one unit at distance one. */
  focal: number;
  width: number;
  height: number;
}

/** A camera at `eye` that looks at `target`; `fieldOfView` is the vertical one, in radians. */
export function cameraAt(eye: Vec, target: Vec, fieldOfView: number, width: number, height: number): Camera {
  const forward = unit([target[0] - eye[0], target[1] - eye[1], target[2] - eye[2]]);
  const right = unit(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  return { eye, right, up, forward, focal: height / 2 / Math.tan(fieldOfView / 2), width, height };
}

/** Pixel x, pixel y and 1/depth of every vertex; 1/depth is 0 for what lies behind the camera. */
export function project(camera: Camera, positions: Float32Array): Float32Array {
  const { eye, right, up, forward, focal, width, height } = camera;
  const screen = new Float32Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    const x = positions[at]! - eye[0];
    const y = positions[at + 1]! - eye[1];
    const z = positions[at + 2]! - eye[2];
    const depth = x * forward[0] + y * forward[1] + z * forward[2];
    if (depth < 0.05) continue;
    screen[at] = width / 2 + ((x * right[0] + y * right[1] + z * right[2]) * focal) / depth;
    screen[at + 1] = height / 2 - ((x * up[0] + y * up[1] + z * up[2]) * focal) / depth;
    screen[at + 2] = 1 / depth;
  }
  return screen;
}
