/** Numbers what happens, from 1: clocks stand still for longer than it takes to let two calls in. */
export class Order {
  #last = 0;

  next(): number {
    return ++this.#last;
  }
}
