import { errors, unreachable } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import type { BaseInput } from '../plan/wiring.js';
import { IntList } from './int-list.js';
import { ReadyQueue } from './ready-queue.js';
import { allowed, hasGiven, isFinal, stateNumber, taskStates } from './task-state.js';
import type { TaskState } from './task-state.js';

/** What the loop tells the scheduler. Tasks, phases and lists are indices. */
export type SchedulerEvent =
  /** The run begins; `items` tells how many items each given list has. */
  | { readonly type: 'begin'; readonly items: ReadonlyMap<number, number> }
  /** An item of a list exists. */
  | { readonly type: 'emitted'; readonly list: number }
  /** An attempt failed and the task is to be tried again later. It holds no slot until then. */
  | { readonly type: 'backed-off'; readonly task: number }
  | { readonly type: 'retry-due'; readonly task: number }
  | {
      readonly type: 'ended';
      readonly task: number;
      readonly as: 'succeeded' | 'degraded' | 'reused' | 'failed' | 'cancelled';
    }
  | { readonly type: 'cancel' };

/** What the scheduler tells the loop to do. */
export type SchedulerEffect =
  /** A task exists now; `item` is its place among the items of its phase's origin, 0 when it is not mapped. */
  | { readonly type: 'create'; readonly task: number; readonly phase: number; readonly item: number }
  | { readonly type: 'start'; readonly task: number }
  /** The task will never start: something in `because`, a phase, failed. */
  | { readonly type: 'skip'; readonly task: number; readonly because: number }
  /** The task fails without a start: too few items of a collected list succeeded. */
  | { readonly type: 'reject'; readonly task: number; readonly input: BaseInput; readonly wanted: number }
  /** The task is cancelled and never started, or waited for its next attempt. */
  | { readonly type: 'drop'; readonly task: number }
  /** The task runs and is to be aborted; it ends when the loop says so. */
  | { readonly type: 'abort'; readonly task: number }
  /** No further item of the list will come. */
  | { readonly type: 'close'; readonly list: number }
  /** Every task has ended. */
  | { readonly type: 'finish' };

/** How many tasks may run at once: in the run, and of each phase by its index. */
export interface Caps {
  readonly run: number;
  readonly phase: (phase: number) => number;
}

const none = -1;

/**
 * Decides what starts when. A pure state machine over flat arrays: no clock, no promise, no I/O; an event goes in,
 * effects come out, in the order in which they are to be performed.
 *
 * A mapped phase grows a task an item, so tasks are numbered as they come; what they wait for is counted, never
 * searched. What an end sets free is worked off a queue, so that depth costs no stack.
 */
export class Scheduler {
  readonly #plan: Plan;
  readonly #caps: Caps;

  readonly #taskPhase = new IntList();
  readonly #taskItem = new IntList();
  /** How many inputs are still to be made. */
  readonly #taskPending = new IntList();
  readonly #taskState = new IntList();
  /** The phase in which a task's failure began. */
  readonly #taskBecause = new IntList();

  /** By phase: its tasks, by item. */
  readonly #tasksOf: IntList[];
  readonly #basePending: Int32Array;
  readonly #baseBecause: Int32Array;
  /** By phase: the collected input that it failed by. */
  readonly #baseRejected: ({ input: BaseInput; wanted: number } | undefined)[];
  readonly #open: Int32Array;
  readonly #given: Int32Array;
  readonly #failed: Int32Array;
  readonly #running: Int32Array;
  readonly #complete: Uint8Array;

  /** By list: how many items it has, and whether it is closed. */
  readonly #items: Int32Array;
  readonly #closed: Uint8Array;

  /** By phase: who waits for all its tasks, and which mapped phases for its task of the same item. */
  readonly #baseConsumers: { phase: number; input: BaseInput }[][];
  readonly #itemConsumers: number[][];
  readonly #emits: number[][];

  readonly #ready: ReadyQueue;
  /** By phase: ready tasks set aside because the phase is at its cap, in order; and how many were taken back. */
  readonly #parked: IntList[];
  readonly #unparked: Int32Array;
  #runningTotal = 0;
  #incomplete: number;
  #cancelled = false;
  #finished = false;

  /** Ends and completions that are still to be passed on. */
  readonly #endedQueue: number[] = [];
  readonly #completedQueue: number[] = [];
  #effects: SchedulerEffect[] = [];

