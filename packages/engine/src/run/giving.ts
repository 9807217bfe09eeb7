import { isDeepStrictEqual } from 'node:util';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import { write } from '../plan/io.js';
import type { Io } from '../plan/io.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import type { EventLog } from './event-log.js';
import { wayBelow, wayTo } from './item-path.js';
import { parseItem, parseItems, parseValue } from './outputs.js';
import type { PlaceOf } from './outputs.js';
import type { Recorder } from './recorder.js';
import type { Tasks } from './tasks.js';
import type { KeyedItems, RunValues } from './values.js';

/** Stands for an output that was emitted and so was not returned. */
const leftOut: unique symbol = Symbol('left out');

/** A list that items were added to, and how many. */
export interface Growth {
  readonly list: number;
  readonly items: number;
}

const noGrowth: readonly Growth[] = [];

/** Checks what tasks give and puts it where those who take it find it. */
export class Giving {
  readonly #plan: Plan;
  readonly #tasks: Tasks;
  readonly #values: RunValues;
  readonly #log: EventLog;
  readonly #recorder: Recorder | undefined;
  /** By task: the slots of the lists to which it has emitted. */
  readonly #emittedTo = new Map<number, Set<number>>();
  /** By task and slot: the keys of items that nobody takes, since the run was given the list instead. */
  readonly #droppedKeys = new Map<number, Map<number, Set<string>>>();

