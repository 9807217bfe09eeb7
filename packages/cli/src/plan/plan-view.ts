import type { Forecast, Plan } from '@phasegraph/engine';

/** A plan as people and programs read it. */
export interface PlanView {
  readonly pipeline: string;
  readonly targets: readonly string[];
  /** By upward rank, the highest first: of what could start, this goes first. */
  readonly phases: readonly PlanViewPhase[];
  /** The longest way through the phases, and how long it takes: no run is faster. */
  readonly criticalPath: readonly string[];
  readonly criticalPathMs: number;
  /** One task of every phase, one after another. */
  readonly sequentialMs: number;
}

/** One phase of a plan. */
export interface PlanViewPhase {
  readonly name: string;
  /** The longest expected way from its start to the end of the run. */
  readonly rankMs: number;
  /** Expected duration of one task. */
  readonly estimateMs: number;
  /** Whether earlier runs have shown the duration, or the phase declares it. */
  readonly estimateFrom: 'runs' | 'declaration';
  /** The list of which it runs once an item, when it is mapped. */
  readonly each: string | null;
  /** The artifacts that it takes and gives. */
  readonly takes: readonly string[];
  readonly gives: readonly string[];
  /** The phases that it waits for. */
  readonly after: readonly string[];
}

/** Puts a plan in order of rank, beside its forecast. `learned` are the durations that it was planned with. */
export function viewOfPlan(
  plan: Plan,
  { criticalPath, criticalPathMs, sequentialMs }: Forecast,
  learned: ReadonlyMap<string, number>,
): PlanView {
  const phases = plan.phases.map(({ name, rank, estimateMs, origin, phase, after }): PlanViewPhase => ({
    name,
    rankMs: rank,
    estimateMs,
    estimateFrom: learned.has(name) ? 'runs' : 'declaration',
    each: origin === undefined ? null : (plan.lists[origin]?.artifact.name ?? null),
    takes: plan.graph.mapInEdges(name, (_edge, { artifacts }) => artifacts).flat(),
    gives: Object.values(phase.outputs).map((output) => output.name),
    after,
  }));
  return {
    pipeline: plan.pipeline,
    targets: plan.targets,
    // The sort is stable: of equal rank the order of the plan stands, which is topological.
    phases: phases.toSorted((a, b) => b.rankMs - a.rankMs),
    criticalPath,
    criticalPathMs,
    sequentialMs,
  };
}
