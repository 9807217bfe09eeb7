import { isAbove } from '../graph/ascending.js';

/**
 * The keys of a list's items, in the order in which they came, each once.
 *
 * Keys that ascend, as numbered ones do, are known to differ by a look at the one before. A set, which costs the more
 * the less of it fits into the processor's cache, is made from the first key on that does not.
 */
export class Keys {
  readonly #all: string[] = [];
  #known: Set<string> | undefined;
  #closed = false;
  /** Where its first so many keys stand; made when a key is looked for. */
  #places: Map<string, number> | undefined;

  /** In order; not to be changed. */
  get all(): readonly string[] {
    return this.#all;
  }

  get length(): number {
    return this.#all.length;
  }

  /** Adds a key, which must not be empty; `false`, when it is there already or no more are to come. */
  add(key: string): boolean {
    const all = this.#all;
    if (this.#closed) return false;
    if (this.#known === undefined && !isAbove(key, all[all.length - 1] ?? '')) this.#known = new Set(all);
    // One look-up: the set has not grown when it had the key.
    if (this.#known !== undefined && this.#known.add(key).size === all.length) return false;
    all.push(key);
    return true;
  }

  /** Where a key stands, if it is there. A retry may emit a whole list once more: it must not be searched for. */
  placeOf(key: string): number | undefined {
    const places = (this.#places ??= new Map<string, number>());
    // Those that have come since it was last asked.
    for (let at = places.size; at < this.#all.length; at++) places.set(this.#all[at] ?? '', at);
    return places.get(key);
  }

  /** No more will come: none is looked for any more. */
  close(): void {
    this.#closed = true;
    this.#known = undefined;
    this.#places = undefined;
  }
}
