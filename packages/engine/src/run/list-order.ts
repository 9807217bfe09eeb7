import { none } from '../plan/wiring.js';
import type { Wiring } from '../plan/wiring.js';
import { IntList } from './int-list.js';

/**
 * In which order the items of lists are read. A list that one task gives is in the order in which that gave them; one
 * that a mapped phase gives goes by the items over which that runs, whichever of its tasks was first.
 */
export class ListOrder {
  readonly #wiring: Wiring;
  /** By list that a mapped phase gives: of each of its items, by place, the place of the item whose task gave it. */
  readonly #parents: (IntList | undefined)[];
  /** By list: by the place of the item whose task gave them, places of items that have an order of their own. */
  readonly #arranged = new Map<number, Map<number, readonly number[]>>();
  readonly #countOf: (list: number) => number;
  /** By list: its places in order, as long as it has not grown. */
  readonly #known = new Map<number, Int32Array>();

  /** @param countOf how many items a list has */
  constructor(wiring: Wiring, countOf: (list: number) => number) {
    this.#wiring = wiring;
    this.#countOf = countOf;
    this.#parents = wiring.lists.map((_, list) =>
      this.listAbove(list) === none ? undefined : new IntList(),
    );
  }

  /** The list over which the phase that gives a list is mapped, or `none`. */
  listAbove(list: number): number {
    const { lists, origin } = this.#wiring;
    return origin[lists[list]?.emitter ?? none] ?? none;
  }

  /** A list has one more item, which the task of the item `parent` gave. */
  add(list: number, parent: number): void {
    this.#parents[list]?.push(parent);
  }

  /** What the task of the item `parent` gave to a list is in this order, and before what else it gave. */
  arrange(list: number, parent: number, places: readonly number[]): void {
    if (places.every((place, at) => at === 0 || (places[at - 1] ?? none) < place)) return;
    const arranged = this.#arranged.get(list) ?? new Map<number, readonly number[]>();
    this.#arranged.set(list, arranged.set(parent, places));
    // Those below it go by it as well.
    this.#known.clear();
  }

  /** The places of a list's items in its order; `undefined` where they came in it. */
  of(list: number): Int32Array | undefined {
    const parents = this.#parents[list];
    const arranged = this.#arranged.get(list);
    if (parents === undefined && arranged === undefined) return undefined;
    const count = this.#countOf(list);
    const known = this.#known.get(list);
    if (known?.length === count) return known;
    const order =
      parents === undefined
        ? Int32Array.from({ length: count }, (_, place) => place)
        : orderedBy(parents, this.of(this.listAbove(list)));
    if (arranged !== undefined) arrangeWithin(order, (place) => parents?.at(place) ?? 0, arranged);
    this.#known.set(list, order);
    return order;
  }
}

/** Puts the places of each parent, which lie next to each other, into the order that they have of their own. */
function arrangeWithin(
  order: Int32Array,
  parentOf: (place: number) => number,
  arranged: ReadonlyMap<number, readonly number[]>,
): void {
  for (let from = 0; from < order.length;) {
    const parent = parentOf(order[from] ?? none);
    let to = from + 1;
    while (to < order.length && parentOf(order[to] ?? none) === parent) to++;
    const places = arranged.get(parent);
    if (places !== undefined) {
      const first = new Set(places);
      const others = order.subarray(from, to).filter((place) => !first.has(place));
      order.set([...places, ...others], from);
    }
    from = to;
  }
}

/** Places in the order of their parents, and of one parent in the order in which they came. */
function orderedBy(parents: IntList, parentOrder: Int32Array | undefined): Int32Array {
  let most = parentOrder?.length ?? 0;
  for (let place = 0; place < parents.length; place++) most = Math.max(most, parents.at(place) + 1);
  const next = new Int32Array(most);
  for (let place = 0; place < parents.length; place++) {
    const parent = parents.at(place);
    next[parent] = (next[parent] ?? 0) + 1;
  }
  let before = 0;
  for (let rank = 0; rank < most; rank++) {
    const parent = parentOrder?.[rank] ?? rank;
    const count = next[parent] ?? 0;
    next[parent] = before;
    before += count;
  }
  const order = new Int32Array(parents.length);
  for (let place = 0; place < parents.length; place++) {
    const parent = parents.at(place);
    const at = next[parent] ?? 0;
    order[at] = place;
    next[parent] = at + 1;
  }
  return order;
}
