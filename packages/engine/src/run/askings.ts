/** One request of one task in a run, which may ask it more than once. */
export interface Asking {
  /** The keys of the answers that were recorded before and not taken yet, in the order in which they were asked for. */
  readonly left: string[];
  /** The keys of the answers that go when there is a new one. */
  readonly stale: string[];
  /** The highest number that an answer has, or a call that was asked. */
  last: number;
}

/** What a task of a run has asked, by the hash of the request. */
export class Askings {
  readonly #byHash = new Map<string, Asking>();

  /** @param recorded is asked once for the answers that are recorded */
  of(hash: string, recorded: () => RecordedKeys): Asking {
    let asking = this.#byHash.get(hash);
    if (asking === undefined) this.#byHash.set(hash, (asking = begun(recorded())));
    return asking;
  }
}

/** The keys of the answers that are recorded, in order: those that the run takes, and those that it replaces. */
export interface RecordedKeys {
  readonly taken: readonly string[];
  readonly stale: readonly string[];
}

/** The key of the answer to a call: the hash of the request, and its number among those of the same hash. */
export function keyOf(hash: string, number: number): string {
  // So many digits that the order of the keys is that of the numbers.
  return `${hash}-${String(number).padStart(digits, '0')}`;
}

const digits = 8;

function begun({ taken, stale }: RecordedKeys): Asking {
  const last = taken.at(-1);
  return { left: [...taken], stale: [...stale], last: last === undefined ? 0 : Number(last.slice(-digits)) };
}
