import { clampChroma, converter, formatHex, interpolate, parse, type Oklch } from 'culori';
import type { Linear } from './materials/material.js';

/** The colours of a site, as hex strings such as `#b45309`. */
export interface DrawingPalette {
  background: string;
  surface: string;
  primary: string;
  secondary: string;
  accent: string;
  ink: string;
}

const toOklch = converter('oklch');
const toLinear = converter('lrgb');

/** A hex colour as linear light. */
export function linear(colour: string): Linear {
  const { r, g, b } = toLinear(colour) ?? { r: 0, g: 0, b: 0 };
  return [clamp(r), clamp(g), clamp(b)];
}

/** Mixes two colours as the eye sees them (OKLab); `share` of the second. */
export function mix(first: string, second: string, share: number): string {
  return formatHex(interpolate([first, second], 'oklab')(share));
}

/** The same hue with its lightness (0 to 1) and chroma (0 to about 0.3) brought into ranges. */
export function within(
  colour: string,
  lightness: readonly [number, number],
  chroma: readonly [number, number] = [0, 0.4],
): string {
  const { l, c, h } = oklch(colour);
  const moved: Oklch = {
    mode: 'oklch',
    l: between(l, lightness),
    c: between(c, chroma),
    ...(h === undefined ? {} : { h }),
  };
  return formatHex(clampChroma(moved, 'oklch'));
}

/** Lightness from 0 to 1, chroma from 0, hue in degrees; greys have no hue. */
function oklch(colour: string): Oklch {
  return toOklch(colour) ?? { mode: 'oklch', l: 0, c: 0 };
}

export function isDark(colour: string): boolean {
  return oklch(colour).l < 0.45;
}

/** How far apart two colours look: 0 is the same, 1 black from white. */
export function distance(first: string, second: string): number {
  const one = oklch(first);
  const other = oklch(second);
  const turn = (((one.h ?? 0) - (other.h ?? 0)) * Math.PI) / 180;
  const chroma = Math.sqrt(Math.max(0, one.c ** 2 + other.c ** 2 - 2 * one.c * other.c * Math.cos(turn)));
  return Math.hypot(one.l - other.l, chroma);
}

/** True for what culori and SVG both read as a colour of the form #rgb or #rrggbb. */
export function isHexColour(text: string): boolean {
  return /^#([\da-f]{3}|[\da-f]{6})$/i.test(text) && parse(text) !== undefined;
}

function between(value: number, [low, high]: readonly [number, number]): number {
  return Math.max(low, Math.min(high, value));
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value));
}
