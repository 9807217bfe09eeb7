import type { Clock, Random } from '../clock.js';
import type { Resource } from '../declare/resource.js';
import { errors } from '../errors.js';
import type { RunEvent } from '../events.js';
import type { Plan } from '../plan/plan.js';
import type { Store } from '../store/port.js';

/** What stands behind the resources of a pipeline, by the resource's name. */
export type Resources = Readonly<Record<string, Resource>>;

/** Sees every event of a run. What it throws lands in the report; it never changes the run. */
export type Observer = (event: RunEvent) => void;

/** How a plan is run. */
export interface RunOptions {
  readonly resources?: Resources;
  /** Where results are recorded and taken from. Default: nothing is recorded. */
  readonly store?: Store;
  /** Values that replace what phases would make, by the artifact's name. */
  readonly override?: Readonly<Record<string, unknown>>;
  /** Stops the run: nothing more starts, and what runs is aborted. */
  readonly signal?: AbortSignal;
  readonly onEvent?: Observer;
  /** How many tasks may run at once. Default: no limit but those of phases and resources. */
  readonly concurrency?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: the system's. */
  readonly random?: Random;
}

/** @throws PhasegraphError `invalid-option` or `unknown-resource`, before anything starts */
export function checkOptions(plan: Plan, options: RunOptions): void {
  const { concurrency, resources = {} } = options;
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency >= 1)) {
    throw errors.invalidOption(`The run has concurrency: ${concurrency}`, 'use a whole number from 1 on');
  }
  const users = new Map<string, string[]>();
  for (const { phase } of plan.phases) {
    for (const { name } of Object.values(phase.uses))
      users.set(name, [...(users.get(name) ?? []), phase.name]);
  }
  for (const [name, phases] of users) if (!(name in resources)) throw errors.unknownResource(name, phases);
}
