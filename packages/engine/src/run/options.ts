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
  /** What stands behind the resources that phases use, by name. */
  readonly resources?: Resources;
  /** Where results are recorded and taken from. Default: nothing is recorded. */
  readonly store?: Store;
  /** Values that replace what phases would make, by the artifact's name. */
  readonly override?: Readonly<Record<string, unknown>>;
  /** Stops the run: nothing more starts, and what runs is aborted. */
  readonly signal?: AbortSignal;
  /** Called with every event, as it happens. What it throws lands in the report. */
  readonly onEvent?: Observer;
  /** How many tasks may run at once. Default: no limit but those of phases, groups and resources. */
  readonly concurrency?: number;
  /** How many tasks of a named group of phases may run at once, by the group's name. Default: no limit. */
  readonly groups?: Readonly<Record<string, number>>;
  /**
   * How long an attempt that is aborted has to end, in milliseconds: when the run is cancelled, when a join has enough
   * without it, when it is out of time, when another has overtaken it. What follows does not wait for it in the last
   * two cases, but the run ends only after it, and the report names what has not ended in that time. Default 5,000.
   */
  readonly graceMs?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: the system's. */
  readonly random?: Random;
}

/** @throws PhasegraphError `invalid-option` or `unknown-resource`, before anything starts */
export function checkOptions(plan: Plan, options: RunOptions): void {
  const { concurrency, resources = {}, groups = {}, graceMs } = options;
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency >= 1)) {
    throw errors.invalidOption(`The run has concurrency: ${concurrency}`, 'use a whole number from 1 on');
  }
  if (graceMs !== undefined && !(Number.isFinite(graceMs) && graceMs >= 0)) {
    throw errors.invalidOption(`The run has graceMs: ${graceMs}`, 'use a number of milliseconds, 0 or more');
  }
  const caps = Object.entries(groups);
  const known = new Set(caps.length === 0 ? [] : plan.declared.flatMap(({ group }) => group ?? []));
  for (const [name, cap] of caps) {
    if (!known.has(name)) {
      const named =
        known.size === 0 ? 'no phase of this run is in a group' : `there are: ${[...known].join(', ')}`;
      throw errors.invalidOption(`The run caps the group "${name}", in which no phase is`, named);
    }
    if (!(Number.isInteger(cap) && cap >= 1)) {
      throw errors.invalidOption(
        `The run caps the group "${name}" at ${cap}`,
        'use a whole number from 1 on',
      );
    }
  }
  /** By resource that is not there: the phases that use it. */
  const missing = new Map<string, string[]>();
  for (const phase of plan.declared) {
    for (const use in phase.uses) {
      const name = phase.uses[use]?.name ?? use;
      if (name in resources) continue;
      const users = missing.get(name);
      if (users === undefined) missing.set(name, [phase.name]);
      else users.push(phase.name);
    }
  }
  for (const [name, phases] of missing) throw errors.unknownResource(name, phases);
}