  /** The story: every transition as event, task, new state. */
  readonly #story = new IntList();
  #eventCount = 0;

  constructor(plan: Plan, caps: Caps) {
    const { phases, lists } = plan;
    this.#plan = plan;
    this.#caps = caps;
    this.#tasksOf = phases.map(() => new IntList());
    this.#basePending = Int32Array.from(phases, (phase) => phase.base.length);
    this.#baseBecause = new Int32Array(phases.length).fill(none);
    this.#baseRejected = phases.map(() => undefined);
    this.#open = new Int32Array(phases.length);
    this.#given = new Int32Array(phases.length);
    this.#failed = new Int32Array(phases.length);
    this.#running = new Int32Array(phases.length);
    this.#complete = new Uint8Array(phases.length);
    this.#items = new Int32Array(lists.length);
    this.#closed = new Uint8Array(lists.length);
    this.#baseConsumers = phases.map(() => []);
    this.#itemConsumers = phases.map(() => []);
    this.#emits = phases.map(() => []);
    for (const { index, base, sameItem } of phases) {
      for (const input of base) this.#baseConsumers[input.producer]?.push({ phase: index, input });
      for (const producer of sameItem) this.#itemConsumers[producer]?.push(index);
    }
    lists.forEach(({ emitter }, list) => {
      if (emitter !== undefined) this.#emits[emitter]?.push(list);
    });
    this.#parked = phases.map(() => new IntList());
    this.#unparked = new Int32Array(phases.length);
    this.#incomplete = phases.length;
    this.#ready = new ReadyQueue((a, b) => this.#goesBefore(a, b));
  }

  /**
   * Takes an event and returns what is to be done, in order.
   *
   * @throws PhasegraphError `internal` when the event cannot happen in the task's state; its story is in the message
   */
  step(event: SchedulerEvent): readonly SchedulerEffect[] {
    this.#effects = [];
    this.#eventCount++;
    this.#take(event);
    this.#passOn();
    this.#fill();
    if (this.#incomplete === 0 && !this.#finished) {
      this.#finished = true;
      this.#effects.push({ type: 'finish' });
    }
    return this.#effects;
  }

