import type { Plan } from './plan.js';

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
  let at = highest(
    plan,
    plan.phases.filter((phase) => phase.after.length === 0).map(({ name }) => name),
  );
  const criticalPathMs = at?.rank ?? 0;
  while (at !== undefined) {
    criticalPath.push(at.name);
    at = highest(plan, plan.graph.outNeighbors(at.name));
  }
  return {
    criticalPath,
    criticalPathMs,
    sequentialMs: plan.phases.reduce((sum, { estimateMs }) => sum + estimateMs, 0),
  };
}

/** The phase of the highest rank among `names`; of equals the first in the plan. */
function highest(plan: Plan, names: readonly string[]): Plan['phases'][number] | undefined {
  const among = new Set(names);
  let best: Plan['phases'][number] | undefined;
  for (const phase of plan.phases) if (among.has(phase.name) && phase.rank > (best?.rank ?? -1)) best = phase;
  return best;
}
