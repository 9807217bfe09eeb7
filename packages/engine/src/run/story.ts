import { IntList } from './int-list.js';
import { taskStates } from './task-state.js';

/** Most tasks become ready, run and succeed. */
const transitionsATask = 3;

/** What happened to the tasks of a run: every transition as the number of the event, the task, the new state. */
export class Story {
  readonly #event: IntList;
  readonly #task: IntList;
  readonly #state: IntList;
  #events = 0;

  /** @param tasks about how many there will be */
  constructor(tasks: number) {
    this.#event = new IntList(transitionsATask * tasks);
    this.#task = new IntList(transitionsATask * tasks);
    this.#state = new IntList(transitionsATask * tasks);
  }

  /** The number of the event that is being taken, from 1 on. */
  get event(): number {
    return this.#events;
  }

  beginEvent(): void {
    this.#events++;
  }

  /** A task has a new state. */
  tell(task: number, state: number): void {
    this.#event.push(this.#events);
    this.#task.push(task);
    this.#state.push(state);
  }

  /** The transitions of a task, each with the number of the event that made it. */
  of(task: number): string[] {
    const lines: string[] = [];
    for (let at = 0; at < this.#task.length; at++) {
      if (this.#task.at(at) !== task) continue;
      lines.push(`event ${this.#event.at(at)}: ${taskStates[this.#state.at(at)]}`);
    }
    return lines;
  }
}
