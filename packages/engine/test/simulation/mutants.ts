import type { Plan } from '../../src/plan/plan.js';
import type { Rows, Wiring } from '../../src/plan/wiring.js';
import { need } from '../../src/plan/wiring.js';
import type { MakeScheduler } from '../../src/run/loop-options.js';
import { Effects, effect } from '../../src/run/effects.js';
import { Scheduler } from '../../src/run/scheduler.js';
import type { SchedulerEvent } from '../../src/run/scheduler.js';
import { WatchedScheduler } from './watched-scheduler.js';

/** Schedulers that are wrong, each in one way, by what they do. */
export const mutants: Readonly<Record<string, MakeScheduler>> = {
  'starts a join when all but its last input are there': (plan, caps) =>
    new Scheduler(
      rewired(plan, (wiring) => ({ baseStart: withoutLastInputs(wiring) })),
      caps,
    ),

  'starts a join with a quorum one item early': (plan, caps) =>
    new Scheduler(
      rewired(plan, ({ baseMin }) => ({ baseMin: baseMin.map((min) => (min >= 1 ? min - 1 : min * 0.5)) })),
      caps,
    ),

  'fails what could do without': (plan, caps) =>
    new Scheduler(
      rewired(plan, ({ baseNeed }) => ({
        baseNeed: baseNeed.map((of) => (of === need.settled ? need.all : of)),
      })),
      caps,
    ),

  'skips no sibling of a failed item': (plan, caps) =>
    new Scheduler(
      rewired(plan, ({ sameItemOf }) => ({ sameItemOf: withoutEntries(sameItemOf) })),
      caps,
    ),

  'loses the wake-up of the last that waits for a phase': (plan, caps) =>
    new Scheduler(
      rewired(plan, ({ baseOf }) => ({ baseOf: withoutLastEntries(baseOf) })),
      caps,
    ),

  'starts the least urgent first': (plan, caps) =>
    new WatchedScheduler(
      plan,
      caps,
      planWith(plan, { urgency: plan.urgency.map((at) => plan.urgency.length - at) }),
    ),

  'lets one more run than may': (plan, caps) => new Scheduler(plan, { ...caps, run: caps.run + 1 }),

  'lets two of a phase run where one may': (plan, caps) =>
    new Scheduler(plan, { ...caps, phase: caps.phase.map((cap) => (cap === 1 ? 2 : cap)) }),

  'knows no groups': (plan, caps) => new Scheduler(plan, { ...caps, groupOf: caps.groupOf.map(() => -1) }),

  'does not free the slot of a task that fails': (plan, caps) => {
    let lost = 0;
    const leaking = {
      ...caps,
      // Asked at every step.
      get run() {
        return Math.max(1, caps.run - lost);
      },
    };
    return wrap(new Scheduler(plan, leaking), (event) => {
      if (event.type === 'ended' && event.as === 'failed') lost++;
      return event;
    });
  },

  'goes on when it is cancelled': (plan, caps) =>
    wrap(new Scheduler(plan, caps), (event) => (event.type === 'cancel' ? { type: 'go-on' } : event)),

  'goes on when it is paused': (plan, caps) =>
    wrap(new Scheduler(plan, caps), (event) => (event.type === 'pause' ? { type: 'go-on' } : event)),

  'forgets a retry that is due': (plan, caps) =>
    wrap(new Scheduler(plan, caps), (event) => (event.type === 'retry-due' ? { type: 'go-on' } : event)),

  'forgets every third item': (plan, caps) => {
    let items = 0;
    return wrap(new Scheduler(plan, caps), (event) =>
      event.type === 'emitted' && ++items % 3 === 0 ? { type: 'go-on' } : event,
    );
  },

  'lets what a join has no use for go on': (plan, caps) => new AbortsNothing(plan, caps),

  'gives a slow task a slot that there is not': (plan, caps) => new HedgesBeyondCaps(plan, caps),

  'runs a task twice': (plan, caps) => new RunsTwice(plan, caps),

  'waits for all that runs before it starts more': (plan, caps) => new HasABarrier(plan, caps),
};

type Scheduling = ReturnType<MakeScheduler>;

