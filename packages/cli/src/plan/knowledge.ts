import { existsSync } from 'node:fs';
import { habitsOf, openStore } from '@phasegraph/engine';
import type { Habits } from '@phasegraph/engine';
import { website } from '@phasegraph/phases';

/** What earlier runs of the website have shown. */
export interface Knowledge {
  /** How long a task takes, in milliseconds, by phase. */
  readonly durations: ReadonlyMap<string, number>;
  /** What a task costs, in US dollars, by phase. */
  readonly costs: ReadonlyMap<string, number>;
  readonly habits: Habits;
}

const runsLookedAt = 5;

/** Reads a store; one that is not there yet has nothing to tell, and looking must not make one. */
export function knowledgeIn(path: string | null): Knowledge {
  if (path === null || !existsSync(path)) {
    return { durations: new Map(), costs: new Map(), habits: habitsOf([]) };
  }
  const store = openStore(path);
  try {
    const phases = website.phases.map(({ name }) => name);
    const runs = store.listRuns(100).filter(({ pipeline }) => pipeline === website.name);
    return {
      durations: store.learnedDurations(phases),
      costs: store.learnedCosts(phases),
      habits: habitsOf(runs.slice(0, runsLookedAt).map(({ runId }) => store.readEvents(runId))),
    };
  } finally {
    store.close();
  }
}
