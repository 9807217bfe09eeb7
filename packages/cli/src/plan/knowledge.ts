import { existsSync } from 'node:fs';
import type { OutputPort } from '../ports.js';
import { tellDamage } from '../runs/tell-damage.js';
import { habitsOf, openStore, throughByPhase } from '@phasegraph/engine';
import type { Habits } from '@phasegraph/engine';
import { website } from '@phasegraph/phases';
import type { PlannedModel } from '../generate/model.js';
import { moneyOf } from '../generate/request.js';

/** What earlier runs of the website have shown. */
export interface Knowledge {
  /** How long a task takes, in milliseconds, by phase. */
  readonly durations: ReadonlyMap<string, number>;
  /** What a task costs, in US dollars, by phase. */
  readonly costs: ReadonlyMap<string, number>;
  readonly habits: Habits;
}

const runsLookedAt = 5;

/**
 * Reads a store; one that is not there yet has nothing to tell, and looking must not make one. What other servers and
 * models took and cost, the sandbox among them, says nothing of the model that will answer.
 */
export function knowledgeIn(
  path: string | null,
  { pool, isFree }: PlannedModel,
  stderr: OutputPort,
): Knowledge {
  if (path === null || !existsSync(path)) {
    return { durations: new Map(), costs: new Map(), habits: habitsOf([]) };
  }
  const store = openStore(path);
  try {
    const phases = website.phases.map(({ name }) => name);
    const through = throughByPhase(website.phases, { model: pool });
    const runs = store
      .listRuns(100)
      .filter((run) => run.pipeline === website.name && moneyOf(run).isFree === isFree);
    return {
      durations: store.learnedDurations(phases, through),
      costs: store.learnedCosts(phases, through),
      habits: habitsOf(
        runs.slice(0, runsLookedAt).map(({ runId }) => store.readEvents(runId)),
        through,
      ),
    };
  } finally {
    tellDamage(store, stderr);
    store.close();
  }
}
