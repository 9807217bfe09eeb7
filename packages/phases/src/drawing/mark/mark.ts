import { wcagContrast } from 'culori';
import type { DrawingPalette } from '../palette.js';
import { randomFrom } from '../random.js';
import { symbols, symbolWords, type SymbolName } from './symbols.js';

export interface MarkRequest {
  name: string;
  industry: string;
  palette: DrawingPalette;
}

/** A site's mark as a square SVG document: a plain shape with a symbol of the industry, or a geometric form when none fits. */
export function drawMark(request: MarkRequest): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true">${markShapes(request)}</svg>`;
}

/** The mark's shapes alone, on a square of 64, for use inside of another drawing. */
export function markShapes({ name, industry, palette }: MarkRequest): string {
  const random = randomFrom(`mark/${name}/${industry}`);
  const badge = random.pick(BADGES);
  const back = palette.primary;
  const candidates = [palette.surface, palette.background, palette.ink, '#ffffff', '#111111'];
  const front = candidates.find((colour) => wcagContrast(colour, back) >= 4.5) ?? '#ffffff';
  const symbol = symbolFor(`${industry} ${name}`);
  const inside = symbol === undefined ? random.pick(FORMS)(front) : symbols[symbol](front, back);
  return `<path d="${badge}" fill="${back}"/><g transform="translate(10.24 10.24) scale(.68)">${inside}</g>`;
}

function symbolFor(text: string): SymbolName | undefined {
  const words = text.slice(0, 400).toLowerCase();
  return symbolWords.find(([pattern]) => pattern.test(words))?.[1];
}

const BADGES: [string, ...string[]] = [
  'M18 2h28a16 16 0 0 1 16 16v28a16 16 0 0 1-16 16H18A16 16 0 0 1 2 46V18A16 16 0 0 1 18 2z',
  'M32 1a31 31 0 1 1 0 62 31 31 0 0 1 0-62z',
  'M32 1a29 29 0 0 1 29 29v25a8 8 0 0 1-8 8H11a8 8 0 0 1-8-8V30A29 29 0 0 1 32 1z',
];

const FORMS: [(front: string) => string, ...((front: string) => string)[]] = [
  (front) =>
    `<path d="M6 48a26 26 0 0 1 52 0z" fill="${front}"/><path d="M6 52h52v5H6z" fill="${front}" opacity=".55"/>`,
  (front) =>
    `<path d="M32 6a26 26 0 0 1 26 26H32zM32 58A26 26 0 0 1 6 32h26z" fill="${front}"/><path d="M6 28A22 22 0 0 1 28 6v22zM58 36a22 22 0 0 1-22 22V36z" fill="${front}" opacity=".55"/>`,
  (front) =>
    `<path d="M6 58V32a26 26 0 0 1 52 0v26H46V32a14 14 0 0 0-28 0v26z" fill="${front}"/><path d="M26 58V34a6 6 0 0 1 12 0v24z" fill="${front}" opacity=".6"/>`,
  (front) =>
    `<path d="M32 4l24 14v28L32 60 8 46V18z" fill="${front}" opacity=".5"/><path d="M32 32l24-14v28L32 60z" fill="${front}"/>`,
];
