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
    if (this.#length === this.#values.length) this.reserve(1);
    this.#values[this.#length++] = value;
  }

  /** Adds two entries, for less than two calls cost. */
  pushPair(first: number, second: number): void {
    const end = this.#length;
    if (end + 2 > this.#values.length) this.reserve(2);
    this.#values[end] = first;
    this.#values[end + 1] = second;
    this.#length = end + 2;
  }

  /** Makes room for so many more entries, at once. */
  reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#values.length) return;
    const grown = new Int32Array(Math.max(needed, 2 * this.#values.length));
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

/** First in, first out, in one flat ring. */
export class IntQueue {
  #values = new Int32Array(16);
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(value: number): void {
    if (this.#size === this.#values.length) this.reserve(1);
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

  /** Makes room for so many more entries, at once. */
  reserve(more: number): void {
    const { length } = this.#values;
    let needed = length;
    while (needed < this.#size + more) needed *= 2;
    if (needed === length) return;
    const grown = new Int32Array(needed);
    for (let at = 0; at < this.#size; at++) grown[at] = this.#values[(this.#head + at) & (length - 1)] ?? 0;
    this.#values = grown;
    this.#head = 0;
  }
}
