import type { AnyArtifact } from '../declare/artifact.js';
import type { ErrorPlace } from '../errors.js';
import { messageOf } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import type { Store } from '../store/port.js';
import type { Clock } from '../clock.js';
import type { EventLog } from './event-log.js';
import type { Resources } from './options.js';
import { parseItems, parseValue } from './outputs.js';
import { fingerprintOfTask } from './reuse.js';
import type { Tasks } from './tasks.js';

/** Takes results of tasks from a store and puts them there. */
export class Recorder {
  readonly #plan: Plan;
  readonly #store: Store;
  readonly #resources: Resources;
  readonly #tasks: Tasks;
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #fingerprints = new Map<number, string>();
  /** By task: the items that it has given to keyed lists, by the list's place, in order: they are part of its result. */
  readonly #emitted = new Map<number, Map<number, unknown[]>>();
  /** How many damages the store knew of when the run began. */
  readonly #knownDamage: number;

  constructor(
    store: Store,
    {
      plan,
      resources,
      tasks,
      log,
      clock,
    }: { plan: Plan; resources: Resources; tasks: Tasks; log: EventLog; clock: Clock },
  ) {
    this.#store = store;
    this.#plan = plan;
    this.#resources = resources;
    this.#tasks = tasks;
    this.#log = log;
    this.#clock = clock;
    this.#knownDamage = this.#damage().length;
  }

  /** The parsed outputs of a task as they are recorded; `undefined`, when the task has to run. */
  take(task: number, inputs: Record<string, unknown>): unknown[] | undefined {
    const phase = this.#tasks.phase.at(task);
    const declared = this.#plan.declared[phase];
    if (declared === undefined || !declared.reuse) return undefined;
    try {
      const fingerprint = fingerprintOfTask(declared, this.#tasks.keyOf(task), inputs, this.#resources);
      if (fingerprint === undefined) return undefined;
      this.#fingerprints.set(task, fingerprint);
      const recorded = this.#store.findResult(fingerprint);
      if (recorded === undefined) return undefined;
      const place = (): ErrorPlace => this.#tasks.placeOf(task);
      return this.#outputsOf(phase).map(({ artifact, keyed }) => {
        const value = recorded.outputs[artifact.name];
        return keyed && artifact.kind === 'list'
          ? parseItems(artifact, value, place)
          : parseValue(artifact, value, place);
      });
    } catch (error) {
      this.#log.write({ type: 'store-failed', task: this.#tasks.idOf(task), message: messageOf(error) });
      return undefined;
    }
  }

  addItem(task: number, list: number, value: unknown): void {
    let lists = this.#emitted.get(task);
    if (lists === undefined) this.#emitted.set(task, (lists = new Map()));
    const items = lists.get(list);
    if (items === undefined) lists.set(list, [value]);
    else items.push(value);
  }

  /** Records what a task gave. */
  save(task: number, outputs: readonly unknown[]): void {
    const fingerprint = this.#fingerprints.get(task);
    if (fingerprint === undefined) return;
    const emitted = this.#emitted.get(task);
    const recorded: Record<string, unknown> = {};
    this.#outputsOf(this.#tasks.phase.at(task)).forEach(({ artifact, keyed, list }, at) => {
      recorded[artifact.name] = keyed ? (emitted?.get(list) ?? []) : outputs[at];
    });
    this.#fingerprints.delete(task);
    this.#emitted.delete(task);
    this.#log.record(
      (store) =>
        store.saveResult({
          fingerprint,
          phase: this.#tasks.phaseName(task),
          outputs: recorded,
          durationMs: this.#log.atMs - this.#tasks.startedAtMs.at(task),
          recordedAtMs: this.#clock.wallTime(),
        }),
      this.#tasks.idOf(task),
    );
  }

  #outputsOf(phase: number): { artifact: AnyArtifact; keyed: boolean; list: number }[] {
    const { io } = this.#plan;
    return Array.from(io.giveSlot.subarray(io.givesFrom(phase), io.givesTo(phase))).flatMap((slot) => {
      const artifact = io.artifacts[slot];
      const keyed = artifact?.kind === 'list' && artifact.keyed;
      return artifact === undefined ? [] : [{ artifact, keyed, list: io.listOf[slot] ?? none }];
    });
  }

  /** Tells what the store found damaged in this run: it was made anew, and whoever owns the store should know. */
  writeDamage(): void {
    for (const message of this.#damage().slice(this.#knownDamage))
      this.#log.write({ type: 'store-failed', message });
  }

  /** A store that cannot even say that is told of by its next use. */
  #damage(): readonly string[] {
    try {
      return this.#store.damage();
    } catch {
      return [];
    }
  }
}
