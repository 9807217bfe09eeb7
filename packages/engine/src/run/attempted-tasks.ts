import type { Phase } from '../declare/phase.js';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import type { Attempt } from './attempt.js';
import type { AttemptMeans } from './attempt-port.js';

/** What is known of tasks between their first attempt and their end. */
export class AttemptedTasks {
  readonly #means: Pick<AttemptMeans, 'plan' | 'tasks'>;
  /** By task: what runs and has promised something; of several attempts one that still runs. */
  readonly running: Map<number, Attempt> = new Map();
  /** Those that have used up their time. */
  readonly late: Set<number> = new Set();
  /** Those whose attempts were told to stop, since nobody needs them any more. */
  readonly givenUp: Set<number> = new Set();

  constructor(means: Pick<AttemptMeans, 'plan' | 'tasks'>) {
    this.#means = means;
  }

  phaseOf(task: number): Phase {
    const phase = this.#means.plan.declared[this.#means.tasks.phase.at(task)];
    if (phase === undefined) throw errors.internal(`task ${task} has no phase`);
    return phase;
  }

  /** What a task fails with that has used up its time. */
  lateError(task: number): PhasegraphError {
    return errors.taskTimeout(this.#means.tasks.placeOf(task), this.phaseOf(task).taskTimeoutMs ?? 0);
  }

  /** A task has ended. */
  forget(task: number): void {
    if (this.running.size > 0) this.running.delete(task);
    if (this.givenUp.size > 0) this.givenUp.delete(task);
    if (this.late.size > 0) this.late.delete(task);
  }
}
