import type { Theme } from './theme.js';

/** A stretch of time in a run, both ends in milliseconds since it began. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Where a span lies in the run, drawn to scale in `width` columns: the strips of all phases above each other show
 * what ran beside what. Half columns at both ends; never less than half a column, so that nothing vanishes.
 */
export function drawStrip(span: Span, scaleMs: number, width: number, bar: Theme['bar']): string {
  const halves = width * 2;
  const at = (ms: number): number => Math.min(halves, Math.round((ms / scaleMs) * halves));
  const from = Math.min(at(span.fromMs), halves - 1);
  const to = Math.max(at(span.toMs), from + 1);
  let strip = ' '.repeat(Math.floor(from / 2));
  for (let column = Math.floor(from / 2); column * 2 < to; column++) {
    const left = column * 2 >= from;
    const right = column * 2 + 1 < to;
    strip += left && right ? bar.full : left ? bar.endHalf : bar.startHalf;
  }
  return strip;
}

/**
 * The time that the whole width stands for: a round one a little above what has passed, so that the strips hold
 * still and rescale only now and then. At least a second.
 */
export function scaleFor(elapsedMs: number): number {
  let decade = 1000;
  while (decade * 10 < elapsedMs) decade *= 10;
  const step = [1, 1.5, 2, 3, 5, 7.5, 10].find((factor) => factor * decade >= elapsedMs);
  return (step ?? 10) * decade;
}
