import type { AnyArtifact } from '../declare/artifact.js';
import { artifactOf } from '../declare/input.js';
import type { Collected } from '../declare/input.js';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedPhase } from '../plan/wiring.js';

/** What one item of a list came to. Absent while it is being made. */
type ItemValue = { readonly value: unknown } | { readonly error: PhasegraphError };

/** The values of a run: of single artifacts by name, of lists by item, in the order in which the items came. */
export class RunValues {
  readonly #plan: Plan;
  readonly #singles = new Map<string, unknown>();
  /** Why an artifact, or the rest of a list, will not be made. */
  readonly #failures = new Map<string, PhasegraphError>();
  readonly #items = new Map<string, (ItemValue | undefined)[]>();
  /** By list of the plan: the keys of its items, in order, and the same as a set. */
  readonly #keys: string[][];
  readonly #known: Set<string>[];
  /** What lists come to as a whole, once they are settled: every task gets the same array. */
  readonly #settled = new Map<string, unknown>();
  /** For each list artifact the place of its origin in `plan.lists`. */
  readonly #originOf = new Map<string, number>();

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#keys = plan.lists.map(() => []);
    this.#known = plan.lists.map(() => new Set());
    plan.lists.forEach(({ artifact }, index) => this.#originOf.set(artifact.name, index));
    for (const { phase, origin } of plan.phases) {
      for (const output of Object.values(phase.outputs)) {
        if (output.kind === 'list' && !output.keyed && origin !== undefined)
          this.#originOf.set(output.name, origin);
      }
    }
    for (const name of this.#originOf.keys()) this.#items.set(name, []);
  }

  setSingle(name: string, value: unknown): void {
    this.#singles.set(name, value);
  }

  /** Adds an item to a list whose items bring their keys; `false` when the key is there already. */
  addItem(list: number, key: string, value: unknown): boolean {
    const known = this.#known[list];
    if (known === undefined || known.has(key)) return false;
    known.add(key);
    this.#keys[list]?.push(key);
    this.#items.get(this.#plan.lists[list]?.artifact.name ?? '')?.push({ value });
    return true;
  }

  /** The item that a task of a mapped phase gave to a list, at the place of the task's own item. */
  setItem(list: string, item: number, value: unknown): void {
    const items = this.#items.get(list);
    if (items !== undefined) items[item] = { value };
  }

  /** What a task's outputs come to when it does not give them. */
  fail(planned: PlannedPhase, item: number, error: PhasegraphError): void {
    for (const output of Object.values(planned.phase.outputs)) {
      const items = this.#items.get(output.name);
      if (planned.origin !== undefined && output.kind === 'list' && !output.keyed && items !== undefined) {
        items[item] = { error };
      } else if (!this.#failures.has(output.name)) this.#failures.set(output.name, error);
    }
  }

  keyOf(list: number, item: number): string {
    const key = this.#keys[list]?.[item];
    if (key === undefined) throw errors.internal(`list ${list} has no item ${item}`);
    return key;
  }

  itemCount(list: number): number {
    return this.#keys[list]?.length ?? 0;
  }

  /** The values that a task's `run` receives. What it takes whole must be settled. */
  inputsOf(planned: PlannedPhase, item: number): Record<string, unknown> {
    const inputs: Record<string, unknown> = {};
    for (const [name, input] of Object.entries(planned.phase.inputs)) {
      const artifact = artifactOf(input);
      switch (input.kind) {
        case 'each':
          inputs[name] = this.#itemValue(artifact.name, item);
          break;
        case 'collect':
          inputs[name] = this.#once(`collect:${artifact.name}`, () => this.collected(artifact));
          break;
        case 'optional':
          inputs[name] = this.#once(`optional:${artifact.name}`, () =>
            this.has(artifact) ? this.value(artifact) : undefined,
          );
          break;
        case 'artifact':
        case 'list':
          inputs[name] = this.#once(`whole:${artifact.name}`, () => this.value(artifact));
      }
    }
    return inputs;
  }

  /** Whether the whole of an artifact is there. */
  has(artifact: AnyArtifact): boolean {
    if (artifact.kind === 'artifact') return this.#singles.has(artifact.name);
    const items = this.#items.get(artifact.name);
    if (items === undefined || this.#failures.has(artifact.name)) return false;
    return (
      this.#placesOf(artifact.name) === items.length &&
      items.every((item) => item !== undefined && 'value' in item)
    );
  }

  /** @throws PhasegraphError `artifact-unavailable`, with the error for which it was not made as its cause */
  value(artifact: AnyArtifact): unknown {
    if (!this.has(artifact)) throw errors.artifactUnavailable(artifact.name, this.failureOf(artifact));
    if (artifact.kind === 'artifact') return this.#singles.get(artifact.name);
    return this.collected(artifact).succeeded.map(({ value }) => value);
  }

  /** What succeeded and what failed of a list so far, both in the order in which its items came. */
  collected(artifact: AnyArtifact): Collected<unknown> {
    const succeeded: { key: string; value: unknown }[] = [];
    const failed: { key: string; error: PhasegraphError }[] = [];
    const origin = this.#originOf.get(artifact.name);
    const items = this.#items.get(artifact.name) ?? [];
    let at = 0;
    for (const key of (origin === undefined ? undefined : this.#keys[origin]) ?? []) {
      const item = items[at++];
      if (item !== undefined && 'value' in item) succeeded.push({ key, value: item.value });
      else if (item !== undefined) failed.push({ key, error: item.error });
    }
    return { succeeded, failed };
  }

  /** The first error for which something of the artifact is missing. */
  failureOf(artifact: AnyArtifact): PhasegraphError | undefined {
    const whole = this.#failures.get(artifact.name);
    if (whole !== undefined || artifact.kind === 'artifact') return whole;
    const failure = this.collected(artifact).failed[0]?.error;
    if (failure !== undefined) return failure;
    // A list of a mapped phase is cut short when the list that it is mapped over is.
    const origin = this.#plan.lists[this.#originOf.get(artifact.name) ?? -1]?.artifact;
    return origin === undefined || origin.name === artifact.name ? undefined : this.failureOf(origin);
  }

  #once(name: string, make: () => unknown): unknown {
    if (!this.#settled.has(name)) this.#settled.set(name, make());
    return this.#settled.get(name);
  }

  #placesOf(list: string): number {
    const origin = this.#originOf.get(list);
    const artifact = origin === undefined ? undefined : this.#plan.lists[origin]?.artifact;
    if (artifact !== undefined && this.#failures.has(artifact.name)) return -1;
    return origin === undefined ? 0 : (this.#keys[origin]?.length ?? 0);
  }

  #itemValue(list: string, item: number): unknown {
    const found = this.#items.get(list)?.[item];
    if (found === undefined || 'error' in found) throw errors.internal(`"${list}" has no item ${item} yet`);
    return found.value;
  }
}
