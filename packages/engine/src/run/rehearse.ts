import { unreachable } from '../errors.js';
import { Heap } from '../limits/heap.js';
import type { Plan } from '../plan/plan.js';
import { effect } from './effects.js';
import type { Effects } from './effects.js';
import type { RunOptions } from './options.js';
import { RehearsedPool } from './rehearsed-pool.js';
import type { ExpectedCalls, RehearsedKeys } from './rehearsed-pool.js';
import { Scheduler } from './scheduler.js';
import type { SchedulerEvent } from './scheduler.js';
import { capsOf } from './slots.js';

/** What is known before a run. */
export interface RehearsalOptions extends Pick<RunOptions, 'concurrency' | 'groups'> {
  /** How many items a list will have, by its name. Default: 1. */
  readonly items?: ReadonlyMap<string, number>;
  /** What a task calls, by the phase's name. Default: nothing that is limited. */
  readonly calls?: ReadonlyMap<string, readonly ExpectedCalls[]>;
  /** What calls go through. Default: nothing limits them. */
  readonly keys?: RehearsedKeys | undefined;
}

/** What a run takes when its tasks last as long as they are expected to and none fails. */
export interface Rehearsal {
  /** From its start to its end, in milliseconds. */
  readonly makespanMs: number;
  /** How many tasks each phase has, by its name. */
  readonly tasks: ReadonlyMap<string, number>;
}

/**
 * Plays a run through the scheduler in a time of its own, without running anything: tasks last as long as the plan
 * expects, calls wait for the limits of their keys as they do in a pool, the highest rank first. A task hands on the items
 * of a list at its end: a run whose phases emit them earlier is faster.
 */
export function rehearse(plan: Plan, options: RehearsalOptions = {}): Rehearsal {
  const run = new RehearsedRun(plan, options);
  run.play();
  return { makespanMs: run.endedAtMs, tasks: run.tasks };
}

/** A part of a task: calls of one kind, or what it does without any. */
interface Stage {
  readonly task: number;
  readonly at: number;
  readonly durationMs: number;
}

/** A stage whose calls wait for a limit. */
interface WaitingStage extends Stage {
  readonly calls: ExpectedCalls;
  readonly rank: number;
  readonly arrival: number;
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  go(): void;
}

class RehearsedRun {
  #nowMs = 0;
  /** When something last came of a task: a look at the limits that nobody needs any more is nothing of the run. */
  endedAtMs = 0;
  readonly tasks = new Map<string, number>();
  readonly #plan: Plan;
  readonly #options: RehearsalOptions;
  readonly #scheduler: Scheduler;
  readonly #pool: RehearsedPool | undefined;
  readonly #phaseOf: number[] = [];
  readonly #estimates: readonly number[];
  readonly #due = new Heap<Due>((a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order));
  /** Stages that wait, by what they call. */
  readonly #line = new Map<ExpectedCalls, Heap<WaitingStage>>();
  #arrivals = 0;
  /** When it will look through them again. */
  readonly #looksAtMs = new Set<number>();
  readonly #inbox: SchedulerEvent[] = [];
  #order = 0;

  constructor(plan: Plan, options: RehearsalOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#scheduler = new Scheduler(plan, capsOf(plan, options));
    this.#pool = options.keys && new RehearsedPool(options.keys);
    this.#estimates = plan.phases.map(({ estimateMs }) => estimateMs);
  }

