/** Phases, the most urgent on top: a binary heap in one flat buffer. A phase is in it once at the most. */
export class UrgencyHeap {
  /** By phase: its place among all, the most urgent first. */
  readonly #urgency: Int32Array;
  readonly #heap: Int32Array;
  readonly #inside: Uint8Array;
  #size = 0;

  /**
   * @param most how many phases there will be in it at the most. Default: all
   * @param inside by phase, 1 for those in it: shared by heaps that no phase is in two of
   */
  constructor(urgency: Int32Array, most: number = urgency.length, inside?: Uint8Array) {
    this.#urgency = urgency;
    this.#heap = new Int32Array(most);
    this.#inside = inside ?? new Uint8Array(urgency.length);
  }

  get size(): number {
    return this.#size;
  }

  /** The most urgent phase. The heap must not be empty. */
  get top(): number {
    return this.#heap[0] ?? 0;
  }

  add(phase: number): void {
    if (this.#inside[phase] === 1) return;
    this.#inside[phase] = 1;
    const heap = this.#heap;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] ?? 0;
      if (!this.#goesBefore(phase, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = phase;
  }

  /** Removes the most urgent phase. */
  removeTop(): void {
    const heap = this.#heap;
    this.#inside[heap[0] ?? 0] = 0;
    const size = --this.#size;
    const last = heap[size] ?? 0;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#goesBefore(heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
      const below = heap[child] ?? 0;
      if (!this.#goesBefore(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }

  #goesBefore(a: number, b: number): boolean {
    return (this.#urgency[a] ?? 0) < (this.#urgency[b] ?? 0);
  }
}
