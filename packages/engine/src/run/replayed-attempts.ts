import type { AnsweredBy } from './attempt.js';

/**
 * Which attempts of tasks failed on recorded answers alone. Nothing was tried in them that had not been tried in an earlier
 * run: a task that has none but those starts over, or it would fail in every further run without one call.
 */
export class ReplayedAttempts {
  /** By task: who has answered its attempts since it last started over. */
  readonly #answeredBy = new Map<number, AnsweredBy>();
  /** By task: how many attempts it had made when it last started over. */
  readonly #before = new Map<number, number>();

  /** An attempt of a task has failed. */
  failed(task: number, by: AnsweredBy | undefined): void {
    if (by === 'calls' || (by === 'records' && !this.#answeredBy.has(task))) this.#answeredBy.set(task, by);
  }

  /** How many of so many attempts of a task count. */
  counted(task: number, attempts: number): number {
    return attempts - (this.#before.get(task) ?? 0);
  }

  /** Of a task that would have no further attempt: whether it has, since none of those that it made was answered by a call. */
  mayStartOver(task: number): boolean {
    return this.#answeredBy.get(task) === 'records';
  }

  /** @param attempts how many it has made */
  startOver(task: number, attempts: number): void {
    this.#answeredBy.delete(task);
    this.#before.set(task, attempts);
  }

  forget(task: number): void {
    if (this.#answeredBy.size > 0) this.#answeredBy.delete(task);
    if (this.#before.size > 0) this.#before.delete(task);
  }
}
