import type { AnyArtifact } from '../declare/artifact.js';
import type { ErrorPlace } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import type { RecordedResult } from '../store/records.js';
import { parseItems, parseValue } from './outputs.js';
import type { Tasks } from './tasks.js';

/** Something that a phase gives, and where it goes. */
interface Given {
  readonly artifact: AnyArtifact;
  /** Whether it is a list whose items have keys, in the list at that place. */
  readonly keyed: boolean;
  readonly list: number;
}

/** What a task's result holds: its outputs, by the artifact's name, and what it has emitted. */
export class RecordedOutputs {
  readonly #plan: Plan;
  readonly #tasks: Tasks;
  /** By phase: what it gives. */
  readonly #given: (readonly Given[] | undefined)[] = [];
  /** By task: the items that it has given to keyed lists, by the list's place, in order: they are part of its result. */
  readonly #emitted = new Map<number, Map<number, unknown[]>>();

  constructor(plan: Plan, tasks: Tasks) {
    this.#plan = plan;
    this.#tasks = tasks;
  }

  addItem(task: number, list: number, value: unknown): void {
    let lists = this.#emitted.get(task);
    if (lists === undefined) this.#emitted.set(task, (lists = new Map()));
    const items = lists.get(list);
    if (items === undefined) lists.set(list, [value]);
    else items.push(value);
  }

  forget(task: number): void {
    this.#emitted.delete(task);
  }

  /** What is recorded of a task's parsed outputs. */
  toRecord(task: number, outputs: readonly unknown[]): Readonly<Record<string, unknown>> {
    const emitted = this.#emitted.get(task);
    const recorded: Record<string, unknown> = {};
    this.#givenBy(task).forEach(({ artifact, keyed, list }, at) => {
      recorded[artifact.name] = keyed ? (emitted?.get(list) ?? []) : outputs[at];
    });
    return recorded;
  }

  /**
   * The parsed outputs of a task as they are recorded.
   *
   * @throws PhasegraphError when they do not fit the schemas
   */
  fromRecord(task: number, outputs: RecordedResult['outputs']): unknown[] {
    const place = (): ErrorPlace => this.#tasks.placeOf(task);
    return this.#givenBy(task).map(({ artifact, keyed }) => {
      const value = outputs[artifact.name];
      return keyed && artifact.kind === 'list'
        ? parseItems(artifact, value, place)
        : parseValue(artifact, value, place);
    });
  }

  #givenBy(task: number): readonly Given[] {
    const phase = this.#tasks.phase.at(task);
    return (this.#given[phase] ??= this.#lookUp(phase));
  }

  #lookUp(phase: number): Given[] {
    const { io } = this.#plan;
    return Array.from(io.giveSlot.subarray(io.givesFrom(phase), io.givesTo(phase))).flatMap((slot) => {
      const artifact = io.artifacts[slot];
      const keyed = artifact?.kind === 'list' && artifact.keyed;
      return artifact === undefined ? [] : [{ artifact, keyed, list: io.listOf[slot] ?? none }];
    });
  }
}
