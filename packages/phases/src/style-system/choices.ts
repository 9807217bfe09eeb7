import type { Character } from '../design-strategy/artifact.js';

/** The pairs of families that ship with the generator: one for headings, one for running text. */
export const typePairs = {
  'fraunces-instrument': {
    display: 'Fraunces',
    text: 'Instrument Sans',
    setting: { displayWeight: 500, tracking: -0.035, leading: 1.06 },
  },
  'newsreader-figtree': {
    display: 'Newsreader',
    text: 'Figtree',
    setting: { displayWeight: 400, tracking: -0.022, leading: 1.08 },
  },
  'bricolage-instrument': {
    display: 'Bricolage Grotesque',
    text: 'Instrument Sans',
    setting: { displayWeight: 700, tracking: -0.03, leading: 1.02 },
  },
  'archivo-figtree': {
    display: 'Archivo',
    text: 'Figtree',
    setting: { displayWeight: 800, tracking: -0.03, leading: 0.98 },
  },
  'grotesk-figtree': {
    display: 'Space Grotesk',
    text: 'Figtree',
    setting: { displayWeight: 500, tracking: -0.035, leading: 1.06 },
  },
} as const;
export type TypePairId = keyof typeof typePairs;
export const typePairIds = [
  'fraunces-instrument',
  'newsreader-figtree',
  'bricolage-instrument',
  'archivo-figtree',
  'grotesk-figtree',
] as const;

/** How round corners are. */
export const radiusStyles = ['sharp', 'soft', 'round'] as const;
/** The shape that large pictures are cut to. */
export const imageFrames = ['arch', 'leaf', 'rounded', 'square', 'notch'] as const;
/** How far apart the sizes of headings are. */
export const scaleNames = ['quiet', 'classic', 'dramatic'] as const;
/** What the neutrals lean to: the hue of the seed, a little or clearly, or nothing. */
export const neutralStyles = ['pure', 'tinted', 'rich'] as const;
/** The line drawing that lies on dark bands. */
export const bandPatterns = [
  'contour-lines',
  'truchet',
  'flow-field',
  'voronoi',
  'halftone',
  'isometric-cubes',
  'none',
] as const;

export type RadiusStyle = (typeof radiusStyles)[number];
export type ImageFrame = (typeof imageFrames)[number];
export type ScaleName = (typeof scaleNames)[number];
export type NeutralStyle = (typeof neutralStyles)[number];
export type BandPattern = (typeof bandPatterns)[number];

/** What goes together for a character; a brief's brand wins over it. */
export const characterDefaults: Record<
  Character,
  {
    typePair: TypePairId;
    radius: RadiusStyle;
    frame: ImageFrame;
    scale: ScaleName;
    neutral: NeutralStyle;
    pattern: BandPattern;
    seed: string;
  }
> = {
  warm: {
    typePair: 'fraunces-instrument',
    radius: 'round',
    frame: 'arch',
    scale: 'classic',
    neutral: 'rich',
    pattern: 'contour-lines',
    seed: '#a6450f',
  },
  formal: {
    typePair: 'newsreader-figtree',
    radius: 'sharp',
    frame: 'square',
    scale: 'quiet',
    neutral: 'tinted',
    pattern: 'halftone',
    seed: '#1f3f5b',
  },
  bold: {
    typePair: 'archivo-figtree',
    radius: 'soft',
    frame: 'notch',
    scale: 'dramatic',
    neutral: 'pure',
    pattern: 'isometric-cubes',
    seed: '#d6401f',
  },
  calm: {
    typePair: 'newsreader-figtree',
    radius: 'soft',
    frame: 'leaf',
    scale: 'classic',
    neutral: 'tinted',
    pattern: 'flow-field',
    seed: '#2f6b57',
  },
  playful: {
    typePair: 'bricolage-instrument',
    radius: 'round',
    frame: 'leaf',
    scale: 'dramatic',
    neutral: 'rich',
    pattern: 'truchet',
    seed: '#6d3bd1',
  },
  technical: {
    typePair: 'grotesk-figtree',
    radius: 'soft',
    frame: 'rounded',
    scale: 'classic',
    neutral: 'pure',
    pattern: 'truchet',
    seed: '#2450d8',
  },
};
