import { Resvg } from '@resvg/resvg-js';
import {
  bandPatternDarkPath,
  bandPatternPath,
  faviconPath,
  iconPath,
  iconSizes,
  markOnDarkPath,
  markPath,
} from '../code-generation/asset-paths.js';
import { drawMark, drawPattern, type DrawingPalette } from '../drawing/index.js';
import type { BandPattern } from '../style-system/choices.js';
import type { ColourRoles, StyleSystem } from '../style-system/artifact.js';
import { contrast, mixed } from '../style-system/contrast.js';
import type { SiteFile } from './artifact.js';
import { binaryFile, textFile } from './site-file.js';
import type { SiteIdentity } from './identity.js';

/** The mark, the icons made from it, and the line drawings of dark bands. */
export function drawnAssets(style: StyleSystem, brief: SiteIdentity): SiteFile[] {
  const mark = markIn(style, brief, style.light.primary);
  return [
    textFile(markPath, mark),
    textFile(markOnDarkPath, markIn(style, brief, style.light.primaryOnInverted)),
    textFile(faviconPath, mark),
    ...iconSizes.map((size) => binaryFile(iconPath(size), icon(mark, size, style.light.background))),
    ...bandPatterns(style, brief),
  ];
}

function markIn(style: StyleSystem, brief: SiteIdentity, primary: string): string {
  return drawMark({ name: brief.name, industry: brief.industry, palette: { ...paletteOf(style), primary } });
}

/** An icon of `size` px. Those for home screens have a ground and a margin, since systems cut them to their own shape. */
function icon(mark: string, size: number, ground: string): Uint8Array {
  const svg =
    size < 64
      ? mark
      : `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M0 0h100v100H0z" fill="${ground}"/><svg x="18" y="18" width="64" height="64" viewBox="0 0 64 64">${mark}</svg></svg>`;
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } })
    .render()
    .asPng();
}

function bandPatterns(style: StyleSystem, brief: SiteIdentity): SiteFile[] {
  const { pattern } = style.choice;
  if (pattern === 'none') return [];
  const draw = (roles: ColourRoles) =>
    drawPattern(pattern, {
      width: 1440,
      height: 600,
      palette: toneOnTone(roles, strengths[pattern]),
      seed: brief.name,
    });
  return [textFile(bandPatternPath, draw(style.light)), textFile(bandPatternDarkPath, draw(style.dark))];
}

/** How far a pattern stands out from its ground: fine lines need more than filled shapes. */
const strengths: Readonly<Record<Exclude<BandPattern, 'none'>, number>> = {
  'contour-lines': 0.3,
  'flow-field': 0.26,
  truchet: 0.22,
  halftone: 0.1,
  voronoi: 0.12,
  'isometric-cubes': 0.09,
};

/** Colours so near to the ground that the quietest text over them still has its contrast. */
function toneOnTone(roles: ColourRoles, strongest: number): DrawingPalette {
  const toward = (share: number) => mixed(roles.inverted, roles.primaryOnInverted, share);
  let share = strongest;
  while (share > 0.02 && contrast(roles.mutedOnInverted, toward(share)) < 4.5) share -= 0.01;
  return {
    background: roles.inverted,
    surface: toward(share * 0.25),
    primary: toward(share * 0.75),
    secondary: toward(share),
    accent: toward(share * 0.6),
    ink: roles.inverted,
  };
}

function paletteOf(style: StyleSystem): DrawingPalette {
  const [ink = '', primary = '', secondary = '', accent = '', surface = '', background = ''] = style.palette;
  return { ink, primary, secondary, accent, surface, background };
}