/** A scheduler to which something else is told. */
function wrap(scheduler: Scheduling, tell: (event: SchedulerEvent) => SchedulerEvent): Scheduling {
  return {
    step: (event) => scheduler.step(tell(event)),
    hasEnded: (task) => scheduler.hasEnded(task),
  };
}

/** Gives out the start of the third task a second time, and hears of no more than one end. */
class RunsTwice extends Scheduler {
  #started = 0;

  override step(event: SchedulerEvent): Effects {
    if (event.type === 'ended' && this.hasEnded(event.task)) return super.step({ type: 'go-on' });
    const effects = super.step(event);
    for (let at = effects.count - 1; at >= 0; at--) {
      if (effects.kind(at) !== effect.start || ++this.#started !== 3) continue;
      effects.add(effect.start, effects.subject(at));
    }
    return effects;
  }
}

/** Aborts nothing, but for a run that is cancelled. */
class AbortsNothing extends Scheduler {
  #cancelled = false;

  override step(event: SchedulerEvent): Effects {
    if (event.type === 'cancel') this.#cancelled = true;
    const decided = super.step(event);
    const effects = new Effects();
    for (let at = 0; at < decided.count; at++)
      if (this.#cancelled || decided.kind(at) !== effect.abort)
        effects.add(decided.kind(at), decided.subject(at), decided.detail(at), decided.extra(at));
    return effects;
  }
}

/** Lets whatever is slow make another attempt at once. */
class HedgesBeyondCaps extends Scheduler {
  override step(event: SchedulerEvent): Effects {
    if (event.type !== 'hedge-due') return super.step(event);
    const effects = super.step({ type: 'go-on' });
    effects.add(effect.hedge, event.task);
    return effects;
  }
}

/** Holds back every start while something runs: waves of tasks. */
class HasABarrier extends Scheduler {
  readonly #held: number[] = [];
  #running = 0;

  override step(event: SchedulerEvent): Effects {
    if ((event.type === 'ended' || event.type === 'backed-off') && this.#running > 0) this.#running--;
    const decided = super.step(event);
    const effects = new Effects();
    for (let at = 0; at < decided.count; at++) {
      if (decided.kind(at) === effect.start) this.#held.push(decided.subject(at));
      else
        effects.add(
          decided.kind(at),
          decided.subject(at),
          decided.detail(at),
          decided.extra(at),
          decided.tasks(at),
        );
    }
    if (this.#running > 0) return effects;
    for (const task of this.#held.splice(0)) {
      this.#running++;
      effects.add(effect.start, task);
    }
    return effects;
  }
}

function rewired(plan: Plan, change: (wiring: Wiring) => Partial<Wiring>): Plan {
  return planWith(plan, { wiring: { ...plan.wiring, ...change(plan.wiring) } });
}

/** A plan is frozen, so what is changed stands before it. */
function planWith(plan: Plan, changed: Partial<Pick<Plan, 'wiring' | 'urgency'>>): Plan {
  // Everything else is looked up in the plan itself.
  return Object.create(plan, {
    ...(changed.wiring && { wiring: { value: changed.wiring } }),
    ...(changed.urgency && { urgency: { value: changed.urgency } }),
  }) as Plan;
}

/** Bounds of inputs as the scheduler counts them: of two inputs or more the last does not count. */
function withoutLastInputs({ baseStart, phases }: Wiring): Int32Array {
  const starts = baseStart.slice();
  for (let phase = phases - 1; phase >= 0; phase--) {
    const inputs = (baseStart[phase + 1] ?? 0) - (baseStart[phase] ?? 0);
    // The scheduler looks at the difference alone: what is taken from one is not given to the next.
    if (inputs >= 2)
      for (let after = phase + 1; after <= phases; after++) starts[after] = (starts[after] ?? 0) - 1;
  }
  return starts;
}

function withoutEntries({ starts }: Rows): Rows {
  return { starts: starts.map(() => 0), entries: new Int32Array() };
}

function withoutLastEntries({ starts, entries }: Rows): Rows {
  const kept: number[] = [];
  const bounds = [0];
  for (let row = 0; row + 1 < starts.length; row++) {
    kept.push(...entries.slice(starts[row], Math.max(starts[row] ?? 0, (starts[row + 1] ?? 0) - 1)));
    bounds.push(kept.length);
  }
  return { starts: Int32Array.from(bounds), entries: Int32Array.from(kept) };
}
