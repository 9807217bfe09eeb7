import type { Plan } from './plan.js';
import type { PlannedPhase } from './planned-phase.js';

/** What a run of a plan will take, by what is known before it starts. */
export interface Forecast {
  /** The phases of the longest way, in order: no run is faster. */
  readonly criticalPath: readonly string[];
  /** How long that way takes, in milliseconds. */
  readonly criticalPathMs: number;
  /** One task of every phase, one after another, in milliseconds. */
  readonly sequentialMs: number;
}

/** Forecasts from expected durations, one task a phase: how many items there will be is not known yet. */
export function forecast(plan: Plan): Forecast {
  const criticalPath: string[] = [];
  /** By phase: the phase with the highest rank that takes something from it. */
  const next = new Map<string, PlannedPhase>();
  let first: PlannedPhase | undefined;
  for (const phase of plan.phases) {
    if (phase.rank > (first?.rank ?? -1)) first = phase;
    for (const producer of phase.after) {
      if (phase.rank > (next.get(producer)?.rank ?? -1)) next.set(producer, phase);
    }
  }
  for (let at = first; at !== undefined; at = next.get(at.name)) criticalPath.push(at.name);
  return {
    criticalPath,
    criticalPathMs: first?.rank ?? 0,
    sequentialMs: plan.phases.reduce((sum, { estimateMs }) => sum + estimateMs, 0),
  };
}
