/** A growing list of numbers in one flat buffer. */
export class FloatList {
  #values: Float64Array;
  #length = 0;

  constructor(capacity = 16) {
    this.#values = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.reserve(1);
    this.#values[this.#length++] = value;
  }

  /** Makes room for so many more entries, at once. */
  reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#values.length) return;
    const grown = new Float64Array(Math.max(needed, 2 * this.#values.length));
    grown.set(this.#values);
    this.#values = grown;
  }

  /** The entry at `index`, which must be below `length`. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }
}