  /** The state of a task. */
  stateOf(task: number): TaskState {
    return taskStates[this.#taskState.at(task)] ?? 'waiting';
  }

  /** How many tasks run. */
  get running(): number {
    return this.#runningTotal;
  }

  /** The transitions of a task, each with the number of the event that made it. */
  story(task: number): string[] {
    const lines: string[] = [];
    for (let at = 0; at < this.#story.length; at += 3) {
      if (this.#story.at(at + 1) === task) {
        lines.push(`event ${this.#story.at(at)}: ${taskStates[this.#story.at(at + 2)]}`);
      }
    }
    return lines;
  }

  #take(event: SchedulerEvent): void {
    switch (event.type) {
      case 'begin':
        return this.#begin(event.items);
      case 'emitted':
        return this.#growTasks(event.list);
      case 'backed-off':
        this.#move(event.task, stateNumber['backing-off']);
        return this.#releaseSlot(event.task);
      case 'retry-due':
        // A cancelled run has dropped the task; its timer may already have been on the way.
        if (!isFinal(this.#taskState.at(event.task))) this.#makeReady(event.task);
        return;
      case 'ended':
        this.#releaseSlot(event.task);
        return this.#end(event.task, stateNumber[event.as], this.#taskPhase.at(event.task));
      case 'cancel':
        return this.#cancel();
      default:
        return unreachable(event);
    }
  }

  #begin(items: ReadonlyMap<number, number>): void {
    const { phases, lists } = this.#plan;
    for (const phase of phases) if (phase.origin === undefined) this.#createTask(phase.index, 0);
    for (const phase of phases) if (phase.origin === undefined) this.#settleNewTask(phase.index, 0);
    lists.forEach(({ emitter }, list) => {
      if (emitter !== undefined) return;
      for (let item = items.get(list) ?? 0; item > 0; item--) this.#growTasks(list);
      this.#close(list);
    });
  }

  /** An item came: a task for every phase that runs on it. All are made before any is looked at: they wait for each other. */
  #growTasks(list: number): void {
    if (this.#closed[list] === 1)
      throw errors.internal(`an item came after "${this.#listName(list)}" was closed`);
    const item = this.#items[list] ?? 0;
    this.#items[list] = item + 1;
    const members = this.#plan.lists[list]?.members ?? [];
    for (const phase of members) this.#createTask(phase, item);
    for (const phase of members) this.#settleNewTask(phase, item);
  }

  #createTask(phase: number, item: number): void {
    const task = this.#taskPhase.length;
    const baseOpen = (this.#basePending[phase] ?? 0) > 0 ? 1 : 0;
    this.#taskPhase.push(phase);
    this.#taskItem.push(item);
    this.#taskPending.push(baseOpen + (this.#plan.phases[phase]?.sameItem.length ?? 0));
    this.#taskState.push(stateNumber.waiting);
    this.#taskBecause.push(none);
    this.#tasksOf[phase]?.push(task);
    this.#add(this.#open, phase, 1);
    this.#effects.push({ type: 'create', task, phase, item });
  }

  #settleNewTask(phase: number, item: number): void {
    const task = this.#taskOf(phase, item);
    if (this.#cancelled) this.#drop(task);
    else if (this.#baseHasFailed(phase)) this.#endByBase(task);
    else if (this.#taskPending.at(task) === 0) this.#makeReady(task);
  }

  /** Passes on ends and completions until nothing follows from them. */
  #passOn(): void {
    let endedAt = 0;
    let completedAt = 0;
    while (endedAt < this.#endedQueue.length || completedAt < this.#completedQueue.length) {
      if (endedAt < this.#endedQueue.length) this.#passOnEnd(this.#endedQueue[endedAt++] ?? 0);
      else this.#passOnCompletion(this.#completedQueue[completedAt++] ?? 0);
    }
    this.#endedQueue.length = 0;
    this.#completedQueue.length = 0;
  }

  #passOnEnd(task: number): void {
    const phase = this.#taskPhase.at(task);
    const given = hasGiven(this.#taskState.at(task));
    for (const consumer of this.#itemConsumers[phase] ?? []) {
      const next = this.#taskOf(consumer, this.#taskItem.at(task));
      if (this.#taskState.at(next) !== stateNumber.waiting) continue;
      if (given) this.#inputMade(next);
      else this.#skip(next, this.#taskBecause.at(task));
    }
    this.#checkCompletion(phase);
  }

  /** All tasks of a phase have ended and no more will come: its lists close, and who waited for all of it goes on. */
  #passOnCompletion(phase: number): void {
    for (const list of this.#emits[phase] ?? []) this.#close(list);
    for (const { phase: consumer, input } of this.#baseConsumers[phase] ?? []) {
      if (this.#baseHasFailed(consumer)) continue;
      this.#judgeBase(consumer, input);
      this.#add(this.#basePending, consumer, -1);
      if (this.#baseHasFailed(consumer)) {
        this.#eachTaskOf(consumer, (task) => {
          if (this.#taskState.at(task) === stateNumber.waiting) this.#endByBase(task);
        });
      } else if (this.#basePending[consumer] === 0) {
        this.#eachTaskOf(consumer, (task) => {
          if (this.#taskState.at(task) === stateNumber.waiting) this.#inputMade(task);
        });
      }
    }
  }

  /** Whether what a phase needs of a completed producer is there. */
  #judgeBase(consumer: number, input: BaseInput): void {
    if (input.need === 'settled') return;
    const { producer } = input;
    const origin = this.#plan.phases[producer]?.origin;
    const cut = origin === undefined ? this.#firstBecause(producer) : this.#cutOff(origin);
    const failed = (this.#failed[producer] ?? 0) + (origin === undefined ? 0 : this.#failedAbove(origin));
    if (input.need === 'all' || cut !== none) {
      if (failed > 0 || cut !== none) {
        this.#baseBecause[consumer] = cut === none ? this.#becauseOf(producer) : cut;
      }
      return;
    }
    const succeeded =
      input.list === undefined ? (this.#given[producer] ?? 0) : (this.#items[input.list] ?? 0);
    const wanted = wantedOf(input.min ?? 0, succeeded + failed);
    if (succeeded < wanted) this.#baseRejected[consumer] = { input, wanted };
  }

  /** The phase in which the failure of an unmapped emitter up the line began: nobody knows which items are missing. */
  #cutOff(list: number): number {
    for (let emitter = this.#emitterOf(list); emitter !== undefined;) {
      const origin = this.#plan.phases[emitter]?.origin;
      if (origin === undefined) return this.#firstBecause(emitter);
      emitter = this.#emitterOf(origin);
    }
    return none;
  }

  /** How many items up the line failed, and so gave no items here. */
  #failedAbove(list: number): number {
    let failed = 0;
    for (let emitter = this.#emitterOf(list); emitter !== undefined;) {
      const origin = this.#plan.phases[emitter]?.origin;
      if (origin === undefined) break;
      failed += this.#failed[emitter] ?? 0;
      emitter = this.#emitterOf(origin);
    }
    return failed;
  }

  #becauseOf(producer: number): number {
    for (let at: number | undefined = producer; at !== undefined;) {
      const because = this.#firstBecause(at);
      if (because !== none) return because;
      const origin: number | undefined = this.#plan.phases[at]?.origin;
      at = origin === undefined ? undefined : this.#emitterOf(origin);
    }
    return producer;
  }

  #firstBecause(phase: number): number {
    const tasks = this.#tasksOf[phase];
    if (tasks === undefined || (this.#failed[phase] ?? 0) === 0) return none;
    for (let at = 0; at < tasks.length; at++) {
      const task = tasks.at(at);
      if (isFinal(this.#taskState.at(task)) && !hasGiven(this.#taskState.at(task)))
        return this.#taskBecause.at(task);
    }
    return none;
  }

  #inputMade(task: number): void {
    const pending = this.#taskPending.at(task) - 1;
    this.#taskPending.set(task, pending);
    if (pending === 0) this.#makeReady(task);
  }

  #makeReady(task: number): void {
    this.#move(task, stateNumber.ready);
    this.#ready.push(task);
  }

  #endByBase(task: number): void {
    const phase = this.#taskPhase.at(task);
    const rejected = this.#baseRejected[phase];
    if (rejected === undefined) return this.#skip(task, this.#baseBecause[phase] ?? none);
    this.#effects.push({ type: 'reject', task, ...rejected });
    this.#end(task, stateNumber.failed, phase);
  }

  #skip(task: number, because: number): void {
    this.#effects.push({ type: 'skip', task, because });
    this.#end(task, stateNumber.skipped, because);
  }

