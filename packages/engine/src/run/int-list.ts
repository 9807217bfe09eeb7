/** A growing list of 32-bit integers in one flat buffer: four bytes an entry, no object a task. */
export class IntList {
  #values = new Int32Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Int32Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** The entry at `index`, which must be below `length`. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** Removes the last entry and returns it; 0 when there is none. */
  pop(): number {
    return this.#length === 0 ? 0 : (this.#values[--this.#length] ?? 0);
  }
}
