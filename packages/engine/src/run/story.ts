import { IntList } from './int-list.js';
import { taskStates } from './task-state.js';

/** Most tasks become ready, run and succeed. */
const transitionsATask = 3;

/** No fewer than there are states; 32 bits are left for a hundred million tasks. */
const states = 16;

/** What happened to the tasks of a run: every transition as the number of the event, the task, the new state. */
export class Story {
  /** The event, and task and state in one: the state is the rest by `states`. */
  readonly #transitions: IntList;
  #events = 0;

  /** @param tasks about how many there will be */
  constructor(tasks: number) {
    this.#transitions = new IntList(2 * transitionsATask * tasks);
  }

  /** The number of the event that is being taken, from 1 on. */
  get event(): number {
    return this.#events;
  }

  /** So many tasks more are to be told of. */
  reserve(tasks: number): void {
    this.#transitions.reserve(2 * transitionsATask * tasks);
  }

  beginEvent(): void {
    this.#events++;
  }

  /** A task has a new state. */
  tell(task: number, state: number): void {
    this.#transitions.pushPair(this.#events, task * states + state);
  }

  /** The transitions of a task, each with the number of the event that made it. */
  of(task: number): string[] {
    const lines: string[] = [];
    for (let at = 0; at < this.#transitions.length; at += 2) {
      const move = this.#transitions.at(at + 1);
      if (Math.floor(move / states) !== task) continue;
      lines.push(`event ${this.#transitions.at(at)}: ${taskStates[move % states]}`);
    }
    return lines;
  }
}
