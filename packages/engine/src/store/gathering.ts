import type { GroupCommit } from './group-commit.js';

/** How items of a run are written. */
export interface Writing<T> {
  /** As part of a commit; done again, when that fails. */
  readonly write: (runId: string, items: readonly T[]) => void;
  /** They are on the disk, or were left out for good. */
  readonly over?: (runId: string, items: readonly T[]) => void;
  /** How many are written at once. */
  readonly most?: number;
}

/** What a run notes one after the other and one statement writes: one for each would cost more than what it writes. */
export class Gathering<T> {
  readonly #commits: GroupCommit;
  readonly #writing: Writing<T>;
  /** By run: what its next item is written with. */
  readonly #open = new Map<string, T[]>();

  constructor(commits: GroupCommit, writing: Writing<T>) {
    this.#commits = commits;
    this.#writing = writing;
  }

  add(runId: string, item: T): void {
    const items = this.#open.get(runId);
    const { most = Infinity } = this.#writing;
    if (items !== undefined && items.length < most) items.push(item);
    else this.#begin(runId, [item]);
  }

  /** What comes of the run from now on is not written with what came before. */
  close(runId: string): void {
    this.#open.delete(runId);
  }

  #begin(runId: string, items: T[]): void {
    this.#open.set(runId, items);
    const { write, over } = this.#writing;
    this.#commits.add(
      () => {
        // No more is added to what is being written.
        if (this.#open.get(runId) === items) this.#open.delete(runId);
        write(runId, items);
      },
      over && { over: () => over(runId, items) },
    );
  }
}
