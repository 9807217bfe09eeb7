/** A binary heap that knows where each item stands, so that one can be removed from anywhere. */
export class Heap<T> implements Iterable<T> {
  readonly #items: T[] = [];
  readonly #places = new Map<T, number>();
  readonly #goesBefore: (a: T, b: T) => boolean;

  constructor(goesBefore: (a: T, b: T) => boolean) {
    this.#goesBefore = goesBefore;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The one before which none goes. */
  get first(): T | undefined {
    return this.#items[0];
  }

  add(item: T): void {
    this.#put(item, this.#items.length);
    this.#rise(this.#items.length - 1);
  }

  /** Whether it was in there. */
  remove(item: T): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#items.pop();
    if (last !== undefined && last !== item) {
      this.#put(last, place);
      this.#rise(place);
      this.#sink(place);
    }
    return true;
  }

  /** In no order. */
  [Symbol.iterator](): Iterator<T> {
    return [...this.#items][Symbol.iterator]();
  }

  #put(item: T, place: number): void {
    this.#items[place] = item;
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
    const [above, below] = [this.#items[upper], this.#items[lower]];
    if (above === undefined || below === undefined || !this.#isBefore(lower, upper)) return false;
    this.#put(below, upper);
    this.#put(above, lower);
    return true;
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#items[one], this.#items[other]];
    return a !== undefined && b !== undefined && this.#goesBefore(a, b);
  }
}
