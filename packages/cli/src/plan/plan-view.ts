import type { CostForecast, Forecast, Plan, Rehearsal } from '@phasegraph/engine';

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
  /** How long the run will take under its limits. */
  readonly makespanMs: number;
  /** The lists with a task for every item of which no run has shown how many they have: they count as lists of one. */
  readonly uncountedLists: readonly string[];
  /** How many keys the limits are those of; `null` where none are known. */
  readonly keys: number | null;
  /** Whether nothing is paid, since the embedded sandbox answers: `usd` is by the prices of the models then. */
  readonly isFree: boolean;
  /** What the run will cost if nothing is reused, in US dollars, and the phases of which no run has shown it. */
  readonly usd: number;
  readonly unknownCosts: readonly string[];
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
  /** How many tasks it will have. */
  readonly tasks: number;
  /** What all of them will cost, in US dollars; `null` where no run has shown it. */
  readonly usd: number | null;
  /** The list of which it runs once an item, when it is mapped. */
  readonly each: string | null;
  /** The artifacts that it takes and gives. */
  readonly takes: readonly string[];
  readonly gives: readonly string[];
  /** The phases that it waits for. */
  readonly after: readonly string[];
}

/** What is expected of a plan. */
export interface Expectations extends Forecast, Rehearsal, Pick<PlanView, 'isFree' | 'keys'> {
  readonly cost: CostForecast;
  /** The lists of which earlier runs have shown how many items they have. */
  readonly shownLists: ReadonlySet<string>;
  /** The durations that it was planned with. */
  readonly learned: ReadonlyMap<string, number>;
}

/** Puts a plan in order of rank, beside what is expected of it. */
export function viewOfPlan(plan: Plan, expected: Expectations): PlanView {
  const { criticalPath, criticalPathMs, sequentialMs, makespanMs, isFree, keys, cost } = expected;
  const phases = plan.phases.map(({ name, rank, estimateMs, origin, phase, after }): PlanViewPhase => ({
    name,
    rankMs: rank,
    estimateMs,
    estimateFrom: expected.learned.has(name) ? 'runs' : 'declaration',
    tasks: expected.tasks.get(name) ?? 0,
    usd: cost.phases.get(name) ?? null,
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
    makespanMs,
    uncountedLists: uncountedIn(phases, expected.shownLists),
    isFree,
    keys,
    usd: cost.usd,
    unknownCosts: cost.unknown,
  };
}

function uncountedIn(phases: readonly PlanViewPhase[], shown: ReadonlySet<string>): string[] {
  const mapped = new Set(phases.flatMap(({ each }) => each ?? []));
  return [...mapped].filter((list) => !shown.has(list));
}
