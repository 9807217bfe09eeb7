import type { CancelTimer } from '../clock.js';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import type { Attempt } from './attempt.js';
import type { AttemptMeans } from './attempt-port.js';
import type { AttemptedTasks } from './attempted-tasks.js';
import { Deadlines } from './deadlines.js';

/** Who is told of time that is up. */
export interface TimeLimitsTold {
  attemptDue(attempt: Attempt, error: PhasegraphError): void;
  taskDue(task: number): void;
}

/** The time that attempts have, and that tasks have for all of theirs. */
export class TimeLimits {
  readonly #means: Pick<AttemptMeans, 'clock' | 'tasks' | 'hasEnded'>;
  readonly #attempted: AttemptedTasks;
  readonly #told: TimeLimitsTold;
  /** By phase. */
  readonly #ofAttempts: (Deadlines<Attempt> | undefined)[] = [];
  readonly #ofTasks: (Deadlines<number> | undefined)[] = [];
  /** Attempts that have more time, since their calls waited. */
  readonly #extensions = new Map<Attempt, CancelTimer>();

  constructor(
    means: Pick<AttemptMeans, 'clock' | 'tasks' | 'hasEnded'>,
    attempted: AttemptedTasks,
    told: TimeLimitsTold,
  ) {
    this.#means = means;
    this.#attempted = attempted;
    this.#told = told;
  }

  /** Watches the time of an attempt that begins. */
  watch(attempt: Attempt, timeoutMs: number): void {
    const index = this.#means.tasks.phase.at(attempt.task);
    this.#ofAttempts[index] ??= new Deadlines<Attempt>(
      this.#means.clock,
      () => timeoutMs,
      (entry) => entry.over,
      (entry) => this.#expire(entry, timeoutMs),
    );
    this.#ofAttempts[index].add(attempt);
  }

  /** Watches the time of a task, all its attempts and backoffs together. */
  watchTask(task: number, taskTimeoutMs: number): void {
    const { clock, hasEnded, tasks } = this.#means;
    const index = tasks.phase.at(task);
    this.#ofTasks[index] ??= new Deadlines<number>(
      clock,
      () => taskTimeoutMs,
      hasEnded,
      (entry) => this.#told.taskDue(entry),
    );
    this.#ofTasks[index].add(task);
  }

  stop(): void {
    for (const cancelTimer of this.#extensions.values()) cancelTimer();
    for (const deadlines of [...this.#ofAttempts, ...this.#ofTasks]) deadlines?.stop();
  }

  /** The time of an attempt is up, but for what its calls waited: that is not its own. */
  #expire(attempt: Attempt, timeoutMs: number): void {
    // It has been told to stop, and has the grace time for that: to end it here would be to say that it listened.
    if (this.#attempted.givenUp.has(attempt.task)) return;
    const { clock, tasks } = this.#means;
    const now = clock.now();
    // Summed as deadlines are, so that what is due there is due here.
    const leftMs = attempt.begunAt + timeoutMs + attempt.waitedMs(now) - now;
    if (leftMs <= 0)
      return this.#told.attemptDue(attempt, errors.timeout(tasks.placeOf(attempt.task), timeoutMs));
    const cancelTimer = clock.setTimer(leftMs, () => {
      this.#extensions.delete(attempt);
      if (!attempt.over) this.#expire(attempt, timeoutMs);
    });
    this.#extensions.set(attempt, cancelTimer);
  }
}
