import { write } from '../plan/io.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import type { Growth } from './giving.js';
import type { Tasks } from './tasks.js';
import type { RunValues } from './values.js';

/** Who is to have the items of lists as they are made: told of the slot of the list and of the item. */
export type OnItem = (slot: number, item: unknown) => void;

/** Hands on each item of a list when it is made: to the run of which this one is a phase. */
export class HandOn {
  readonly #plan: Plan;
  readonly #tasks: Tasks;
  readonly #values: RunValues;
  readonly #onItem: OnItem;

  constructor(plan: Plan, { tasks, values }: { tasks: Tasks; values: RunValues }, onItem: OnItem) {
    this.#plan = plan;
    this.#tasks = tasks;
    this.#values = values;
    this.#onItem = onItem;
  }

  /** The last so many items of a list are new. */
  grown({ list, items }: Growth): void {
    const slot = this.#plan.lists[list]?.slot ?? none;
    const count = this.#values.itemCount(list);
    for (let place = count - items; place < count; place++)
      this.#onItem(slot, this.#values.itemAt(slot, place));
  }

  /** A task of a mapped phase gave its item to each of the lists that take one an item. */
  gave(task: number, outputs: readonly unknown[]): void {
    const { io } = this.#plan;
    const phase = this.#tasks.phase.at(task);
    const first = io.givesFrom(phase);
    for (let at = first; at < io.givesTo(phase); at++) {
      const slot = io.giveSlot[at] ?? none;
      if (io.writes[slot] === write.item) this.#onItem(slot, outputs[at - first]);
    }
  }
}
