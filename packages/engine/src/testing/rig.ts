import { definePhase } from '../declare/phase.js';
import type { Outputs, Phase, RunResult as Returned, TaskContext } from '../declare/phase.js';
import type { Inputs } from '../declare/input.js';
import type { ItemOf, ListArtifact } from '../declare/artifact.js';
import { VirtualClock } from './virtual-clock.js';

/** A running attempt of a rigged phase: it does what the test says, when the test says it. */
export interface RiggedAttempt {
  /** Counts from 1. */
  readonly attempt: number;
  /** What the phase was handed. */
  readonly inputs: unknown;
  /** Whether the run has told it to stop. */
  readonly aborted: boolean;
  /** Hands on an item of a keyed list. */
  emit<L extends ListArtifact>(list: L, item: ItemOf<L>): void;
  /** Ends it with these outputs, by name. */
  succeed(outputs: unknown): void;
  /** Ends it with an error. */
  fail(error: unknown): void;
}

/** A task of a rigged phase, by its id; it may not exist yet. */
export interface RiggedTask {
  /** Whether an attempt of it runs. */
  readonly running: boolean;
  /** How many attempts have begun. */
  readonly attempts: number;
  /** Waits until its next attempt runs, letting virtual time pass where it must. */
  started(): Promise<RiggedAttempt>;
}

/**
 * Steps a run by hand: phases that wait for the test to say how they end, in virtual time.
 *
 * ```ts
 * const rig = new Rig();
 * const a = rig.phase({ name: 'a', inputs: { brief }, outputs: { plan } });
 * const run = pipeline.run(given, { clock: rig.clock });
 * const attempt = await rig.task('a').started();
 * attempt.fail(new Error('no'));
 * await rig.idle();
 * ```
 */
export class Rig {
  /** Hand it to the run: `pipeline.run(given, { clock: rig.clock })`. */
  readonly clock: VirtualClock = new VirtualClock();
  readonly #running = new Map<string, RiggedAttempt>();
  readonly #attempts = new Map<string, number>();

  /** Declares a phase whose attempts end as the test says. */
  phase<const Name extends string, const I extends Inputs, const O extends Outputs>(
    options: Omit<Parameters<typeof definePhase<Name, I, O>>[0], 'run'>,
  ): Phase<Name, I, O, Record<never, never>> {
    return definePhase<Name, I, O>({
      ...options,
      run: (inputs, context) => this.#begin(inputs, context),
    });
  }

  /** A task by its id, `write[intro]`, whether it is there yet or not. */
  task(id: string): RiggedTask {
    const running = this.#running;
    const attempts = this.#attempts;
    return {
      get running() {
        return running.has(id);
      },
      get attempts() {
        return attempts.get(id) ?? 0;
      },
      started: async () => {
        await this.clock.settle();
        for (;;) {
          const attempt = running.get(id);
          if (attempt !== undefined) return attempt;
          if (!(await this.clock.tick()))
            throw new Error(`"${id}" does not start: nothing is due. ${this.#describe()}`);
        }
      },
    };
  }

  /** The ids of the tasks that run, in the order in which they started. */
  get running(): string[] {
    return [...this.#running.keys()];
  }

  /** Waits until nothing more happens without the test or the passing of time. */
  async idle(): Promise<void> {
    await this.clock.settle();
  }

  #begin<O extends Outputs>(inputs: unknown, context: TaskContext<O>): Promise<Returned<O>> {
    const { task, attempt, signal } = context;
    this.#attempts.set(task, attempt);
    return new Promise((resolve, reject) => {
      const end = (how: () => void): void => {
        if (this.#running.get(task) === rigged) this.#running.delete(task);
        how();
      };
      const rigged: RiggedAttempt = {
        attempt,
        inputs,
        get aborted() {
          return signal.aborted;
        },
        // Erased: the engine checks the list and the item itself.
        emit: (list, item) => context.emit(list as never, item as never),
        succeed: (outputs) => end(() => resolve(outputs as Returned<O>)),
        fail: (error) => end(() => reject(error)),
      };
      this.#running.set(task, rigged);
      signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true });
    });
  }

  #describe(): string {
    return this.#running.size === 0 ? 'No task runs.' : `Running: ${this.running.join(', ')}.`;
  }
}
