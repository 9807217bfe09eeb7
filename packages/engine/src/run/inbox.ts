/** First in, first out: a ring that lets go of each entry as it is taken, so that none outlives its turn. */
export class Inbox<T> {
  #entries: (T | undefined)[] = new Array<T | undefined>(16).fill(undefined);
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(entry: T): void {
    if (this.#size === this.#entries.length) this.#grow();
    this.#entries[(this.#head + this.#size) & (this.#entries.length - 1)] = entry;
    this.#size++;
  }

  /** Removes the first entry and returns it; `undefined`, when there is none. */
  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const first = this.#entries[this.#head];
    this.#entries[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#entries.length - 1);
    this.#size--;
    return first;
  }

  #grow(): void {
    const { length } = this.#entries;
    const grown = new Array<T | undefined>(length * 2).fill(undefined);
    for (let at = 0; at < length; at++) grown[at] = this.#entries[(this.#head + at) & (length - 1)];
    this.#entries = grown;
    this.#head = 0;
  }
}
