import type { Clock, Random } from '../clock.js';

/** The second in which the run began, so that ids sort by time, and six characters that tell runs of one second apart. */
export function runIdOf(clock: Clock, random: Random): string {
  const second = new Date(clock.wallTime()).toISOString().replaceAll(/[-:]|\..*/g, '');
  const part = Math.floor(random() * 36 ** 6).toString(36);
  return `${second}-${part.padStart(6, '0')}`;
}
