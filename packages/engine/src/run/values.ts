import type { AnyArtifact } from '../declare/artifact.js';
import type { Collected } from '../declare/input.js';
import { partOf } from '../declare/pick.js';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import { take } from '../graph/names.js';
import { write } from '../plan/io.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import { wayTo } from './item-path.js';
import { Keys } from './keys.js';
import { ListOrder } from './list-order.js';

/** Stands for a value that is not there; `undefined` may be one. */
const missing: unique symbol = Symbol('missing');

/** Items of a list with their keys, both in order. */
export interface KeyedItems {
  readonly keys: Keys;
  readonly values: unknown[];
}

/** The error for which a task gave nothing. */
export type ErrorOfTask = (task: number) => PhasegraphError;

/** The values of a run: of single artifacts, and of lists by item. An item's place is the how-manieth of its list came. */
export class RunValues {
  readonly #plan: Plan;
  readonly #errorOfTask: ErrorOfTask;
  /** By slot: the value of a single artifact. */
  readonly #singles: unknown[];
  /** By slot: the items of a list, by place. */
  readonly #items: unknown[][] = [];
  /** By slot, of what a phase with one task gives: that task, when it failed to give it, or the rest of it. */
  readonly #lost = new Map<number, number>();
  /** By slot, of lists that mapped phases give: the tasks that failed to give their part, by their items' places. */
  readonly #lostItems = new Map<number, Map<number, number>>();
  /** Tasks that were cancelled since enough had succeeded. */
  readonly #letGo = new Set<number>();
  /** By slot, of lists that mapped phases give: the places of items that a condition turned off. */
  readonly #leftOut = new Map<number, Set<number>>();
  /** By list of the plan: the keys of its items. */
  readonly #keys: Keys[];
  readonly #order: ListOrder;
  /** By slot: what a list comes to as a whole, once it is settled, so that every task gets the same array. */
  readonly #wholes = new Map<number, unknown>();
  /** By slot: what a list comes to for who collects it, once that is settled. */
  readonly #collections = new Map<number, Collected<unknown>>();
  /** By mapped phase: its inputs, but for what is its own of each task: an object of one shape to copy. */
  readonly #templates: (Record<string, unknown> | undefined)[] = [];

  constructor(plan: Plan, errorOfTask: ErrorOfTask) {
    const { artifacts } = plan.io;
    this.#plan = plan;
    this.#errorOfTask = errorOfTask;
    this.#singles = new Array<unknown>(artifacts.length).fill(missing);
    this.#keys = plan.lists.map(() => new Keys());
    this.#order = new ListOrder(plan.wiring, (list) => this.itemCount(list));
    artifacts.forEach((artifact, slot) => {
      if (artifact.kind === 'list') this.#items[slot] = [];
    });
  }

  setSingle(slot: number, value: unknown): void {
    this.#singles[slot] = value;
  }

  /** Puts a list that the run was given in its place; it is the run's own from then on. */
  setItems(list: number, slot: number, { keys, values }: KeyedItems): void {
    this.#keys[list] = keys;
    this.#items[slot] = values;
  }

  /** No more items of a list will come: its keys are not looked for any more. */
  close(list: number): void {
    this.#keys[list]?.close();
  }

