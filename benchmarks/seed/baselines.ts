import { counts } from './durations.js';
import type { Durations } from './durations.js';

const numbered = (phase: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${phase}[${at + 1}]`);

const images = numbered('image', counts.images);
const content = numbered('content', counts.parts);
const codeOf = (split: boolean): string[] => (split ? numbered('page-code', counts.pages) : ['code']);

/** The five waves as somebody would write them by hand. */
function wavesOf(splitCode: boolean): string[][] {
  return [
    ['design-strategy', 'design-context', 'section-planning'],
    ['layout', 'style', 'page-planning'],
    ['image-planning', 'seo-strategy', 'basic-copy'],
    [...images, ...content],
    codeOf(splitCode),
  ];
}

/** One after another. */
export function sequentialMs(durations: Durations, splitCode: boolean): number {
  return sum(wavesOf(splitCode).flat().map(durations));
}

/** Waves of `Promise.all`: each waits for the slowest of the one before. Within one, `cap` at a time, in order. */
export function waveMs(durations: Durations, splitCode: boolean, cap: number): number {
  return sum(wavesOf(splitCode).map((wave) => spreadMs(wave.map(durations), cap)));
}

/** Worked out by hand from who needs whom, apart from the engine. */
export function criticalPathMs(durations: Durations, splitCode: boolean): number {
  const longest = (tasks: readonly string[]): number => Math.max(...tasks.map(durations));
  const opened = durations('design-context');
  const planned = Math.max(opened, durations('section-planning'));
  const layout = planned + durations('layout');
  const style = Math.max(opened, durations('design-strategy')) + durations('style');
  const pages = planned + durations('page-planning');
  const imagePlans = Math.max(layout, style) + durations('image-planning');
  const seo = Math.max(layout, pages) + durations('seo-strategy');
  const copy = layout + durations('basic-copy');
  const written = Math.max(seo, copy) + longest(content);
  const coded = Math.max(written, imagePlans, style, pages) + longest(codeOf(splitCode));
  return Math.max(coded, imagePlans + longest(images));
}

/** No schedule of `cap` at a time is shorter than the critical path, or than the work shared out evenly. */
export function lowerBoundMs(durations: Durations, splitCode: boolean, cap: number): number {
  return Math.max(criticalPathMs(durations, splitCode), sequentialMs(durations, splitCode) / cap);
}

/** How long `cap` workers take that each pick the next duration when they are free. */
function spreadMs(durations: readonly number[], cap: number): number {
  const workers = new Array<number>(Math.min(cap, durations.length)).fill(0);
  for (const duration of durations) {
    const first = workers.indexOf(Math.min(...workers));
    workers[first] = (workers[first] ?? 0) + duration;
  }
  return Math.max(...workers);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
