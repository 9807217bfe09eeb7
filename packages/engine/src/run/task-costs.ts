/** What the calls of tasks cost, attempt upon attempt, until the tasks end. */
export class TaskCosts {
  /** By task with a call: US dollars, `undefined` once one of its calls cost nobody knows how much. */
  readonly #usd = new Map<number, number | undefined>();

  /** Takes in a call of a task; `usd` is `undefined` where its cost is not known. */
  add(task: number, usd: number | undefined): void {
    const before = this.#usd.has(task) ? this.#usd.get(task) : 0;
    this.#usd.set(task, before === undefined || usd === undefined ? undefined : before + usd);
  }

  /** What a task has cost so far, in US dollars; `undefined` where that is not known. */
  of(task: number): number | undefined {
    return this.#usd.has(task) ? this.#usd.get(task) : 0;
  }

  /** The task has ended. */
  forget(task: number): void {
    this.#usd.delete(task);
  }
}