  /**
   * Adds an item to a list whose items bring their keys; `false` when the key is there already.
   *
   * @param parent the place of the item whose task gives it, where a mapped phase does
   */
  addItem(list: number, slot: number, key: string, value: unknown, parent: number): boolean {
    if (this.#keys[list]?.add(key) !== true) return false;
    this.#items[slot]?.push(value);
    this.#order.add(list, parent);
    return true;
  }

  /** The item with a key, when the list has it. */
  itemOf(list: number, slot: number, key: string): unknown {
    const place = this.#keys[list]?.placeOf(key);
    return place === undefined ? undefined : this.#items[slot]?.[place];
  }

  /** The item at a place of a list that has one there. */
  itemAt(slot: number, place: number): unknown {
    return this.#items[slot]?.[place];
  }

  /** The items that the task of the item `parent` gave to a list are in the order of these keys, whichever came first. */
  arrange(list: number, parent: number, keys: readonly string[]): void {
    this.#order.arrange(
      list,
      parent,
      keys.map((key) => this.#keys[list]?.placeOf(key) ?? none),
    );
  }

  /** The item that a task of a mapped phase gave to a list, at the place of the task's own item. */
  setItem(slot: number, item: number, value: unknown): void {
    const items = this.#items[slot];
    if (items === undefined) return;
    // Items end in any order: what lies between is still to come, and the array stays without holes.
    while (items.length < item) items.push(missing);
    if (items.length === item) items.push(value);
    else items[item] = value;
  }

  /** A task will not give its outputs. */
  lose(phase: number, item: number, task: number): void {
    const { io, wiring } = this.#plan;
    const mapped = wiring.origin[phase] !== none;
    for (let at = io.givesFrom(phase); at < io.givesTo(phase); at++) {
      const slot = io.giveSlot[at] ?? 0;
      if (io.writes[slot] === write.dropped) continue;
      if (!mapped) {
        this.#lost.set(slot, task);
        continue;
      }
      let lost = this.#lostItems.get(slot);
      if (lost === undefined) this.#lostItems.set(slot, (lost = new Map()));
      lost.set(item, task);
    }
  }

  /** What a task would have given is not wanted any more: it has not failed. */
  letGo(task: number): void {
    this.#letGo.add(task);
  }

  /** A task has nothing to do: its item is left out of what it would have given. */
  leaveOut(phase: number, item: number, task: number): void {
    const { io, wiring } = this.#plan;
    const mapped = wiring.origin[phase] !== none;
    for (let at = io.givesFrom(phase); at < io.givesTo(phase); at++) {
      const slot = io.giveSlot[at] ?? 0;
      if (!mapped && io.writes[slot] !== write.dropped) this.#lost.set(slot, task);
      if (io.writes[slot] !== write.item) continue;
      let places = this.#leftOut.get(slot);
      if (places === undefined) this.#leftOut.set(slot, (places = new Set()));
      places.add(item);
      this.setItem(slot, item, missing);
    }
  }

  keyOf(list: number, item: number): string {
    return this.#keys[list]?.all[item] ?? '';
  }

  itemCount(list: number): number {
    return this.#keys[list]?.length ?? 0;
  }

  /** The values that a task's `run` receives. What it takes whole must be settled. */
  inputsOf(phase: number, item: number): Record<string, unknown> {
    const { io, wiring } = this.#plan;
    const first = io.takesFrom(phase);
    const end = io.takesTo(phase);
    if (wiring.origin[phase] === none) {
      // Without a prototype: an object that no other phase shares its shape with is cheaper to fill so.
      const inputs: Record<string, unknown> = Object.create(null);
      for (let at = first; at < end; at++) inputs[io.takeName[at] ?? ''] = this.#read(at);
      return inputs;
    }
    const template = (this.#templates[phase] ??= this.#templateOf(first, end));
    const inputs = { ...template };
    for (let at = first; at < end; at++) {
      if (io.takeKind[at] !== take.each) continue;
      const slot = io.takeSlot[at] ?? 0;
      const value = this.#items[slot]?.[item];
      if (value === missing) throw errors.internal(`"${this.#nameOf(slot)}" has no item ${item} yet`);
      inputs[io.takeName[at] ?? ''] = this.#narrowed(at, value);
    }
    return inputs;
  }

  /** Whether the whole of an artifact is there. */
  has(artifact: AnyArtifact): boolean {
    const slot = this.#plan.io.slotOf.get(artifact.name);
    return slot !== undefined && this.#isWhole(slot);
  }

  /** @throws PhasegraphError `artifact-unavailable`, with the error for which it was not made as its cause */
  value(artifact: AnyArtifact): unknown {
    const slot = this.#plan.io.slotOf.get(artifact.name);
    if (slot === undefined || !this.#isWhole(slot)) {
      throw errors.artifactUnavailable(artifact.name, this.failureOf(artifact));
    }
    return this.#whole(slot);
  }

  /** What succeeded and what failed of a list so far, or, once it is settled, what whoever collects it gets. */
  collected(artifact: AnyArtifact): Collected<unknown> {
    const slot = this.#plan.io.slotOf.get(artifact.name);
    return slot === undefined
      ? { succeeded: [], failed: [] }
      : (this.#collections.get(slot) ?? this.#collect(slot));
  }

  /** What a list comes to now is what whoever collects it gets, whatever may still come of it: the same for all. */
  settleCollection(slot: number): Collected<unknown> {
    const collection = this.#collect(slot);
    Object.freeze(collection.succeeded);
    Object.freeze(collection.failed);
    this.#collections.set(slot, Object.freeze(collection));
    return collection;
  }

  /** The first error for which something of the artifact is missing. */
  failureOf(artifact: AnyArtifact): PhasegraphError | undefined {
    const slot = this.#plan.io.slotOf.get(artifact.name);
    if (slot === undefined) return undefined;
    const task = this.#lost.get(slot) ?? this.#lostItems.get(slot)?.values().next().value;
    if (task !== undefined) return this.#errorOfTask(task);
    // A list is cut short when one that its phase runs on is.
    const { lists, wiring, io } = this.#plan;
    const origin = io.originOf[slot] ?? none;
    const own = origin !== none && lists[origin]?.artifact.name === artifact.name;
    const above = own ? (wiring.origin[lists[origin]?.emitter ?? none] ?? none) : origin;
    const list = lists[above]?.artifact;
    return list === undefined ? undefined : this.failureOf(list);
  }

  #templateOf(first: number, end: number): Record<string, unknown> {
    const { takeKind, takeName } = this.#plan.io;
    const template: Record<string, unknown> = {};
    for (let at = first; at < end; at++)
      template[takeName[at] ?? ''] = takeKind[at] === take.each ? undefined : this.#read(at);
    return template;
  }

  /** What of a value the phase is to see that takes it at a place of `io`. */
  #narrowed(at: number, value: unknown): unknown {
    const { takePart, takeKind, takeSlot, artifacts } = this.#plan.io;
    const keys = takePart.get(at);
    if (keys === undefined) return value;
    const isList = takeKind[at] !== take.each && artifacts[takeSlot[at] ?? 0]?.kind === 'list';
    // What is read of a list as a whole is an array of its items.
    return isList && Array.isArray(value) ? value.map((item) => partOf(item, keys)) : partOf(value, keys);
  }

  /** What a phase takes at a place of `io`, which is no item. */
  #read(at: number): unknown {
    return this.#narrowed(at, this.#readWhole(at));
  }

