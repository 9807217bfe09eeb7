import { errors } from '../errors.js';
import type { Phase } from '../declare/phase.js';
import type { Attempt } from './attempt.js';
import type { AttemptMeans } from './attempt-port.js';
import { Hedges } from './hedges.js';
import type { Stragglers } from './stragglers.js';

/** Attempts of one task that run beside each other: when there may be another one, until one of them settles it. */
export class Rivals {
  readonly #means: Pick<AttemptMeans, 'clock' | 'tasks'>;
  readonly #stragglers: Stragglers;
  readonly #due: (task: number) => void;
  /** By phase. */
  readonly #hedges: (Hedges | undefined)[] = [];
  /** By task: how many of its attempts ran beside another. */
  readonly #added = new Map<number, number>();

  /** @param due is told of a task that is slow, and may make another attempt */
  constructor(
    means: Pick<AttemptMeans, 'clock' | 'tasks'>,
    stragglers: Stragglers,
    due: (task: number) => void,
  ) {
    this.#means = means;
    this.#stragglers = stragglers;
    this.#due = due;
  }

  /** An attempt of a phase that hedges begins, alone or beside others. */
  begin(attempt: Attempt, policy: NonNullable<Phase['hedge']>): void {
    const index = this.#means.tasks.phase.at(attempt.task);
    this.#hedges[index] ??= new Hedges(this.#means.clock, policy, (slow) => this.#due(slow.task));
    this.#hedges[index].begin(attempt);
  }

  /** Counts another attempt of a task; `false`, when it may have none by now. */
  spend(task: number, max: number): boolean {
    const added = this.madeBeside(task);
    if (added >= max) return false;
    if (this.#hedges[this.#means.tasks.phase.at(task)]?.spend() !== true) return false;
    this.#added.set(task, added + 1);
    return true;
  }

  /** An attempt runs beside one that is slow. */
  join(attempt: Attempt, slow: Attempt): void {
    attempt.rivals = slow.rivals ??= [slow];
    attempt.rivals.push(attempt);
  }

  /** How many attempts of a task were made beside another. */
  madeBeside(task: number): number {
    return this.#added.get(task) ?? 0;
  }

  /** An attempt has succeeded: how long it took says what is slow. */
  succeed(attempt: Attempt): void {
    if (this.#hedges.length > 0) this.#hedges[this.#means.tasks.phase.at(attempt.task)]?.succeed(attempt);
  }

  /** An attempt has settled its task: the others are of no use any more. */
  overtake({ task, rivals }: Attempt): void {
    if (rivals === undefined) return;
    const overtaken = errors.overtaken(this.#means.tasks.placeOf(task));
    for (const rival of rivals) {
      if (rival.over) continue;
      this.#stragglers.add(rival);
      rival.end();
      rival.abort(overtaken);
    }
  }

  forget(task: number): void {
    if (this.#added.size > 0) this.#added.delete(task);
  }

  stop(): void {
    for (const hedges of this.#hedges) hedges?.stop();
  }
}

/** An attempt of the same task that still runs beside this one, or instead of it; `undefined`, when there is none. */
export function stillRunning({ rivals }: Attempt): Attempt | undefined {
  return rivals?.find((rival) => !rival.over);
}
