import { clampChroma, converter, formatHex, interpolate, wcagContrast, type Oklch } from 'culori';

const toOklch = converter('oklch');

/** A colour as lightness (0 to 1), chroma (0 to about 0.3) and hue in degrees; a grey takes `fallbackHue`. */
export function lch(hex: string, fallbackHue = 0): { l: number; c: number; h: number } {
  const { l, c, h } = toOklch(hex) ?? { l: 0, c: 0, h: undefined };
  return { l, c, h: h ?? fallbackHue };
}

/** The colour as `#rrggbb`, with its chroma brought down to what a screen can show. */
export function hexOf(l: number, c: number, h: number): string {
  const colour: Oklch = { mode: 'oklch', l: Math.min(1, Math.max(0, l)), c: Math.max(0, c), h };
  return formatHex(clampChroma(colour, 'oklch'));
}

/** The contrast of WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  return wcagContrast(one, other);
}

/**
 * The nearest colour of the same hue that has at least `ratio` against every one of `grounds`: itself when it has
 * it already, else darker (`'darker'`) or lighter, down to black or up to white.
 */
export function reach(
  hex: string,
  grounds: readonly string[],
  ratio: number,
  way: 'darker' | 'lighter',
): string {
  const { l, c, h } = lch(hex);
  const step = way === 'darker' ? -0.005 : 0.005;
  // A hundredth above the ratio, since other tools round the channels in other places.
  const enough = (colour: string) => grounds.every((ground) => contrast(colour, ground) >= ratio + 0.01);
  for (let lightness = l; lightness >= 0 && lightness <= 1; lightness += step) {
    const colour = hexOf(lightness, c, h);
    if (enough(colour)) return colour;
  }
  return way === 'darker' ? '#000000' : '#ffffff';
}

/** Two colours mixed as the eye sees them (OKLab): `share` of the second, from 0 to 1. */
export function mixed(first: string, second: string, share: number): string {
  return formatHex(interpolate([first, second], 'oklab')(share));
}
