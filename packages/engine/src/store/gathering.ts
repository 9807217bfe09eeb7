import type { GroupCommit } from './group-commit.js';

/** What a run notes one after the other and one statement writes: one for each would cost more than what it writes. */
export class Gathering<T> {
  readonly #commits: GroupCommit;
  readonly #write: (runId: string, items: readonly T[]) => void;
  readonly #most: number;
  /** By run: what its next item is written with. */
  readonly #open = new Map<string, T[]>();

  /**
   * @param write writes items of a run, as part of a commit; done again, when that fails
   * @param most how many it writes at once
   */
  constructor(
    commits: GroupCommit,
    write: (runId: string, items: readonly T[]) => void,
    most: number = Infinity,
  ) {
    this.#commits = commits;
    this.#write = write;
    this.#most = most;
  }

  add(runId: string, item: T): void {
    const items = this.#open.get(runId);
    if (items !== undefined && items.length < this.#most) items.push(item);
    else this.#begin(runId, [item]);
  }

  /** What comes of the run from now on is not written with what came before. */
  close(runId: string): void {
    this.#open.delete(runId);
  }

  #begin(runId: string, items: T[]): void {
    this.#open.set(runId, items);
    this.#commits.add(() => {
      // No more is added to what is being written.
      if (this.#open.get(runId) === items) this.#open.delete(runId);
      this.#write(runId, items);
    });
  }
}