  #drop(task: number): void {
    this.#effects.push({ type: 'drop', task });
    this.#end(task, stateNumber.cancelled, this.#taskPhase.at(task));
  }

  #end(task: number, state: number, because: number): void {
    const phase = this.#taskPhase.at(task);
    this.#move(task, state);
    this.#taskBecause.set(task, because);
    this.#add(this.#open, phase, -1);
    this.#add(hasGiven(state) ? this.#given : this.#failed, phase, 1);
    this.#endedQueue.push(task);
  }

  #checkCompletion(phase: number): void {
    const origin = this.#plan.phases[phase]?.origin;
    if (this.#complete[phase] === 1 || (this.#open[phase] ?? 0) > 0) return;
    if (origin !== undefined && this.#closed[origin] === 0) return;
    this.#complete[phase] = 1;
    this.#incomplete--;
    this.#completedQueue.push(phase);
  }

  #close(list: number): void {
    this.#closed[list] = 1;
    this.#effects.push({ type: 'close', list });
    for (const member of this.#plan.lists[list]?.members ?? []) this.#checkCompletion(member);
  }

  #cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    for (let task = 0; task < this.#taskPhase.length; task++) {
      const state = this.#taskState.at(task);
      if (state === stateNumber.running) this.#effects.push({ type: 'abort', task });
      else if (!isFinal(state)) this.#drop(task);
    }
  }

  /** Starts ready tasks while there are slots. A task whose phase is at its cap steps aside for what is behind it. */
  #fill(): void {
    if (this.#cancelled) return;
    while (this.#runningTotal < this.#caps.run && this.#ready.size > 0) {
      const task = this.#ready.pop();
      const phase = this.#taskPhase.at(task);
      if ((this.#running[phase] ?? 0) >= this.#caps.phase(phase)) {
        this.#parked[phase]?.push(task);
        continue;
      }
      this.#move(task, stateNumber.running);
      this.#runningTotal++;
      this.#add(this.#running, phase, 1);
      this.#effects.push({ type: 'start', task });
    }
  }

  #releaseSlot(task: number): void {
    const phase = this.#taskPhase.at(task);
    this.#runningTotal--;
    this.#add(this.#running, phase, -1);
    const parked = this.#parked[phase];
    const next = this.#unparked[phase] ?? 0;
    if (parked === undefined || next >= parked.length) return;
    this.#unparked[phase] = next + 1;
    this.#ready.push(parked.at(next));
  }

  #move(task: number, to: number): void {
    const from = this.#taskState.at(task);
    if (((allowed[from] ?? 0) & (1 << to)) === 0) {
      throw errors.internal(
        `task ${task} of "${this.#plan.phases[this.#taskPhase.at(task)]?.name}" went from ` +
          `"${taskStates[from]}" to "${taskStates[to]}" at event ${this.#eventCount}`,
        this.story(task),
      );
    }
    this.#taskState.set(task, to);
    this.#story.push(this.#eventCount);
    this.#story.push(task);
    this.#story.push(to);
  }

  /** By rank, then in the order of the plan, then of the items: a run is repeatable. */
  #goesBefore(a: number, b: number): boolean {
    const phaseA = this.#taskPhase.at(a);
    const phaseB = this.#taskPhase.at(b);
    if (phaseA === phaseB) return this.#taskItem.at(a) < this.#taskItem.at(b);
    const rankA = this.#plan.phases[phaseA]?.rank ?? 0;
    const rankB = this.#plan.phases[phaseB]?.rank ?? 0;
    return rankA === rankB ? phaseA < phaseB : rankA > rankB;
  }

  #baseHasFailed(phase: number): boolean {
    return this.#baseBecause[phase] !== none || this.#baseRejected[phase] !== undefined;
  }

  #eachTaskOf(phase: number, visit: (task: number) => void): void {
    const tasks = this.#tasksOf[phase];
    for (let at = 0; tasks !== undefined && at < tasks.length; at++) visit(tasks.at(at));
  }

  #taskOf(phase: number, item: number): number {
    return this.#tasksOf[phase]?.at(item) ?? 0;
  }

  #emitterOf(list: number): number | undefined {
    return this.#plan.lists[list]?.emitter;
  }

  #listName(list: number): string {
    return this.#plan.lists[list]?.artifact.name ?? String(list);
  }

  #add(counts: Int32Array, index: number, by: number): void {
    counts[index] = (counts[index] ?? 0) + by;
  }

  /** Counts everything anew and compares: for tests, after every step. */
  assertValid(): void {
    const open = new Int32Array(this.#open.length);
    const running = new Int32Array(this.#open.length);
    for (let task = 0; task < this.#taskPhase.length; task++) {
      const phase = this.#taskPhase.at(task);
      const state = this.#taskState.at(task);
      if (!isFinal(state)) this.#add(open, phase, 1);
      if (state === stateNumber.running) this.#add(running, phase, 1);
      if (state === stateNumber.waiting && this.#taskPending.at(task) <= 0) {
        throw errors.internal(`task ${task} waits for nothing`, this.story(task));
      }
    }
    let incomplete = 0;
    for (const { index, name, origin } of this.#plan.phases) {
      if (open[index] !== this.#open[index]) throw errors.internal(`"${name}" miscounts its open tasks`);
      if (running[index] !== this.#running[index])
        throw errors.internal(`"${name}" miscounts its running tasks`);
      if ((running[index] ?? 0) > this.#caps.phase(index))
        throw errors.internal(`"${name}" is above its cap`);
      if (this.#complete[index] === 0) incomplete++;
      else if ((open[index] ?? 0) > 0 || (origin !== undefined && this.#closed[origin] === 0)) {
        throw errors.internal(`"${name}" was called complete too early`);
      }
    }
    if (incomplete !== this.#incomplete) throw errors.internal('the count of incomplete phases is wrong');
    const total = running.reduce((sum, count) => sum + count, 0);
    if (total !== this.#runningTotal || total > this.#caps.run) throw errors.internal('too many tasks run');
    if (!this.#cancelled && this.#ready.size > 0 && total < this.#caps.run) {
      throw errors.internal('a task that could start waits for nothing');
    }
  }
}

/** A share below 1 rounds up; a count is what it says. */
function wantedOf(min: number, total: number): number {
  return min < 1 ? Math.ceil(min * total) : min;
}
