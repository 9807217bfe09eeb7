import { IntList } from './int-list.js';

/** Whether task `a` goes before task `b`. */
export type GoesBefore = (a: number, b: number) => boolean;

/** The tasks that could start, the most urgent on top: a binary heap over one flat list. */
export class ReadyQueue {
  readonly #heap = new IntList();
  readonly #goesBefore: GoesBefore;

  constructor(goesBefore: GoesBefore) {
    this.#goesBefore = goesBefore;
  }

  get size(): number {
    return this.#heap.length;
  }

  push(task: number): void {
    const heap = this.#heap;
    heap.push(task);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#goesBefore(task, heap.at(parent))) break;
      heap.set(at, heap.at(parent));
      at = parent;
    }
    heap.set(at, task);
  }

  /** Removes and returns the most urgent task. The queue must not be empty. */
  pop(): number {
    const heap = this.#heap;
    const top = heap.at(0);
    const last = heap.pop();
    const size = heap.length;
    if (size === 0) return top;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#goesBefore(heap.at(child + 1), heap.at(child))) child++;
      if (!this.#goesBefore(heap.at(child), last)) break;
      heap.set(at, heap.at(child));
      at = child;
    }
    heap.set(at, last);
    return top;
  }
}
