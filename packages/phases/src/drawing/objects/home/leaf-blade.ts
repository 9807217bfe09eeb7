import { gridSurface } from '../../solids/grid.js';
import { type Mesh } from '../../solids/mesh.js';

/** A leaf that starts at the origin and arches towards +z and down; u runs across, v along. */
export function leafBlade(length: number, width: number, arch: number): Mesh {
  return gridSurface({ across: 10, along: 16 }, (u, v) => {
    const side = (u - 0.5) * 2;
    const half = (width / 2) * Math.sin(Math.PI * v ** 0.8) ** 0.8;
    const bend = v * arch;
    return [
      side * half,
      length * (0.55 * v - 0.5 * arch * v * v) + 0.12 * width * side * side,
      length * v * Math.cos(bend * 0.4),
    ];
  });
}
