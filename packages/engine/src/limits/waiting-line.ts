/** What stands in the line. */
export interface Ranked {
  /** Higher goes first. */
  readonly rank: number;
  /** Of equal ranks the lower goes first; unique. */
  readonly arrival: number;
}

/** A line ordered by rank, ties by arrival: a binary heap that knows where each item stands, for removal. */
export class WaitingLine<T extends Ranked> implements Iterable<T> {
  readonly #heap: T[] = [];
  readonly #places = new Map<T, number>();

  get size(): number {
    return this.#heap.length;
  }

  add(item: T): void {
    this.#put(item, this.#heap.length);
    this.#rise(this.#heap.length - 1);
  }

  /** Takes out the first. */
  take(): T | undefined {
    const first = this.#heap[0];
    if (first !== undefined) this.remove(first);
    return first;
  }

  /** Whether it stood in the line. */
  remove(item: T): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#heap.pop();
    if (last !== undefined && last !== item) {
      this.#put(last, place);
      this.#rise(place);
      this.#sink(place);
    }
    return true;
  }

  /** In no order. */
  [Symbol.iterator](): Iterator<T> {
    return [...this.#heap][Symbol.iterator]();
  }

  #put(item: T, place: number): void {
    this.#heap[place] = item;
    this.#places.set(item, place);
  }

  #rise(from: number): void {
    for (let place = from; place > 0;) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfWrong(parent, place)) return;
      place = parent;
    }
  }

  #sink(from: number): void {
    for (let place = from; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      const child = this.#isBefore(right, left) ? right : left;
      if (!this.#swapIfWrong(place, child)) return;
      place = child;
    }
  }

  #swapIfWrong(upper: number, lower: number): boolean {
    const [above, below] = [this.#heap[upper], this.#heap[lower]];
    if (above === undefined || below === undefined || !this.#isBefore(lower, upper)) return false;
    this.#put(below, upper);
    this.#put(above, lower);
    return true;
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.rank === b.rank ? a.arrival < b.arrival : a.rank > b.rank;
  }
}
