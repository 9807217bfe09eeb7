import type { Plan } from './plan.js';

/** What a run will cost, as far as earlier runs have shown. */
export interface CostForecast {
  /** Of the phases whose cost is known, in US dollars. */
  readonly usd: number;
  /** By phase: all its tasks, in US dollars; `undefined` where no run has shown it. */
  readonly phases: ReadonlyMap<string, number | undefined>;
  /** The phases that make calls of which no run has shown the cost: they come on top. */
  readonly unknown: readonly string[];
}

/**
 * Forecasts from what a task of each phase has cost. A phase that uses no resource costs nothing.
 *
 * @param tasks how many tasks each phase will have, by its name
 * @param learned what a task cost in earlier runs, in US dollars, by the phase's name: `store.learnedCosts()`
 */
export function forecastCost(
  { phases }: Plan,
  tasks: ReadonlyMap<string, number>,
  learned: ReadonlyMap<string, number>,
): CostForecast {
  const byPhase = new Map(
    phases.map(({ name, phase }) => {
      const each = Object.keys(phase.uses).length === 0 ? 0 : learned.get(name);
      return [name, each === undefined ? undefined : each * (tasks.get(name) ?? 0)] as const;
    }),
  );
  const known = Array.from(byPhase.values(), (usd) => usd ?? 0);
  return {
    usd: known.reduce((sum, usd) => sum + usd, 0),
    phases: byPhase,
    unknown: phases.flatMap(({ name }) => (byPhase.get(name) === undefined ? [name] : [])),
  };
}