  play(): void {
    const items = new Map<number, number>();
    this.#plan.lists.forEach(({ emitter, artifact }, list) => {
      if (emitter === undefined) items.set(list, this.#itemsOf(artifact.name));
    });
    this.#tell({ type: 'begin', items });
    for (let next = this.#due.first; next !== undefined; next = this.#due.first) {
      this.#due.remove(next);
      this.#nowMs = next.atMs;
      next.go();
    }
  }

  #tell(...events: SchedulerEvent[]): void {
    this.endedAtMs = this.#nowMs;
    this.#inbox.push(...events);
    for (let event = this.#inbox.shift(); event !== undefined; event = this.#inbox.shift()) {
      const effects = this.#scheduler.step(event);
      for (let at = 0; at < effects.count; at++) this.#perform(effects, at);
    }
  }

  #perform(effects: Effects, at: number): void {
    const task = effects.subject(at);
    const kind = effects.kind(at);
    switch (kind) {
      case effect.create:
        return this.#create(task, effects.detail(at), effects.tasks(at));
      case effect.start:
        // In a turn of its own: the effects of this step hold only until the next one.
        return this.#later(0, () => this.#begin(task, 0));
      case effect.abort:
        return void this.#inbox.push({ type: 'ended', task, as: 'cancelled' });
      case effect.more:
        return void this.#inbox.push({ type: 'go-on' });
      case effect.skip:
      case effect.reject:
      case effect.drop:
      case effect.close:
      case effect.finish:
      case effect.turnOff:
      case effect.hedge:
      case effect.enough:
        return;
      default:
        return unreachable(kind);
    }
  }

  #create(first: number, phase: number, count: number): void {
    for (let task = first; task < first + count; task++) this.#phaseOf[task] = phase;
    const name = this.#nameOf(phase);
    this.tasks.set(name, (this.tasks.get(name) ?? 0) + count);
  }

  /** Begins a stage of a task, or ends it after the last one. */
  #begin(task: number, at: number): void {
    if (this.#scheduler.hasEnded(task)) return;
    const phase = this.#phaseOf[task] ?? 0;
    const calls = this.#options.calls?.get(this.#nameOf(phase)) ?? [];
    const stages = Math.max(1, calls.length);
    if (at === stages) return this.#end(task, phase);
    const stage = { task, at, durationMs: (this.#estimates[phase] ?? 0) / stages };
    const called = calls[at];
    if (this.#pool === undefined || called === undefined) return this.#run(stage, () => undefined);
    this.#wait({ ...stage, calls: called, rank: this.#plan.rankOf(phase), arrival: this.#arrivals++ });
    this.#admit();
  }

  #run({ task, at, durationMs }: Stage, ended: () => void): void {
    this.#later(durationMs, () => {
      ended();
      this.#begin(task, at + 1);
      this.#admit();
    });
  }

  #wait(stage: WaitingStage): void {
    let alike = this.#line.get(stage.calls);
    if (alike === undefined) this.#line.set(stage.calls, (alike = new Heap(isMoreUrgent)));
    alike.add(stage);
  }

  /** @returns the next that calls the same */
  #leave(stage: WaitingStage): WaitingStage | undefined {
    const alike = this.#line.get(stage.calls);
    alike?.remove(stage);
    if (alike?.size === 0) this.#line.delete(stage.calls);
    return alike?.first;
  }

  /** Lets in what the limits have room for, the highest rank first, and looks again when they will have more. */
  #admit(): void {
    if (this.#pool === undefined) return;
    let retryAtMs = Infinity;
    const heads = new Heap(isMoreUrgent);
    for (const { first } of this.#line.values()) if (first !== undefined) heads.add(first);
    for (let stage = heads.first; stage !== undefined; stage = heads.first) {
      heads.remove(stage);
      const admission = this.#scheduler.hasEnded(stage.task)
        ? undefined
        : this.#pool.ask(stage.calls, this.#nowMs);
      if (admission?.status === 'refused') {
        // What there is no room for once there is none for at this moment: the others that call the same wait as well.
        retryAtMs = Math.min(retryAtMs, admission.retryAtMs);
        continue;
      }
      const next = this.#leave(stage);
      if (next !== undefined) heads.add(next);
      if (admission !== undefined) this.#run(stage, admission.end);
    }
    if (retryAtMs < Infinity) this.#lookAgain(retryAtMs - this.#nowMs);
  }

  /** Once at any moment, however often that is asked for: each look asks for a next one, and they would multiply. */
  #lookAgain(inMs: number): void {
    const atMs = this.#nowMs + inMs;
    if (this.#looksAtMs.has(atMs)) return;
    this.#looksAtMs.add(atMs);
    this.#later(inMs, () => {
      this.#looksAtMs.delete(atMs);
      this.#admit();
    });
  }

  #end(task: number, phase: number): void {
    const { starts, entries } = this.#plan.wiring.emits;
    const lists = entries.subarray(starts[phase] ?? 0, starts[phase + 1] ?? 0);
    const emitted = Array.from(lists, (list): SchedulerEvent => {
      const expected = this.#itemsOf(this.#plan.lists[list]?.artifact.name ?? '');
      // Of a mapped phase each task gives its share.
      const tasks = this.tasks.get(this.#nameOf(phase)) ?? 1;
      return { type: 'emitted', list, items: Math.round(expected / tasks) };
    });
    this.#tell(...emitted, { type: 'ended', task, as: 'succeeded' });
  }

  #later(inMs: number, go: () => void): void {
    this.#due.add({ atMs: this.#nowMs + inMs, order: this.#order++, go });
  }

  #itemsOf(list: string): number {
    return Math.max(0, Math.round(this.#options.items?.get(list) ?? 1));
  }

  #nameOf(phase: number): string {
    return this.#plan.declared[phase]?.name ?? '';
  }
}

function isMoreUrgent(a: WaitingStage, b: WaitingStage): boolean {
  return a.rank === b.rank ? a.arrival < b.arrival : a.rank > b.rank;
}
