import type { RecordedUse } from './options.js';

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

  /** @param recorded gives the keys of the answers that are recorded, in order */
  of(hash: string, use: RecordedUse, recorded: () => readonly string[]): Asking {
    let asking = this.#byHash.get(hash);
    if (asking === undefined) this.#byHash.set(hash, (asking = begun(recorded(), use)));
    return asking;
  }
}

/** The key of the answer to a call: the hash of the request, and its number among those of the same hash. */
export function keyOf(hash: string, number: number): string {
  // So many digits that the order of the keys is that of the numbers.
  return `${hash}-${String(number).padStart(digits, '0')}`;
}

const digits = 8;

function begun(keys: readonly string[], use: RecordedUse): Asking {
  if (use === 'fresh') return { left: [], stale: [...keys], last: 0 };
  const last = keys.at(-1);
  return { left: [...keys], stale: [], last: last === undefined ? 0 : Number(last.slice(-digits)) };
}
