import { distance, isDark, mix, within, type DrawingPalette } from '../palette.js';

/** The site's palette as the colours of a photographer's studio. */
export interface Tones {
  wall: string;
  floor: string;
  /** The panel behind the things: an arch, a disc. */
  panel: string;
  /** Podiums, from the palest on. */
  podiums: [string, string, string];
  /** Glazes, fabrics, book covers: whatever may have any colour. */
  paints: [string, string, string, string];
  ink: string;
  /** A warm white, for paper and porcelain. */
  white: string;
}

export function tonesOf(palette: DrawingPalette): Tones {
  const dark = isDark(palette.background);
  const bold = (colour: string): string => within(colour, dark ? [0.5, 0.68] : [0.5, 0.7], [0, 0.15]);
  const [first, second, third] = [palette.primary, palette.accent, palette.secondary];
  const tint = within(mix(palette.secondary, palette.primary, 0.45), [0.7, 0.8], [0.02, 0.12]);
  const wall = dark
    ? within(mix(palette.background, tint, 0.1), [0.31, 0.37], [0.008, 0.05])
    : within(mix(palette.background, tint, 0.55), [0.83, 0.88], [0.015, 0.056]);
  const panel = within(first, dark ? [0.52, 0.64] : [0.62, 0.72], [0.01, 0.15]);
  const strangers = [second, third, first]
    .map(bold)
    .toSorted((one, other) => distance(other, panel) - distance(one, panel));
  const white = within(
    mix(palette.surface, '#fff6e8', isDark(palette.surface) ? 0.97 : 0.5),
    [0.9, 0.925],
    [0, 0.022],
  );
  return {
    wall,
    floor: within(mix(wall, palette.primary, 0.06), dark ? [0.29, 0.35] : [0.78, 0.84], [0.01, 0.06]),
    panel,
    podiums: [
      white,
      within(strangers[0] ?? second, [0.46, 0.6], [0, 0.09]),
      within(mix(wall, white, 0.5), [0.55, 0.93]),
    ],
    paints: [bold(first), bold(second), bold(third), within(palette.ink, [0.28, 0.42], [0, 0.08])],
    ink: within(palette.ink, [0.2, 0.34], [0, 0.06]),
    white,
  };
}
