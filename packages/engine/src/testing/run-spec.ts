import type { RunOptions } from '../run/options.js';
import { seededRandom } from './random.js';
import type { PipelineSpec } from './spec.js';
import type { VirtualClock } from './virtual-clock.js';

/** What happens to a run from outside, as plain data. All times are in milliseconds of virtual time. */
export interface RunSpec {
  /** How many tasks may run at once. */
  readonly concurrency?: number | undefined;
  /** Caps of the groups of a drawn pipeline; those in which no phase is are left out. */
  readonly groups?: Readonly<Record<string, number | undefined>> | undefined;
  /** When the run is paused, and for how long. */
  readonly pauses?: readonly Pause[] | undefined;
  /** When the run is aborted. */
  readonly abortAtMs?: number | undefined;
  /** Of the run's chance. Default 1. */
  readonly seed?: number | undefined;
}

/** A time in which nothing starts. */
export interface Pause {
  /** When it begins. */
  readonly atMs: number;
  /** How long it lasts. */
  readonly forMs: number;
}

/** The options with which a drawn pipeline is run so, but for pauses and the abort. */
export function runOptions(run: RunSpec, spec: PipelineSpec, clock: VirtualClock): RunOptions {
  const groups: Record<string, number> = {};
  for (const [name, cap] of Object.entries(run.groups ?? {}))
    if (cap !== undefined && spec.some(({ group }) => group === name)) groups[name] = cap;
  return {
    clock,
    random: seededRandom(run.seed ?? 1),
    groups,
    ...(run.concurrency !== undefined && { concurrency: run.concurrency }),
  };
}

/** Draws it as a line: `3 at once, left 1, paused at 4.375 for 10, aborted at 20.375, seed 7`. */
export function drawRun({ concurrency, groups = {}, pauses = [], abortAtMs, seed = 1 }: RunSpec): string {
  const caps = Object.entries(groups).filter(([, cap]) => cap !== undefined);
  return [
    ...(concurrency === undefined ? [] : [`${concurrency} at once`]),
    ...caps.map(([name, cap]) => `${name} ${cap}`),
    ...pauses.map(({ atMs, forMs }) => `paused at ${atMs} for ${forMs}`),
    ...(abortAtMs === undefined ? [] : [`aborted at ${abortAtMs}`]),
    `seed ${seed}`,
  ].join(', ');
}
