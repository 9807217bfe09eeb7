import { isDeepStrictEqual } from 'node:util';
import type { ListArtifact } from '../declare/artifact.js';
import { PhasegraphError, errors } from '../errors.js';
import type { Write } from '../plan/io.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import type { EventLog } from './event-log.js';
import { parseItem, parseItems, parseValue } from './outputs.js';
import type { KeyedItem } from './outputs.js';
import type { Recorder } from './recorder.js';
import type { Tasks } from './tasks.js';
import type { RunValues } from './values.js';

/** Stands for an output that was emitted and so was not returned. */
const leftOut: unique symbol = Symbol('left out');

/** Checks what tasks give and puts it where those who take it find it. */
export class Giving {
  readonly #plan: Plan;
  readonly #tasks: Tasks;
  readonly #values: RunValues;
  readonly #log: EventLog;
  readonly #recorder: Recorder | undefined;
  /** By task: the lists to which it has emitted. */
  readonly #emittedTo = new Map<number, Set<number>>();

  constructor(
    plan: Plan,
    {
      tasks,
      values,
      log,
      recorder,
    }: { tasks: Tasks; values: RunValues; log: EventLog; recorder: Recorder | undefined },
  ) {
    this.#plan = plan;
    this.#tasks = tasks;
    this.#values = values;
    this.#log = log;
    this.#recorder = recorder;
  }

  /** Parses everything that an attempt gives before any of it is visible: all of it is, or nothing. */
  parse(task: number, returned: unknown): unknown[] | PhasegraphError {
    const nothing = returned === undefined || returned === null;
    const parsed: unknown[] = [];
    try {
      for (const write of this.#writesOf(task)) {
        // What is no object has none of the outputs, and each schema says so.
        const value =
          typeof returned === 'object' && !nothing ? Reflect.get(returned, write.name) : undefined;
        const placeOf = () => this.#tasks.placeOf(task);
        if (write.kind !== 'keyed') parsed.push(parseValue(write.artifact, value, placeOf));
        else if (value === undefined && (nothing || this.#emittedTo.get(task)?.has(write.list) === true)) {
          parsed.push(leftOut);
        } else parsed.push(parseItems(write.artifact, value, placeOf));
      }
      return parsed;
    } catch (error) {
      return error instanceof PhasegraphError ? error : errors.phaseFailed(this.#tasks.placeOf(task), error);
    }
  }

  /** Puts parsed outputs in their places and returns the lists that grew, once an item. */
  give(task: number, outputs: readonly unknown[]): number[] {
    const grown: number[] = [];
    this.#writesOf(task).forEach((write, at) => {
      const value = outputs[at];
      if (value === leftOut || write.kind === 'dropped') return;
      if (write.kind === 'single') return this.#values.setSingle(write.slot, value);
      if (write.kind === 'item') return this.#values.setItem(write.slot, this.#tasks.item.at(task), value);
      // `parseItems` made it.
      for (const { key, value: item } of value as KeyedItem[]) {
        if (this.#addItem(task, write, key, item)) grown.push(write.list);
      }
    });
    return grown;
  }

  /**
   * Takes an item that a running attempt hands on; returns the list that grew, or `undefined` when none did.
   *
   * @throws PhasegraphError `invalid-output` when it is not the task's to emit, or breaks the schema
   */
  emit(task: number, list: ListArtifact, item: unknown): number | undefined {
    const write = this.#writesOf(task).find(({ artifact }) => artifact.name === list.name);
    if (write?.kind === 'dropped') return undefined;
    if (write?.kind !== 'keyed') throw errors.notEmittable(this.#tasks.placeOf(task), list.name);
    const { key, value } = parseItem(write.artifact, item, () => this.#tasks.placeOf(task));
    return this.#addItem(task, write, key, value) ? write.list : undefined;
  }

  /** Adds an item to a keyed list; `false`, when its key is there already: an emitted item is a commitment. */
  #addItem(task: number, write: Write & { kind: 'keyed' }, key: string, value: unknown): boolean {
    const { list, slot, artifact } = write;
    const path = this.#pathOf(task, artifact.name, key);
    const place = this.#values.itemCount(list);
    if (!this.#values.addItem(list, slot, path, value)) {
      const changed = !isDeepStrictEqual(this.#values.itemOf(list, slot, path), value);
      const id = this.#tasks.idOf(task);
      this.#log.stamp();
      this.#log.write({ type: 'item-ignored', task: id, list: artifact.name, key: path, changed });
      return false;
    }
    this.#recorder?.addItem(task, list, value);
    const lists = this.#emittedTo.get(task);
    if (lists === undefined) this.#emittedTo.set(task, new Set([list]));
    else lists.add(list);
    this.#log.itemEmitted(task, list, place);
    return true;
  }

  /** The key of an item in its list: below another item, the way to it, as in `page[home]/section[hero]`. */
  #pathOf(task: number, list: string, key: string): string {
    const parent = this.#tasks.keyOf(task);
    if (parent === undefined) return key;
    const { wiring, lists } = this.#plan;
    const over = lists[wiring.origin[this.#tasks.phase.at(task)] ?? none];
    const isTop = over?.emitter === undefined || wiring.origin[over.emitter] === none;
    return `${isTop ? `${over?.artifact.name}[${parent}]` : parent}/${list}[${key}]`;
  }

  #writesOf(task: number): readonly Write[] {
    return this.#plan.io.writesOf(this.#tasks.phase.at(task));
  }
}
