/** What is known when a life of the process has ended. */
export interface Life {
  /** The ids of the requests that came in during it, as often as they did. */
  readonly asked: readonly string[];
  /** The ids of the answers that phases had in it, replayed ones too. */
  readonly heard: readonly string[];
  /** The ids of the answers that are on the disk after it, as often as they are. */
  readonly recorded: readonly string[];
}

/**
 * Holds each life of the process to two promises: an answer that a phase has had is on the disk, and what was on the disk
 * is not asked again. Then no more can be asked twice than was in flight at a kill.
 */
export class Tally {
  readonly faults: string[] = [];
  /** How many requests had come in, and their answers were not on the disk at a kill. */
  inFlight = 0;
  /** By request: how often it came in. */
  readonly #asked = new Map<string, number>();
  #recorded: ReadonlyMap<string, number> = new Map();

  /** How many requests came in more often than a run asks them. */
  get repeats(): number {
    return [...this.#asked].reduce((sum, [id, times]) => sum + Math.max(0, times - timesOf(id)), 0);
  }

  endLife({ asked, heard, recorded }: Life): void {
    const before = this.#recorded;
    const after = countsOf(recorded);
    this.#recorded = after;
    for (const [id, times] of countsOf(heard)) {
      const kept = after.get(id) ?? 0;
      if (kept < times)
        this.faults.push(`a phase had ${times} answers to ${id}, and ${kept} are on the disk`);
    }
    for (const [id, times] of countsOf(asked)) {
      const owed = timesOf(id) - (before.get(id) ?? 0);
      if (times > owed)
        this.faults.push(`${id} was asked ${times} times, and ${owed} answers were not recorded`);
      this.#asked.set(id, (this.#asked.get(id) ?? 0) + times);
      this.inFlight += Math.max(0, times - ((after.get(id) ?? 0) - (before.get(id) ?? 0)));
    }
    for (const [id, times] of before)
      if ((after.get(id) ?? 0) < times) this.faults.push(`${id} was recorded, and is not any more`);
    if (after.has('unknown')) this.faults.push('an answer is recorded that is of no request');
    if (this.repeats > this.inFlight)
      this.faults.push(`${this.repeats} calls were repeated, and ${this.inFlight} were in flight at kills`);
  }
}

/** How often a run asks a request: each check fails at first, after it has asked. */
function timesOf(id: string): number {
  return id.startsWith('check-') ? 2 : 1;
}

function countsOf(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
