/** What the scheduler tells the loop to do. Tasks, phases, lists and base inputs are indices. */
export const effect = {
  /** `tasks` tasks exist now, from `task` on, of `phase`: for the items at the places from `item` on of its origin. */
  create: 0,
  /** `task` starts. */
  start: 1,
  /** `task` will never start: something in the phase `because` failed. */
  skip: 2,
  /** `task` fails without a start: of the base input `input`, fewer than `wanted` succeeded. */
  reject: 3,
  /** `task` is cancelled; it never started, or waited for its next attempt. */
  drop: 4,
  /** `task` runs and is to be aborted; it ends when the loop says so. */
  abort: 5,
  /** No further item of `list` will come. */
  close: 6,
  /** More tasks could start than one step starts: the scheduler is to be told to go on. */
  more: 7,
  /** Every task has ended. */
  finish: 8,
  /** `task` has nothing to do: the condition of the phase `because` does not hold. */
  turnOff: 9,
  /** `task` runs and may make another attempt beside the one that is slow: it has a slot for it. */
  hedge: 10,
  /** Enough is there of what the early base input `input` takes: what that comes to is settled now. */
  enough: 11,
} as const;

/** The number of an effect. */
export type Effect = (typeof effect)[keyof typeof effect];

const width = 5;

/** The effects of one step, in the order in which they are to be performed: five integers each, in one flat buffer. */
export class Effects {
  #entries = new Int32Array(64 * width);
  #end = 0;

  get count(): number {
    return this.#end / width;
  }

  /** The effect at place `at`. */
  kind(at: number): Effect {
    // Only `add` writes here, and it takes nothing else.
    return (this.#entries[at * width] ?? 0) as Effect;
  }

  /** The task, or the list of `close`, or the base input of `enough`. */
  subject(at: number): number {
    return this.#entries[at * width + 1] ?? 0;
  }

  /** The phase of `create` and `skip`, the base input of `reject`. */
  detail(at: number): number {
    return this.#entries[at * width + 2] ?? 0;
  }

  /** The item of `create`, how many are wanted of `reject`. */
  extra(at: number): number {
    return this.#entries[at * width + 3] ?? 0;
  }

  /** The tasks of `create`. */
  tasks(at: number): number {
    return this.#entries[at * width + 4] ?? 0;
  }

  add(kind: Effect, subject = 0, detail = 0, extra = 0, tasks = 1): void {
    if (this.#end === this.#entries.length) this.#grow();
    // Written in one go: an effect is added for every task, and five calls cost more than what they write.
    const entries = this.#entries;
    const at = this.#end;
    entries[at] = kind;
    entries[at + 1] = subject;
    entries[at + 2] = detail;
    entries[at + 3] = extra;
    entries[at + 4] = tasks;
    this.#end = at + width;
  }

  clear(): void {
    this.#end = 0;
  }

  #grow(): void {
    const grown = new Int32Array(2 * this.#entries.length);
    grown.set(this.#entries);
    this.#entries = grown;
  }
}
