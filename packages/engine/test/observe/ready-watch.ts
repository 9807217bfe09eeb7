import type { Plan } from '../../src/plan/plan.js';
import { effect } from '../../src/run/effects.js';
import type { Effects } from '../../src/run/effects.js';
import { Scheduler } from '../../src/run/scheduler.js';
import type { SchedulerEvent } from '../../src/run/scheduler.js';
import type { Caps } from '../../src/run/slots.js';
import type { VirtualClock } from '../../src/testing/virtual-clock.js';

/** A scheduler that writes down when each task first was ready. */
export class ReadyWatch extends Scheduler {
  readonly #clock: VirtualClock;
  readonly #beganAtMs: number;
  #tasks = 0;
  /** By task, in the order in which they were created: in milliseconds of the run, `undefined` when it never was. */
  readonly readyAtMs: (number | undefined)[] = [];

  constructor(plan: Plan, caps: Caps, clock: VirtualClock) {
    super(plan, caps);
    this.#clock = clock;
    this.#beganAtMs = clock.now();
  }

  override step(event: SchedulerEvent): Effects {
    const effects = super.step(event);
    for (let at = 0; at < effects.count; at++)
      if (effects.kind(at) === effect.create) this.#tasks += effects.tasks(at);
    for (let task = 0; task < this.#tasks; task++) {
      const state = this.stateOf(task);
      if (state === 'ready' || state === 'running')
        this.readyAtMs[task] ??= this.#clock.now() - this.#beganAtMs;
    }
    return effects;
  }
}