  #readWhole(at: number): unknown {
    const { takeKind, takeSlot } = this.#plan.io;
    const slot = takeSlot[at] ?? 0;
    switch (takeKind[at]) {
      case take.optional:
        // Nothing in the pipeline gives it, or what gives it did not.
        return this.#isWhole(slot) ? this.#whole(slot) : undefined;
      case take.collect:
        return this.#collections.get(slot) ?? this.settleCollection(slot);
      case take.whole:
        if (!this.#isWhole(slot)) throw errors.internal(`"${this.#nameOf(slot)}" is not there yet`);
        return this.#whole(slot);
      case undefined:
      default:
        throw errors.internal(`"${this.#nameOf(slot)}" is taken by item`);
    }
  }

  #whole(slot: number): unknown {
    const items = this.#items[slot];
    if (items === undefined) return this.#singles[slot];
    const known = this.#wholes.get(slot);
    if (known !== undefined) return known;
    const order = this.#order.of(this.#plan.io.originOf[slot] ?? none);
    const all = order === undefined ? items : Array.from(order, (place) => items[place]);
    const whole = Object.freeze(all.filter((item) => item !== missing));
    this.#wholes.set(slot, whole);
    return whole;
  }

  #isWhole(slot: number): boolean {
    const items = this.#items[slot];
    if (items === undefined) return this.#singles[slot] !== missing;
    if (this.#wholes.has(slot)) return true;
    const origin = this.#plan.io.originOf[slot] ?? none;
    if (this.#lost.has(slot) || this.#lostItems.has(slot) || this.#isCutShort(origin)) return false;
    // What is not in the plan has no origin, and nothing of it is there.
    if (origin === none || items.length !== this.itemCount(origin)) return false;
    const leftOut = this.#leftOut.get(slot);
    return items.every((item, place) => item !== missing || leftOut?.has(place) === true);
  }

  /** Whether items of a list are missing that nobody can name: who gives it failed, or who gives what that runs on. */
  #isCutShort(list: number): boolean {
    for (let at = list; at !== none; at = this.#order.listAbove(at)) {
      const slot = this.#plan.lists[at]?.slot ?? none;
      if (this.#lost.has(slot) || this.#lostItems.has(slot)) return true;
    }
    return false;
  }

  #collect(slot: number): Collected<unknown> {
    const succeeded: { key: string; value: unknown }[] = [];
    const failed: { key: string; error: PhasegraphError }[] = [];
    const items = this.#items[slot] ?? [];
    const origin = this.#plan.io.originOf[slot] ?? none;
    // Of a list whose items bring their keys those are there that were given; what is missing has no key.
    const lost = this.#plan.lists[origin]?.slot === slot ? undefined : this.#lostItems.get(slot);
    const fail = (key: string, task: number): void => {
      const error = this.#errorOfTask(task);
      // What a condition turned off has not failed, nor has what nobody wanted.
      if (!this.#letGo.has(task) && error.code !== 'turned-off') failed.push({ key, error });
    };
    this.#eachKey(origin, (key, place) => {
      const value = place < items.length ? items[place] : missing;
      const task = lost?.get(place);
      if (value !== missing) succeeded.push({ key, value });
      else if (task !== undefined) fail(key, task);
    });
    for (let list = origin; list !== none; list = this.#order.listAbove(list))
      this.#eachLostGiver(list, fail);
    return { succeeded, failed };
  }

  /** What should have given items to a list and did not: each by the way to the item that it was about, or ''. */
  #eachLostGiver(list: number, tell: (way: string, task: number) => void): void {
    const { lists } = this.#plan;
    const slot = lists[list]?.slot ?? none;
    const sole = this.#lost.get(slot);
    if (sole !== undefined) tell('', sole);
    const lost = this.#lostItems.get(slot);
    if (lost === undefined) return;
    const above = this.#order.listAbove(list);
    const name = lists[above]?.artifact.name ?? '';
    const isTop = this.#order.listAbove(above) === none;
    this.#eachKey(above, (key, place) => {
      const task = lost.get(place);
      if (task !== undefined) tell(wayTo(name, key, isTop), task);
    });
  }

  /** The keys of a list in its order, with the places of their items. */
  #eachKey(list: number, visit: (key: string, place: number) => void): void {
    const keys = this.#keys[list]?.all ?? [];
    const order = this.#order.of(list);
    for (let at = 0; at < keys.length; at++) {
      const place = order?.[at] ?? at;
      visit(keys[place] ?? '', place);
    }
  }

  #nameOf(slot: number): string {
    return this.#plan.io.artifacts[slot]?.name ?? String(slot);
  }
}
