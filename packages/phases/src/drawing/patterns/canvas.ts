import type { Noise } from '../materials/finishes.js';
import { distance, isDark, mix, type DrawingPalette } from '../palette.js';
import type { Random } from '../random.js';

/** What a pattern is drawn on and with. Lengths are in pixels of the drawing. */
export interface Canvas {
  width: number;
  height: number;
  palette: DrawingPalette;
  random: Random;
  noise: Noise;
  /** What ids of this drawing start with: several may stand in one page. */
  idPrefix: string;
}

/** A pattern gives the inside of an `<svg>` of the canvas's size. */
export type DrawPattern = (canvas: Canvas) => string;

/** The size of a square cell so that about `count` of them cover the canvas. */
export function cellFor({ width, height }: Canvas, count: number): number {
  return Math.sqrt((width * height) / count);
}

/** A number as SVG likes it: one decimal at most. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function ground({ width, height }: Canvas, colour: string): string {
  return `<rect width="${short(width)}" height="${short(height)}" fill="${colour}"/>`;
}

/** The palette as fills that tell apart from each other and from the background, the strongest first. */
export function fillsOf({
  background,
  surface,
  primary,
  secondary,
  accent,
  ink,
}: DrawingPalette): [string, ...string[]] {
  const middle = isDark(background) ? mix(background, '#ffffff', 0.16) : ink;
  const candidates = [
    accent,
    secondary,
    mix(primary, background, 0.45),
    mix(accent, background, 0.6),
    middle,
    surface,
  ];
  const fills: [string, ...string[]] = [primary];
  for (const colour of candidates)
    if (fills.every((fill) => distance(fill, colour) > 0.06)) fills.push(colour);
  return fills;
}
