import { renderDrawing } from '../drawing/index.js';
import type { DrawingFormat, DrawingPalette } from '../drawing/index.js';
import { readPrompt } from '../image-planning/prompt.js';
import { inTurns } from './turns.js';

/** What an image endpoint is asked for. */
export interface ImageRequest {
  /** What the picture shows: as `writePrompt` writes it, or any words. */
  readonly prompt: string;
  /** Size in px. */
  readonly width: number;
  /** Size in px. */
  readonly height: number;
  /** How the bytes are to be encoded. */
  readonly format: DrawingFormat;
  /** Fires when nobody waits for the picture any more. */
  readonly signal?: AbortSignal;
}

/**
 * Draws a picture from its prompt alone: what the sandbox answers, and what stands in for a picture that fails. A
 * prompt that `writePrompt` did not write is drawn too, from its words and a neutral palette.
 */
export async function offlineImage(request: ImageRequest): Promise<Uint8Array> {
  const { prompt, format, signal } = request;
  const { subject, industry, palette } = readPrompt(prompt);
  const drawing = {
    subject: [subject ?? prompt, industry].filter((words) => words !== null).join(', '),
    width: side(request.width),
    height: side(request.height),
    palette: paletteOf(palette),
    // The whole prompt: one subject in two places has two compositions.
    seed: prompt,
  };
  return draw(() => renderDrawing(drawing, { format }), signal);
}

/** Drawing fills a processor. Side by side all pictures would be late; one after the other the first is soon there. */
const draw = inTurns();

/** The palette of a prompt is in the order of `styleSystem.palette`; where it is short, neutral colours stand in. */
function paletteOf(colours: readonly string[]): DrawingPalette {
  const [
    ink = '#2b2622',
    primary = '#8a5a3c',
    secondary = '#d9b88f',
    accent = '#5b7f7a',
    surface = '#fdfaf6',
    background = '#f7f2ea',
  ] = colours;
  return { ink, primary, secondary, accent, surface, background };
}

/** The artist draws whole pixels from 16 to 4096. */
function side(length: number): number {
  return Math.min(4096, Math.max(16, Math.round(length)));
}
