import type { Clock, Random } from '../clock.js';
import { isFields, shown } from '../declare/fields.js';
import type { Fields } from '../declare/fields.js';
import type { Resource } from '../declare/resource.js';
import { errors } from '../errors.js';
import type { Fault } from '../errors.js';
import type { RunEvent } from '../events.js';
import type { Plan } from '../plan/plan.js';
import type { Store } from '../store/port.js';

/** What stands behind the resources of a pipeline, by the resource's name. */
export type Resources = Readonly<Record<string, Resource>>;

/** Sees every event of a run. What it throws lands in the report; it never changes the run. */
export type Observer = (event: RunEvent) => void;

/** How a run uses what its store has. */
export type RecordedUse = (typeof recordedUses)[number];

const recordedUses = ['use', 'fresh', 'cassette'] as const;

/** How a plan is run. */
export interface RunOptions {
  /** What stands behind the resources that phases use, by name. */
  readonly resources?: Resources;
  /** Where results are recorded and taken from. Default: nothing is recorded. */
  readonly store?: Store;
  /**
   * What becomes of what the store has. `use`: a recorded result is taken, and of a task that has none each call that was
   * answered before is not made again. `fresh`: all of it is made anew, and replaces what is there. `cassette`: as `use`,
   * and a call whose answer is not recorded is not made: its task fails with `not-recorded`; nothing is written to the store.
   * For tests without a network.
   * Default `use`.
   */
  readonly recorded?: RecordedUse;
  /**
   * What was recorded before then counts as not there and is replaced: a `fresh` run that was interrupted goes on with `use`
   * and the time at which it began. Milliseconds since 1970; default: all counts.
   */
  readonly recordedSinceMs?: number;
  /** Values that replace what phases would make, by the artifact's name. */
  readonly override?: Readonly<Record<string, unknown>>;
  /**
   * What the run was asked for, as plain JSON: the store keeps it with the run, so that it can be asked for again. Never
   * a secret.
   */
  readonly request?: unknown;
  /** Stops the run: nothing more starts, and what runs is aborted. */
  readonly signal?: AbortSignal;
  /** Called with every event, as it happens. What it throws lands in the report. */
  readonly onEvent?: Observer;
  /** How many tasks may run at once. Default: no limit but those of phases, groups and resources. */
  readonly concurrency?: number;
  /** How many tasks of a named group of phases may run at once, by the group's name. Default: no limit. */
  readonly groups?: Readonly<Record<string, number>>;
  /**
   * The run's weight among runs that share a pool of keys: of two that wait, one of twice the weight is served twice as
   * much. Default 1.
   */
  readonly weight?: number;
  /**
   * What its calls may cost in all, retries and hedges too: a hard cap. A call starts only when its worst case fits what
   * is left; when it cannot, its task fails with `budget-exhausted`, which is neither tried again nor left to a fallback.
   * A further run has a budget of its own; what the store has costs nothing there. Default: no cap.
   */
  readonly budget?: {
    /** US dollars. */
    readonly usd: number;
  };
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

/** @throws PhasegraphError `invalid-option` or `unknown-resource`, with all that is wrong, before anything starts */
export function checkOptions(plan: Plan, options: RunOptions): void {
  const faults = [...faultsOfFields({ ...options }), ...faultsOfGroups(plan, options.groups)];
  if (faults.length > 0) throw errors.invalidOptions(faults);
  const missing = missingResources(plan, options.resources ?? {});
  if (missing.size > 0) throw errors.unknownResources(missing);
}

function faultsOfFields(options: Fields): Fault[] {
  const { concurrency, graceMs, signal, onEvent, resources, weight, budget, store, request } = options;
  const { recorded, recordedSinceMs } = options;
  const faults: Fault[] = [];
  const refuse = (field: string, value: unknown, next: string): void =>
    void faults.push({ what: `The run has ${field}: ${shown(value)}`, next });
  if (concurrency !== undefined && !isCount(concurrency)) refuse('concurrency', concurrency, useCount);
  if (graceMs !== undefined && !(typeof graceMs === 'number' && Number.isFinite(graceMs) && graceMs >= 0))
    refuse('graceMs', graceMs, 'use a number of milliseconds, 0 or more');
  if (weight !== undefined && !(typeof weight === 'number' && Number.isFinite(weight) && weight > 0))
    refuse('weight', weight, 'use a number above 0');
  if (recorded !== undefined && !recordedUses.some((use) => use === recorded))
    refuse('recorded', recorded, `use one of ${recordedUses.map((use) => `'${use}'`).join(', ')}`);
  if (recorded === 'cassette' && store === undefined)
    refuse('recorded', recorded, 'give it the store that the answers are recorded in');
  if (recordedSinceMs !== undefined && !Number.isFinite(recordedSinceMs))
    refuse(
      'recordedSinceMs',
      recordedSinceMs,
      'use a time in milliseconds since 1970, as Date.now() gives it',
    );
  if (!isJson(request))
    refuse(
      'request',
      request,
      'use plain JSON: objects, lists, texts, numbers, that do not contain themselves',
    );
  if (budget !== undefined && !isBudget(budget))
    refuse('budget', budget, 'name the amount in US dollars: { usd: 5 }');
  if (signal !== undefined && !isSignal(signal))
    refuse('signal', signal, 'use the signal of an AbortController, or AbortSignal.timeout()');
  if (onEvent !== undefined && typeof onEvent !== 'function')
    refuse('onEvent', onEvent, 'make it a function of the event');
  if (resources !== undefined && !isFields(resources))
    refuse('resources', resources, 'hand over what stands behind each, by its name');
  if (isFields(resources))
    for (const [name, resource] of Object.entries(resources))
      if (!isFields(resource) || typeof resource['connect'] !== 'function')
        refuse(`resources.${name}`, resource, 'use a resource, which has connect()');
  return faults;
}

function faultsOfGroups(plan: Plan, groups: unknown): Fault[] {
  if (groups === undefined) return [];
  if (!isFields(groups))
    return [{ what: `The run has groups: ${shown(groups)}`, next: 'name the caps: { pictures: 3 }' }];
  const known = new Set(plan.declared.flatMap(({ group }) => group ?? []));
  const named =
    known.size === 0 ? 'no phase of this run is in a group' : `there are: ${[...known].join(', ')}`;
  return Object.entries(groups).flatMap(([name, cap]) => {
    if (!known.has(name))
      return [{ what: `The run caps the group "${name}", in which no phase is`, next: named }];
    return isCount(cap)
      ? []
      : [{ what: `The run caps the group "${name}" at ${shown(cap)}`, next: useCount }];
  });
}

/** By resource that is not there: the phases that use it. */
function missingResources(plan: Plan, resources: Resources): Map<string, string[]> {
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
  return missing;
}

const useCount = 'use a whole number from 1 on';

function isBudget(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { usd } = value;
  return typeof usd === 'number' && Number.isFinite(usd) && usd >= 0;
}

/** Whether it can be written as JSON: what contains itself cannot, nor can a bigint, and of a function there is nothing left. */
function isJson(value: unknown): boolean {
  try {
    // Typed as a text always, which it is not.
    const written: unknown = JSON.stringify(value);
    return value === undefined || written !== undefined;
  } catch {
    return false;
  }
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1;
}

/** By what is needed of it: it may come from another realm. */
function isSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const listens = typeof Reflect.get(value, 'addEventListener') === 'function';
  return listens && typeof Reflect.get(value, 'aborted') === 'boolean';
}
