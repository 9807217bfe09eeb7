import type { CallReport } from '../declare/resource.js';
import type { TaskEnd } from '../events.js';

/** What calls cost together. */
export interface Spent {
  /** Of the calls whose cost is known, in US dollars. */
  readonly usd: number;
  /** Calls whose cost is not known: they come on top. */
  readonly unknownCalls: number;
}

/** What calls cost, and what reuse saved. */
export interface CostReport extends Spent {
  /** What the results that were reused and the answers that were replayed cost when they were made, in US dollars. */
  readonly savedUsd: number;
  /** Those of which that is not known. */
  readonly unknownSaved: number;
}

/** What a phase cost, and what reuse saved in it. */
export interface PhaseCost extends CostReport {
  /** The name of the phase. */
  readonly phase: string;
}

/** What a run cost, and what reuse saved in it. */
export interface RunCost extends CostReport {
  /** The phases that made calls or were reused, in the order in which that was first heard of them. */
  readonly phases: readonly PhaseCost[];
}

/** Folds calls and ends of tasks into what they cost, in all and by phase. */
export class Costs {
  readonly #run = noCost();
  readonly #phases = new Map<string, Tally>();

  call(phase: string, { outcome, usd, savedUsd }: CallReport): void {
    for (const tally of [this.#run, this.#of(phase)]) {
      if (outcome === 'replayed') addSaved(tally, savedUsd);
      else addCall(tally, usd);
    }
  }

  ended(phase: string, end: TaskEnd): void {
    if (end.status === 'reused') this.reused(phase, end.savedUsd);
  }

  /** A result was reused, which cost that much when it was made, in US dollars. */
  reused(phase: string, savedUsd: number | undefined): void {
    for (const tally of [this.#run, this.#of(phase)]) addSaved(tally, savedUsd);
  }

  all(): RunCost {
    return { ...this.#run, phases: Array.from(this.#phases, ([phase, tally]) => ({ phase, ...tally })) };
  }

  #of(phase: string): Tally {
    let tally = this.#phases.get(phase);
    if (tally === undefined) this.#phases.set(phase, (tally = noCost()));
    return tally;
  }
}

/** Adds what one more call cost, in US dollars; `undefined` where that is not known. */
export function addCall(tally: { usd: number; unknownCalls: number }, usd: number | undefined): void {
  if (usd === undefined) tally.unknownCalls++;
  else tally.usd += usd;
}

function addSaved(tally: Tally, usd: number | undefined): void {
  if (usd === undefined) tally.unknownSaved++;
  else tally.savedUsd += usd;
}

interface Tally {
  usd: number;
  unknownCalls: number;
  savedUsd: number;
  unknownSaved: number;
}

function noCost(): Tally {
  return { usd: 0, unknownCalls: 0, savedUsd: 0, unknownSaved: 0 };
}
