import { renderAsync } from '@resvg/resvg-js';
import sharp, { type Sharp } from 'sharp';
import { drawPattern, patternNames, type PatternName } from './patterns/pattern.js';
import { randomFrom } from './random.js';
import { checkRequest, type DrawingRequest } from './request.js';
import { isKnownSubject } from './scene/cast.js';
import { renderScene } from './scene/scene.js';

export type DrawingFormat = 'webp' | 'png' | 'jpeg';

/**
 * The pattern of a request as an SVG document: the one that the subject names, or one picked by the seed.
 * Scenes have no SVG, they are rendered as pixels: `renderDrawing` gives both.
 * Throws a RangeError for a size or a colour that cannot be drawn.
 */
export function drawSvg(request: DrawingRequest): string {
  checkRequest(request);
  return drawPattern(patternFor(request), request);
}

/** Draws a request and encodes it. The same request gives the same pixels. Throws as `drawSvg` does. */
export async function renderDrawing(
  request: DrawingRequest,
  { format }: { format: DrawingFormat },
): Promise<Uint8Array> {
  checkRequest(request);
  const { width, height } = request;
  if (isScene(request)) {
    const { pixels } = await renderScene(request.subject, width, height, request.palette, request.seed);
    return encode(sharp(pixels, { raw: { width, height, channels: 3 } }), format);
  }
  return renderSvg(drawSvg(request), { width, format });
}

/** Renders an SVG document (a mark, a card, a pattern) at a width in pixels; what is see-through stays so but in a JPEG. */
export async function renderSvg(
  svg: string,
  { width, format }: { width: number; format: DrawingFormat },
): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false },
  });
  return encode(
    sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 4 } }),
    format,
  );
}

async function encode(image: Sharp, format: DrawingFormat): Promise<Uint8Array> {
  if (format === 'png') return image.png({ compressionLevel: 8 }).toBuffer();
  if (format === 'jpeg') return image.jpeg({ quality: 86, mozjpeg: true }).toBuffer();
  return image.webp({ quality: 84, effort: 4, smartSubsample: true }).toBuffer();
}

function isScene({ kind = 'auto', subject, seed }: DrawingRequest): boolean {
  if (kind !== 'auto') return kind === 'scene';
  if (isKnownSubject(subject)) return true;
  return (
    !PATTERN_WORDS.some(([words]) => words.test(subject.slice(0, 600).toLowerCase())) &&
    randomFrom(`kind/${seed}`).chance(0.7)
  );
}

function patternFor({ subject, seed }: DrawingRequest): PatternName {
  const text = subject.slice(0, 600).toLowerCase();
  return (
    PATTERN_WORDS.find(([words]) => words.test(text))?.[1] ??
    randomFrom(`pattern/${seed}/${text}`).pick(patternNames as [PatternName, ...PatternName[]])
  ); // nine names
}

const PATTERN_WORDS: readonly (readonly [RegExp, PatternName])[] = [
  [/gradient|mesh|blur|aurora/, 'gradient-mesh'],
  [/contour|topograph|\bmap\b/, 'contour-lines'],
  [/truchet|maze|meander/, 'truchet'],
  [/bauhaus|\btiles?\b|mosaic|geometric/, 'bauhaus'],
  [/\bhills?\b|landscape|horizon|sunrise|sunset|valley/, 'hills'],
  [/halftone|\bdots?\b|print/, 'halftone'],
  [/flow|strand|current|\bhair\b|wind/, 'flow-field'],
  [/isometric|\bcubes?\b|\bblocks?\b/, 'isometric-cubes'],
  [/voronoi|stained|cells?\b|facet/, 'voronoi'],
];
