import { createNoise3D } from 'simplex-noise';
import type { DrawingPalette } from '../palette.js';
import { randomFrom } from '../random.js';
import { bauhaus } from './bauhaus.js';
import { short, type DrawPattern } from './canvas.js';
import { contourLines } from './contour-lines.js';
import { flowField } from './flow-field.js';
import { gradientMesh } from './gradient-mesh.js';
import { halftone } from './halftone.js';
import { hills } from './hills.js';
import { isometricCubes } from './isometric-cubes.js';
import { truchet } from './truchet.js';
import { voronoi } from './voronoi.js';

const PATTERNS = {
  'gradient-mesh': gradientMesh,
  'contour-lines': contourLines,
  truchet,
  bauhaus,
  hills,
  halftone,
  'flow-field': flowField,
  'isometric-cubes': isometricCubes,
  voronoi,
} satisfies Record<string, DrawPattern>;

export type PatternName = keyof typeof PATTERNS;

/** Every pattern there is. */
export const patternNames: readonly PatternName[] = Object.keys(PATTERNS) as PatternName[]; // the keys of the record above

export interface PatternRequest {
  /** Pixels. */
  width: number;
  height: number;
  palette: DrawingPalette;
  seed: string;
}

/**
 * A pattern as an SVG document of under 60 kB, the same for the same request. It fills whatever box it is put in
 * (`preserveAspectRatio` slices); it is decoration and says so to assistive technology.
 */
export function drawPattern(name: PatternName, { width, height, palette, seed }: PatternRequest): string {
  const random = randomFrom(`${name}/${seed}`);
  const noise = createNoise3D(random.next);
  const size = `${short(width)} ${short(height)}`;
  const inside = PATTERNS[name]({
    width,
    height,
    palette,
    random,
    noise,
    idPrefix: `p${random.whole(0, 0xffffff).toString(36)}`,
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" width="${short(width)}" height="${short(height)}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">${inside}</svg>`;
}
