import { isHexColour, type DrawingPalette } from './palette.js';

export interface DrawingRequest {
  /** What to show, in words: "a sourdough loaf on a counter". Any text is harmless; it is never drawn as text. */
  subject: string;
  /** Whole pixels, from 16 to 4096. */
  width: number;
  height: number;
  palette: DrawingPalette;
  /** The same seed gives the same drawing; another one composes it anew. */
  seed: string;
  /** `auto` (the default) draws a scene, or a pattern when the subject asks for one. */
  kind?: 'scene' | 'pattern' | 'auto';
}

const SMALLEST = 16;
const LARGEST = 4096;
const ROLES = ['background', 'surface', 'primary', 'secondary', 'accent', 'ink'] as const;

/** Throws a `RangeError` that names everything that is wrong with a request. */
export function checkRequest({
  width,
  height,
  palette,
}: Pick<DrawingRequest, 'width' | 'height' | 'palette'>): void {
  const problems: string[] = [];
  for (const [side, length] of Object.entries({ width, height })) {
    if (!Number.isInteger(length) || length < SMALLEST || length > LARGEST) {
      problems.push(
        `${side} is ${length}, but a drawing needs a whole number of pixels from ${SMALLEST} to ${LARGEST}`,
      );
    }
  }
  for (const role of ROLES) {
    if (!isHexColour(palette[role]))
      problems.push(`palette.${role} is "${palette[role]}", but must be a hex colour such as #b45309`);
  }
  if (problems.length > 0) throw new RangeError(`Cannot draw: ${problems.join('; ')}.`);
}
