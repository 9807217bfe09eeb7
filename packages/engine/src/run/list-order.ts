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
  /** By list: its places in order, as long as it has not grown. */
  readonly #known: (Int32Array | undefined)[] = [];

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
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

  /** The places of a list's items in its order; `undefined` where they came in it. */
  of(list: number): Int32Array | undefined {
    const parents = this.#parents[list];
    if (parents === undefined) return undefined;
    const known = this.#known[list];
    if (known?.length === parents.length) return known;
    const order = orderedBy(parents, this.of(this.listAbove(list)));
    this.#known[list] = order;
    return order;
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
