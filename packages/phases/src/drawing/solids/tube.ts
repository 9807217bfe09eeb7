/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
import { gridSurface } from './grid.js';
import type { Mesh, Vec } from './mesh.js';
import { smoothPath } from './round.js';

/**
 * A tube along a smooth curve through the points. `radius` may vary along it (t in [0, 1]) and around it
 * (angle in radians), which gives ropes, croissants and stalks alike.
 */
export function tube(
  points: readonly Vec[],
  radius: number | ((t: number, angle: number) => number),
  { sides = 12, steps = 32 }: { sides?: number; steps?: number } = {},
): Mesh {
  const path = smoothPath(points);
  const radiusAt = typeof radius === 'number' ? () => radius : radius;
  const frames = framesAlong(path, steps);
  return gridSurface({ across: sides, along: steps + 2, closed: true }, (u, v) => {
    // The first and the last ring are points: they close the ends.
    const row = Math.round(v * (steps + 2)) - 1;
    const step = Math.max(0, Math.min(steps, row));
    const { centre, side, up } = frames[step]!; // steps + 1 frames were made
    const angle = u * Math.PI * 2;
    const size = row === step ? radiusAt(step / steps, angle) : 0;
    const [c, s] = [Math.cos(angle) * size, Math.sin(angle) * size];
    return [
      centre[0] + side[0] * c + up[0] * s,
      centre[1] + side[1] * c + up[1] * s,
      centre[2] + side[2] * c + up[2] * s,
    ];
  });
}

interface Frame {
  centre: Vec;
  side: Vec;
  up: Vec;
}

/** Frames that turn as little as they can from step to step, so that the tube does not twist. */
function framesAlong(path: (t: number) => Vec, steps: number): Frame[] {
  const frames: Frame[] = [];
  let up: Vec | undefined;
  for (let step = 0; step <= steps; step++) {
    const centre = path(step / steps);
    const before = path(Math.max(0, step / steps - 0.5 / steps));
    const after = path(Math.min(1, step / steps + 0.5 / steps));
    const forward = unit([after[0] - before[0], after[1] - before[1], after[2] - before[2]]);
    up ??= Math.abs(forward[1]) < 0.9 ? [0, 1, 0] : [0, 0, 1];
    const side = unit(cross(up, forward));
    up = unit(cross(forward, side));
    frames.push({ centre, side, up });
  }
  return frames;
}

export function cross(a: Vec, b: Vec): Vec {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function unit([x, y, z]: Vec): Vec {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}
