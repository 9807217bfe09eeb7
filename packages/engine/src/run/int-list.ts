/** A growing list of 32-bit integers in one flat buffer: four bytes an entry, no object a task. */
export class IntList {
  #values: Int32Array;
  #length = 0;

  constructor(capacity = 16) {
    this.#values = new Int32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length++] = value;
  }

  /** The entry at `index`, which must be below `length`. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** Forgets all entries and keeps the buffer. */
  clear(): void {
    this.#length = 0;
  }

  #grow(): void {
    const grown = new Int32Array(this.#values.length * 2);
    grown.set(this.#values);
    this.#values = grown;
  }
}

/** First in, first out, in one flat ring. */
export class IntQueue {
  #values = new Int32Array(16);
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(value: number): void {
    if (this.#size === this.#values.length) this.#grow();
    this.#values[(this.#head + this.#size) & (this.#values.length - 1)] = value;
    this.#size++;
  }

  /** Removes the first entry and returns it; 0 when there is none. */
  shift(): number {
    if (this.#size === 0) return 0;
    const first = this.#values[this.#head] ?? 0;
    this.#head = (this.#head + 1) & (this.#values.length - 1);
    this.#size--;
    return first;
  }

  #grow(): void {
    const { length } = this.#values;
    const grown = new Int32Array(length * 2);
    for (let at = 0; at < this.#size; at++) grown[at] = this.#values[(this.#head + at) & (length - 1)] ?? 0;
    this.#values = grown;
    this.#head = 0;
  }
}
