export { CARD_HEIGHT, CARD_WIDTH, drawCard } from './card.js';
export { drawSvg, renderDrawing, renderSvg, type DrawingFormat } from './draw.js';
export { drawMark } from './mark/mark.js';
export type { DrawingPalette } from './palette.js';
export { drawPattern, patternNames, type PatternName } from './patterns/pattern.js';
export type { DrawingRequest } from './request.js';