  /** The task whose outputs are being parsed. Made once: most parsing has nothing to say of its place. */
  #parsed = none;
  readonly #placeOfParsed: PlaceOf = () => this.#tasks.placeOf(this.#parsed);

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
    const { io } = this.#plan;
    const phase = this.#tasks.phase.at(task);
    const nothing = returned === undefined || returned === null;
    const parsed: unknown[] = [];
    this.#parsed = task;
    try {
      const end = io.givesTo(phase);
      for (let at = io.givesFrom(phase); at < end; at++) {
        const slot = io.giveSlot[at] ?? 0;
        const artifact = artifactAt(io, slot);
        // What is no object has none of the outputs, and each schema says so.
        const value =
          typeof returned === 'object' && !nothing ? namedIn(returned, io.giveName[at] ?? '') : undefined;
        if (artifact.kind !== 'list' || !artifact.keyed) {
          parsed.push(parseValue(artifact, value, this.#placeOfParsed));
        } else if (value === undefined && (nothing || this.#hasEmitted(task, slot))) {
          parsed.push(leftOut);
        } else parsed.push(parseItems(artifact, value, this.#placeOfParsed));
      }
      return parsed;
    } catch (error) {
      return errors.failureAt(this.#tasks.placeOf(task), error);
    }
  }

  /** Puts parsed outputs in their places and returns the lists that grew. */
  give(task: number, outputs: readonly unknown[]): readonly Growth[] {
    const { io } = this.#plan;
    const phase = this.#tasks.phase.at(task);
    const first = io.givesFrom(phase);
    const end = io.givesTo(phase);
    let grown: Growth[] | undefined;
    for (let at = first; at < end; at++) {
      const slot = io.giveSlot[at] ?? 0;
      const value = outputs[at - first];
      const kind = io.writes[slot];
      if (value === leftOut) continue;
      if (kind === write.dropped) this.#drop(task, slot, value);
      else if (kind === write.single) this.#values.setSingle(slot, value);
      else if (kind === write.item) this.#values.setItem(slot, this.#tasks.item.at(task), value);
      else {
        // `parseItems` made it.
        const items = this.#addItems(task, slot, value as KeyedItems);
        if (items > 0) (grown ??= []).push({ list: io.listOf[slot] ?? none, items });
      }
    }
    return grown ?? noGrowth;
  }

  /**
   * Takes an item that a running attempt hands on; returns the list that grew, or `undefined` when none did.
   *
   * @throws PhasegraphError `invalid-output` when it is not the task's to emit, or breaks the schema
   */
  emit(task: number, list: ListArtifact, item: unknown): number | undefined {
    const { io } = this.#plan;
    const phase = this.#tasks.phase.at(task);
    const slot = io.slotOf.get(list.name);
    const isOwn =
      slot !== undefined && io.giveSlot.subarray(io.givesFrom(phase), io.givesTo(phase)).includes(slot);
    const artifact = isOwn ? io.artifacts[slot] : undefined;
    if (!isOwn || artifact?.kind !== 'list' || !artifact.keyed)
      throw errors.notEmittable(this.#tasks.placeOf(task), list.name);
    const { key, value } = parseItem(artifact, item, () => this.#tasks.placeOf(task));
    if (io.writes[slot] === write.dropped) {
      this.#dropItem(task, slot, key, value);
      return undefined;
    }
    return this.#addItem(task, slot, key, value) ? io.listOf[slot] : undefined;
  }

  /**
   * The items that a task has emitted to a list are in the order of these keys.
   *
   * @param keys as the items bring them
   */
  arrange(task: number, list: ListArtifact, keys: readonly string[]): void {
    const { io } = this.#plan;
    const slot = io.slotOf.get(list.name) ?? none;
    // Nobody takes it.
    if (io.writes[slot] === write.dropped) return;
    const paths = keys.map((key) => this.#pathOf(task, list.name, key));
    this.#values.arrange(io.listOf[slot] ?? none, this.#tasks.item.at(task), paths);
  }

  /** Adds the items that a task returned and says how many of them were new. */
  #addItems(task: number, slot: number, items: KeyedItems): number {
    const { keys, values } = items;
    const list = this.#plan.io.listOf[slot] ?? none;
    if (this.#tasks.keyOf(task) === undefined && this.#values.itemCount(list) === 0) {
      // Nothing was emitted before, and no other task gives this list: it is taken over whole.
      this.#values.setItems(list, slot, items);
      if (keys.length > 0) this.#noteEmission(task, slot);
      for (let at = 0; at < keys.length; at++) this.#committed(task, slot, at, values[at]);
      return keys.length;
    }
    let added = 0;
    for (let at = 0; at < keys.length; at++)
      if (this.#addItem(task, slot, keys.all[at] ?? '', values[at])) added++;
    return added;
  }

  /** Adds an item to a keyed list; `false`, when its key is there already: an emitted item is a commitment. */
  #addItem(task: number, slot: number, key: string, value: unknown): boolean {
    const { io } = this.#plan;
    const list = io.listOf[slot] ?? none;
    const { name } = artifactAt(io, slot);
    const path = this.#pathOf(task, name, key);
    const place = this.#values.itemCount(list);
    if (!this.#values.addItem(list, slot, path, value, this.#tasks.item.at(task))) {
      const changed = !isDeepStrictEqual(this.#values.itemOf(list, slot, path), value);
      const id = this.#tasks.idOf(task);
      this.#log.stamp();
      this.#log.write({ type: 'item-ignored', task: id, list: name, key: path, changed });
      return false;
    }
    this.#noteEmission(task, slot);
    this.#committed(task, slot, place, value);
    return true;
  }

  /** An item has its place in a list: it is there for good. */
  #committed(task: number, slot: number, place: number, value: unknown): void {
    const list = this.#plan.io.listOf[slot] ?? none;
    this.#recorder?.addItem(task, list, value);
    this.#log.itemEmitted(task, list, place);
  }

  /** Nobody takes it: what is left of it is what a later run, which is not given the list, may reuse. */
  #drop(task: number, slot: number, value: unknown): void {
    const artifact = artifactAt(this.#plan.io, slot);
    if (artifact.kind !== 'list' || !artifact.keyed) return;
    // `parseItems` made it.
    const { keys, values } = value as KeyedItems;
    for (let at = 0; at < keys.length; at++) this.#dropItem(task, slot, keys.all[at] ?? '', values[at]);
  }

  #dropItem(task: number, slot: number, key: string, value: unknown): void {
    this.#noteEmission(task, slot);
    let bySlot = this.#droppedKeys.get(task);
    if (bySlot === undefined) this.#droppedKeys.set(task, (bySlot = new Map()));
    const keys = bySlot.get(slot) ?? new Set();
    bySlot.set(slot, keys);
    if (keys.has(key)) return;
    keys.add(key);
    this.#recorder?.addItem(task, this.#plan.io.listOf[slot] ?? none, value);
  }

  #noteEmission(task: number, slot: number): void {
    const slots = this.#emittedTo.get(task);
    if (slots === undefined) this.#emittedTo.set(task, new Set([slot]));
    else slots.add(slot);
  }

  #hasEmitted(task: number, slot: number): boolean {
    return this.#emittedTo.get(task)?.has(slot) === true;
  }

  /** The key of an item in its list: below another item, the way to it, as in `page[home]/section[hero]`. */
  #pathOf(task: number, list: string, key: string): string {
    const parent = this.#tasks.keyOf(task);
    if (parent === undefined) return key;
    const { wiring, lists } = this.#plan;
    const over = lists[wiring.origin[this.#tasks.phase.at(task)] ?? none];
    const isTop = over?.emitter === undefined || wiring.origin[over.emitter] === none;
    return wayBelow(wayTo(over?.artifact.name ?? '', parent, isTop), list, key);
  }
}

function artifactAt(io: Io, slot: number): AnyArtifact {
  const artifact = io.artifacts[slot];
  if (artifact === undefined) throw errors.internal(`there is no artifact ${slot}`);
  return artifact;
}

/** What an object has under a name. `Reflect.get` is not compiled into a plain read. */
function namedIn(object: object, name: string): unknown {
  // Any object may be read by name; what is not there is undefined.
  return (object as Readonly<Record<string, unknown>>)[name];
}
