import type { Plan } from '../../src/plan/plan.js';
import { effect } from '../../src/run/effects.js';
import type { Effects } from '../../src/run/effects.js';
import { Scheduler } from '../../src/run/scheduler.js';
import type { SchedulerEvent } from '../../src/run/scheduler.js';
import type { Caps } from '../../src/run/slots.js';

/** A scheduler that is looked at after every step: all its counts, and whether the most urgent went first. */
export class WatchedScheduler extends Scheduler {
  readonly #plan: Plan;
  readonly #caps: Caps;
  /** By task. */
  readonly #phaseOf: number[] = [];
  /** By task: how many attempts it makes beside the first. */
  readonly #beside = new Map<number, number>();
  readonly events: SchedulerEvent[] = [];
  /** The effects of each step, as numbers. */
  readonly effects: number[][] = [];

  /** @param told the plan that the scheduler goes by, where that is not the true one */
  constructor(plan: Plan, caps: Caps, told: Plan = plan) {
    super(told, caps);
    this.#plan = plan;
    this.#caps = caps;
  }

  override step(event: SchedulerEvent): Effects {
    const effects = super.step(event);
    this.events.push(event);
    this.effects.push(numbersOf(effects));
    this.#countAttempts(event);
    this.assertValid();
    for (let at = 0; at < effects.count; at++)
      if (effects.kind(at) === effect.create)
        for (let task = 0; task < effects.tasks(at); task++)
          this.#phaseOf[effects.subject(at) + task] = effects.detail(at);
    for (let at = 0; at < effects.count; at++)
      if (effects.kind(at) === effect.hedge) this.#add(effects.subject(at), 1);
    this.#assertOrder(effects);
    return effects;
  }

  #countAttempts(event: SchedulerEvent): void {
    if (event.type === 'hedge-ended' && this.#beside.has(event.task)) this.#add(event.task, -1);
    if (event.type === 'ended' || event.type === 'backed-off') this.#beside.delete(event.task);
  }

  #add(task: number, attempts: number): void {
    this.#beside.set(task, (this.#beside.get(task) ?? 0) + attempts);
  }

  /** @throws Error when a task has started before a more urgent one that no cap of its own kept back */
  #assertOrder(effects: Effects): void {
    const ready = this.#phaseOf.flatMap((phase, task) => (this.stateOf(task) === 'ready' ? [phase] : []));
    if (ready.length === 0) return;
    const running = this.#phaseOf.flatMap((phase, task) =>
      this.stateOf(task) === 'running'
        ? new Array<number>(1 + (this.#beside.get(task) ?? 0)).fill(phase)
        : [],
    );
    const { urgency } = this.#plan;
    for (let at = 0; at < effects.count; at++) {
      if (effects.kind(at) !== effect.start) continue;
      const started = this.#phaseOf[effects.subject(at)] ?? 0;
      const before = ready.find(
        (phase) => (urgency[phase] ?? 0) < (urgency[started] ?? 0) && !this.#isFull(phase, running),
      );
      if (before === undefined) continue;
      const [a, b] = [this.#plan.phases[started]?.name, this.#plan.phases[before]?.name];
      throw new Error(`"${a}" has started before the more urgent "${b}"`);
    }
  }

  #isFull(phase: number, running: readonly number[]): boolean {
    const cap = this.#caps.phase[phase] ?? 0;
    if (cap > 0 && running.filter((other) => other === phase).length >= cap) return true;
    const group = this.#caps.groupOf[phase] ?? -1;
    if (group < 0) return false;
    const inGroup = running.filter((other) => this.#caps.groupOf[other] === group).length;
    return inGroup >= (this.#caps.group[group] ?? 0);
  }
}

/** Effects as they stand now: the next step clears them. */
export function numbersOf(effects: Effects): number[] {
  return Array.from({ length: effects.count }, (_, at) => [
    effects.kind(at),
    effects.subject(at),
    effects.detail(at),
    effects.extra(at),
    effects.tasks(at),
  ]).flat();
}
