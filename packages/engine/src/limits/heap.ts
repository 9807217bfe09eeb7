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
    this.#rise(item, this.#items.length);
  }

  /** Whether it was in there. */
  remove(item: T): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#items.pop();
    // Where the removed one stood it may be too far up or too far down.
    if (last !== undefined && last !== item) this.#sink(last, this.#rise(last, place));
    return true;
  }

  /** In no order. */
  [Symbol.iterator](): Iterator<T> {
    return [...this.#items][Symbol.iterator]();
  }

  /** Puts an item where its place is, from a free one up; the items that it goes before move down. @returns its place */
  #rise(item: T, from: number): number {
    let place = from;
    while (place > 0) {
      const parentPlace = (place - 1) >> 1;
      const parent = this.#items[parentPlace];
      if (parent === undefined || !this.#goesBefore(item, parent)) break;
      this.#put(parent, place);
      place = parentPlace;
    }
    this.#put(item, place);
    return place;
  }

  /** Lets an item down from its place, below all that go before it. */
  #sink(item: T, from: number): void {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      const [leftItem, rightItem] = [this.#items[left], this.#items[left + 1]];
      if (leftItem === undefined) break;
      const isRight = rightItem !== undefined && this.#goesBefore(rightItem, leftItem);
      const child = isRight ? rightItem : leftItem;
      if (!this.#goesBefore(child, item)) break;
      this.#put(child, place);
      place = isRight ? left + 1 : left;
    }
    if (place !== from) this.#put(item, place);
  }

  #put(item: T, place: number): void {
    this.#items[place] = item;
    this.#places.set(item, place);
  }
}
