import type { Plan } from '../plan/plan.js';
import { effect } from './effects.js';
import type { Effects } from './effects.js';
import type { Recorder } from './recorder.js';
import type { Tasks } from './tasks.js';

/** So many results are read in one go at most: what is read lies in memory until its task starts. */
const mostAhead = 64;

interface LookAheadMeans {
  readonly plan: Plan;
  readonly tasks: Tasks;
  readonly recorder: Recorder;
  readonly inputsOf: (task: number) => Record<string, unknown>;
}

/** Has the results of tasks that start in one step read together. */
export class LookAhead {
  readonly #means: LookAheadMeans;
  /** Tasks that were read ahead, and have not come to their start. */
  readonly #read = new Set<number>();

  constructor(means: LookAheadMeans) {
    this.#means = means;
  }

  /** The start at a place of the effects is about to be performed. */
  before(effects: Effects, at: number): void {
    const first = effects.subject(at);
    if (this.#read.delete(first) || !this.#isReadAhead(first)) return;
    const starting: number[] = [];
    for (let next = at; next < effects.count && starting.length < mostAhead; next++) {
      const task = effects.subject(next);
      if (effects.kind(next) === effect.start && this.#isReadAhead(task)) starting.push(task);
    }
    if (starting.length === 1) return;
    this.#read.clear();
    for (const task of starting) if (task !== first) this.#read.add(task);
    const { recorder, inputsOf } = this.#means;
    recorder.lookAhead(starting, inputsOf);
  }

  /** What has a condition may have nothing to do, and what is begun again was looked for before. */
  #isReadAhead(task: number): boolean {
    const { plan, tasks } = this.#means;
    const declared = plan.declared[tasks.phase.at(task)];
    return declared?.reuse === true && declared.when === undefined && tasks.attempts.at(task) === 0;
  }
}
