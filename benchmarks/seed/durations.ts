import { seededRandom } from '@phasegraph/engine/testing';

/** How long a task takes, in milliseconds, by its id. */
export type Durations = (task: string) => number;

/** The counts of what the pipeline maps over. */
export const counts = { images: 10, parts: 6, pages: 5 };

/** The medians of the project's origin, in milliseconds, by phase. */
export const medianMs: Readonly<Record<string, number>> = {
  'design-strategy': 10_000,
  'design-context': 10_000,
  'section-planning': 10_000,
  layout: 25_000 / 3,
  style: 25_000 / 3,
  'page-planning': 25_000 / 3,
  'image-planning': 10_000,
  'seo-strategy': 10_000,
  'basic-copy': 10_000,
  image: 5_000,
  content: 5_000,
  code: 20_000,
  'page-code': 4_000,
};

/** Every task takes its phase's median. */
export function fixedDurations(): Durations {
  return (task) => medianOf(task);
}

/** Lognormal around the median; one task takes the same time whoever schedules it. */
export function varyingDurations(sigma: number, seed: number): Durations {
  const drawn = new Map<string, number>();
  return (task) => {
    const known = drawn.get(task);
    if (known !== undefined) return known;
    const duration = medianOf(task) * Math.exp(sigma * normal(seed, task));
    drawn.set(task, duration);
    return duration;
  };
}

function medianOf(task: string): number {
  const median = medianMs[task.replace(/\[.*/, '')];
  if (median === undefined) throw new Error(`no duration for ${task}`);
  return median;
}

/** A standard normal number by Box and Muller's method. */
function normal(seed: number, task: string): number {
  let hash = seed;
  for (const character of task) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  const random = seededRandom(hash);
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
