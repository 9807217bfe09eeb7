import { gridSurface } from './grid.js';
import type { Mesh, Vec } from './mesh.js';

/** A point of a lathe's outline: distance from the axis, height. */
export type ProfilePoint = readonly [radius: number, height: number];

/** Spins an outline about the y axis. The outline is smoothed; repeat a point to keep its corner sharp. */
export function lathe(
  profile: readonly ProfilePoint[],
  { segments = 64, rings = 48 }: { segments?: number; rings?: number } = {},
): Mesh {
  const outline = smoothPath(profile.map(([radius, height]): Vec => [radius, height, 0]));
  return gridSurface({ across: segments, along: rings, closed: true }, (u, v) => {
    const [radius, height] = outline(v);
    const angle = u * Math.PI * 2;
    return [Math.max(0, radius) * Math.sin(angle), height, Math.max(0, radius) * Math.cos(angle)];
  });
}

/** A ball of the given half axes about the origin; `swell` scales the distance from the centre by direction. */
export function ellipsoid(
  [rx, ry, rz]: Vec,
  {
    segments = 40,
    rings = 24,
    swell,
  }: { segments?: number; rings?: number; swell?: (direction: Vec) => number } = {},
): Mesh {
  return gridSurface({ across: segments, along: rings, closed: true }, (u, v) => {
    const polar = v * Math.PI;
    const angle = u * Math.PI * 2;
    const direction: Vec = [
      Math.sin(polar) * Math.sin(angle),
      Math.cos(polar),
      Math.sin(polar) * Math.cos(angle),
    ];
    const size = swell?.(direction) ?? 1;
    return [direction[0] * rx * size, direction[1] * ry * size, direction[2] * rz * size];
  });
}

/** A standing cylinder from y = 0 to `height` with rounded rims. */
export function drum(radius: number, height: number, rounding = 0.05, segments = 72): Mesh {
  const bend = Math.min(rounding, radius * 0.49, height * 0.49);
  const arc = (fromAngle: number, centreY: number): ProfilePoint[] =>
    [0, 1, 2, 3, 4].map((step) => {
      const angle = fromAngle + (step / 4) * (Math.PI / 2);
      return [radius - bend + bend * Math.cos(angle), centreY + bend * Math.sin(angle)];
    });
  return polylineLathe(
    [[0, 0], [radius - bend, 0], ...arc(-Math.PI / 2, bend), ...arc(0, height - bend), [0, height]],
    segments,
  );
}

/** Spins an outline as it is: straight between its points, with a ring of vertices at each. */
export function polylineLathe(outline: readonly ProfilePoint[], segments = 64): Mesh {
  return gridSurface({ across: segments, along: outline.length - 1, closed: true }, (u, v) => {
    const [radius, height] = outline[Math.round(v * (outline.length - 1))] ?? [0, 0];
    const angle = u * Math.PI * 2;
    return [radius * Math.sin(angle), height, radius * Math.cos(angle)];
  });
}

/** A ring around the y axis. */
export function torus(
  radius: number,
  thickness: number,
  { segments = 64, sides = 20 }: { segments?: number; sides?: number } = {},
): Mesh {
  return gridSurface({ across: segments, along: sides, closed: true, looped: true }, (u, v) => {
    const around = u * Math.PI * 2;
    const across = v * Math.PI * 2;
    const distance = radius + thickness * Math.cos(across);
    return [distance * Math.sin(around), thickness * Math.sin(across), distance * Math.cos(around)];
  });
}

/** A smooth curve through the points (centripetal enough at even spacing: uniform Catmull-Rom), by t in [0, 1]. */
export function smoothPath(points: readonly Vec[]): (t: number) => Vec {
  const last = points.length - 1;
  const pointAt = (index: number): Vec => points[Math.max(0, Math.min(last, index))] ?? [0, 0, 0];
  return (t) => {
    const along = Math.max(0, Math.min(1, t)) * last;
    const index = Math.min(last - 1, Math.floor(along));
    const f = along - index;
    const [a, b, c, d] = [pointAt(index - 1), pointAt(index), pointAt(index + 1), pointAt(index + 2)];
    const blend = (axis: 0 | 1 | 2): number => {
      const [p, q, r, s] = [a[axis], b[axis], c[axis], d[axis]];
      return q + 0.5 * f * (r - p + f * (2 * p - 5 * q + 4 * r - s + f * (3 * (q - r) + s - p)));
    };
    return [blend(0), blend(1), blend(2)];
  };
}
