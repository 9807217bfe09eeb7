import { errors, unreachable } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import { need, none } from '../plan/wiring.js';
import type { Rows, Wiring } from '../plan/wiring.js';
import { Effects, effect } from './effects.js';
import { IntList, IntQueue } from './int-list.js';
import { Needs } from './needs.js';
import { Slots } from './slots.js';
import type { Caps } from './slots.js';
import { Story } from './story.js';
import { Tallies } from './tallies.js';
import { allowed, hasGiven, isFinal, stateNumber, taskStates } from './task-state.js';
import type { TaskState } from './task-state.js';

/** What the loop tells the scheduler. Tasks, phases and lists are indices. */
export type SchedulerEvent =
  /** The run begins; `items` tells how many items each given list has, by the list's place in the plan. */
  | { readonly type: 'begin'; readonly items: ReadonlyMap<number, number> }
  /** So many more items of a list exist. */
  | { readonly type: 'emitted'; readonly list: number; readonly items: number }
  /** An attempt failed and the task is to be tried again later. It holds no slot until then. */
  | { readonly type: 'backed-off'; readonly task: number }
  | { readonly type: 'retry-due'; readonly task: number }
  /** A task is slow, and is to make another attempt beside the one that runs as soon as no other task wants the slot. */
  | { readonly type: 'hedge-due'; readonly task: number }
  /** One of the attempts of a task that ran beside each other has ended, and the task goes on. */
  | { readonly type: 'hedge-ended'; readonly task: number }
  | {
      readonly type: 'ended';
      readonly task: number;
      readonly as: 'succeeded' | 'degraded' | 'reused' | 'failed' | 'cancelled' | 'turned-off';
    }
  /** After `more`: start what is left. */
  | { readonly type: 'go-on' }
  /** Nothing more starts until `resume`; what runs goes on. */
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'cancel' };

/** How many tasks one step starts at the most, so that a fan-out of a million does not exist all at once. */
const startsAStep = 512;

/**
 * Decides what starts when. A pure state machine over flat arrays: no clock, no promise, no I/O; an event goes in,
 * effects come out, in the order in which they are to be performed.
 *
 * A mapped phase grows a task an item, so tasks are numbered as they come; what they wait for is counted, never
 * searched. What an end sets free is worked off a queue, so that depth costs no stack.
 */
export class Scheduler {
  readonly #plan: Plan;
  readonly #wiring: Wiring;
  readonly #slots: Slots;
  readonly #tallies: Tallies;
  readonly #needs: Needs;
  readonly #story: Story;

  readonly #taskPhase: IntList;
  readonly #taskItem: IntList;
  /** How many inputs are still to be made. */
  readonly #taskPending: IntList;
  readonly #taskState: IntList;

  /** By mapped phase: its tasks, by item. A phase that is not mapped has one, `#sole`. */
  readonly #tasksOf: (IntList | undefined)[];
  readonly #sole: Int32Array;
  readonly #basePending: Int32Array;
  /** By phase: the phase that keeps it from running, by a failure or by its condition, or none. */
  readonly #baseBecause: Int32Array;
  /** By phase: 1, when that is a condition. */
  readonly #baseOff: Uint8Array;
  /** By base input: 1, when its consumer waits for it no longer. */
  readonly #baseDone: Uint8Array;
  /** By phase: 1, when enough of what it gives, or of what hangs on it alone, is there, and the rest is cancelled. */
  readonly #stopped: Uint8Array;
  /** By phase: the collected base input that it fails by, or none; and how many were wanted. */
  readonly #baseRejected: Int32Array;
  readonly #baseWanted: Int32Array;
  readonly #complete: Uint8Array;
  /** By task that was skipped or turned off: the phase in which that began. */
  readonly #skippedBecause = new Map<number, number>();

  /** Slow tasks that wait for a slot for another attempt, and by task how many slots it has for those beyond the first. */
  readonly #slow = new Set<number>();
  readonly #beside = new Map<number, number>();

  /** By list: how many items it has, and whether it is closed. */
  readonly #items: Int32Array;
  readonly #closed: Uint8Array;

  #incomplete: number;
  #cancelled = false;
  #paused = false;
  #finished = false;
  /** More could start than one step may, and nothing does until `go-on`: an end in between would start as many again. */
  #moreToStart = false;

  /** Ends and completions that are still to be passed on. */
  readonly #endedQueue = new IntQueue();
  readonly #completedQueue = new IntQueue();
  readonly #effects = new Effects();

  constructor(plan: Plan, caps: Caps) {
    const { wiring } = plan;
    const { phases, lists, baseStart } = wiring;
    this.#plan = plan;
    this.#wiring = wiring;
    this.#slots = new Slots(plan, caps);
    this.#tallies = new Tallies(wiring);
    this.#needs = new Needs(plan);
    const capacity = Math.max(16, phases);
    this.#taskPhase = new IntList(capacity);
    this.#taskItem = new IntList(capacity);
    this.#taskPending = new IntList(capacity);
    this.#taskState = new IntList(capacity);
    this.#story = new Story(capacity);
    this.#tasksOf = new Array<IntList | undefined>(phases).fill(undefined);
    this.#sole = new Int32Array(phases);
    this.#basePending = new Int32Array(phases);
    for (let phase = 0; phase < phases; phase++) {
      this.#basePending[phase] = (baseStart[phase + 1] ?? 0) - (baseStart[phase] ?? 0);
    }
    this.#baseBecause = new Int32Array(phases).fill(none);
    this.#baseOff = new Uint8Array(phases);
    this.#baseDone = new Uint8Array(wiring.baseConsumer.length);
    this.#stopped = new Uint8Array(phases);
    this.#baseRejected = new Int32Array(phases).fill(none);
    this.#baseWanted = new Int32Array(phases);
    this.#complete = new Uint8Array(phases);
    this.#items = new Int32Array(lists.length);
    this.#closed = new Uint8Array(lists.length);
    this.#incomplete = phases;
  }

  /**
   * Takes an event and returns what is to be done, in order; the effects hold until the next step.
   *
   * @throws PhasegraphError `internal` when the event cannot happen in the task's state; its story is in the message
   */
  step(event: SchedulerEvent): Effects {
    this.#effects.clear();
    this.#story.beginEvent();
    this.#take(event);
    this.#passOn();
    this.#fill();
    if (this.#incomplete === 0 && !this.#finished) {
      this.#finished = true;
      this.#effects.add(effect.finish);
    }
    return this.#effects;
  }

  /** The state of a task. */
  stateOf(task: number): TaskState {
    return taskStates[this.#taskState.at(task)] ?? 'waiting';
  }

  hasEnded(task: number): boolean {
    return isFinal(this.#taskState.at(task));
  }

  /** The transitions of a task, each with the number of the event that made it. */
  story(task: number): string[] {
    return this.#story.of(task);
  }

  #take(event: SchedulerEvent): void {
    switch (event.type) {
      case 'begin':
        return this.#begin(event.items);
      case 'emitted':
        return this.#growTasks(event.list, event.items);
      case 'backed-off': {
        const phase = this.#taskPhase.at(event.task);
        this.#move(event.task, stateNumber['backing-off']);
        this.#release(event.task, phase);
        // No longer wanted since before this was told.
        if (this.#cancelled || this.#stopped[phase] === 1) this.#drop(event.task);
        return;
      }
      case 'retry-due':
        // A cancelled run has dropped the task; its timer may already have been on the way.
        if (!isFinal(this.#taskState.at(event.task))) this.#makeReady(event.task);
        return;
      case 'ended': {
        const phase = this.#taskPhase.at(event.task);
        this.#end(event.task, stateNumber[event.as], phase);
        return this.#release(event.task, phase);
      }
      case 'hedge-due':
        if (this.#taskState.at(event.task) === stateNumber.running) this.#slow.add(event.task);
        return;
      case 'hedge-ended':
        return this.#releaseBeside(event.task, this.#taskPhase.at(event.task));
      case 'go-on':
        this.#moreToStart = false;
        return;
      case 'pause':
      case 'resume':
        this.#paused = event.type === 'pause';
        return;
      case 'cancel':
        return this.#cancel();
      default:
        return unreachable(event);
    }
  }

  #begin(items: ReadonlyMap<number, number>): void {
    const { phases, lists, origin } = this.#wiring;
    this.#judgeGiven(items);
    for (let phase = 0; phase < phases; phase++) if (origin[phase] === none) this.#createTasks(phase, 0, 1);
    for (let phase = 0; phase < phases; phase++) if (origin[phase] === none) this.#settleNewTask(phase, 0);
    lists.forEach(({ emitter }, list) => {
      if (emitter !== undefined) return;
      this.#growTasks(list, items.get(list) ?? 0);
      this.#close(list);
    });
  }

  /** Of a list that the run is given it is known from the start whether enough of it is there. */
  #judgeGiven(items: ReadonlyMap<number, number>): void {
    const { baseGiven, baseConsumer, baseList, baseMin } = this.#wiring;
    for (let base = baseGiven; base < baseConsumer.length; base++) {
      const count = items.get(baseList[base] ?? none) ?? 0;
      const wanted = wantedOf(baseMin[base] ?? 0, count);
      if (count >= wanted) continue;
      const consumer = baseConsumer[base] ?? 0;
      this.#baseRejected[consumer] = base;
      this.#baseWanted[consumer] = wanted;
    }
  }

  /**
   * Items came: a task of each for every phase that runs on them. All are made before any is looked at: they wait for
   * each other. Phase by phase, since so they are run: what is next to each other in time is so in memory.
   */
  #growTasks(list: number, count: number): void {
    if (this.#closed[list] === 1)
      throw errors.internal(`an item came after "${this.#listName(list)}" was closed`);
    const first = this.#items[list] ?? 0;
    const last = first + count;
    this.#items[list] = last;
    const { starts, entries } = this.#wiring.members;
    const end = starts[list + 1] ?? 0;
    for (let at = starts[list] ?? 0; at < end; at++)
      if (count > 0) this.#createTasks(entries[at] ?? 0, first, count);
    for (let at = starts[list] ?? 0; at < end; at++)
      for (let item = first; item < last; item++) this.#settleNewTask(entries[at] ?? 0, item);
  }

  #createTasks(phase: number, firstItem: number, count: number): void {
    const first = this.#taskPhase.length;
    const { starts } = this.#wiring.sameItem;
    const baseOpen = (this.#basePending[phase] ?? 0) > 0 ? 1 : 0;
    const pending = baseOpen + (starts[phase + 1] ?? 0) - (starts[phase] ?? 0);
    this.#taskPhase.reserve(count);
    this.#taskItem.reserve(count);
    this.#taskPending.reserve(count);
    this.#taskState.reserve(count);
    this.#story.reserve(count);
    for (let item = firstItem; item < firstItem + count; item++) {
      this.#taskPhase.push(phase);
      this.#taskItem.push(item);
      this.#taskPending.push(pending);
      this.#taskState.push(stateNumber.waiting);
    }
    if (this.#wiring.origin[phase] === none) this.#sole[phase] = first;
    else {
      const tasks = (this.#tasksOf[phase] ??= new IntList());
      tasks.reserve(count);
      for (let task = first; task < first + count; task++) tasks.push(task);
    }
    this.#tallies.add(phase, count);
    this.#effects.add(effect.create, first, phase, firstItem, count);
  }

  #settleNewTask(phase: number, item: number): void {
    const task = this.#taskOf(phase, item);
    if (this.#cancelled || this.#stopped[phase] === 1) this.#drop(task);
    else if (this.#baseHasFailed(phase)) this.#endByBase(task);
    else if (this.#taskPending.at(task) === 0) this.#makeReady(task);
  }

  /** Passes on ends and completions until nothing follows from them. */
  #passOn(): void {
    for (;;) {
      if (this.#endedQueue.size > 0) this.#passOnEnd(this.#endedQueue.shift());
      else if (this.#completedQueue.size > 0) this.#passOnCompletion(this.#completedQueue.shift());
      else return;
    }
  }

  #passOnEnd(task: number): void {
    const phase = this.#taskPhase.at(task);
    const { starts, entries } = this.#wiring.sameItemOf;
    const end = starts[phase + 1] ?? 0;
    const state = this.#taskState.at(task);
    const given = hasGiven(state);
    for (let at = starts[phase] ?? 0; at < end; at++) {
      const next = this.#taskOf(entries[at] ?? 0, this.#taskItem.at(task));
      if (this.#taskState.at(next) !== stateNumber.waiting) continue;
      if (given) this.#inputMade(next);
      else if (state === stateNumber['turned-off']) this.#turnOff(next, this.#becauseOfTask(task));
      else this.#skip(next, this.#becauseOfTask(task));
    }
    if (given || state === stateNumber['turned-off']) this.#openEarly(phase);
    this.#checkCompletion(phase);
  }

  /** All tasks of a phase have ended and no more will come: its lists close, and who waited for all of it goes on. */
  #passOnCompletion(phase: number): void {
    const { emits, baseOf, baseConsumer } = this.#wiring;
    eachIn(emits, phase, (list) => this.#close(list));
    const end = baseOf.starts[phase + 1] ?? 0;
    for (let at = baseOf.starts[phase] ?? 0; at < end; at++) {
      const base = baseOf.entries[at] ?? 0;
      const consumer = baseConsumer[base] ?? 0;
      if (this.#baseDone[base] === 1 || this.#baseHasFailed(consumer)) continue;
      this.#judgeBase(consumer, base);
      this.#baseMade(consumer, base);
    }
  }

  /** A base input has been judged: its consumer goes on, or will not. */
  #baseMade(consumer: number, base: number): void {
    this.#baseDone[base] = 1;
    const pending = (this.#basePending[consumer] ?? 0) - 1;
    this.#basePending[consumer] = pending;
    const failed = this.#baseHasFailed(consumer);
    if (failed || pending === 0) this.#settleBase(consumer, failed);
  }

  /** Opens a join that waits for no more than a quorum, as soon as that stands, and cancels the rest. */
  #openEarly(producer: number): void {
    const { baseOf, baseEarly, baseMin, baseConsumer } = this.#wiring;
    const end = baseOf.starts[producer + 1] ?? 0;
    for (let at = baseOf.starts[producer] ?? 0; at < end; at++) {
      const base = baseOf.entries[at] ?? 0;
      if (baseEarly[base] !== 1 || this.#baseDone[base] === 1) continue;
      const min = baseMin[base] ?? 0;
      if (min < 1 && !this.#isWholeShare(producer)) continue;
      if (this.#tallies.given(producer) < wantedOf(min, this.#tallies.counted(producer))) continue;
      // Settled before the rest is cancelled, which is no failure of the list.
      this.#effects.add(effect.enough, base);
      this.#stop(producer);
      this.#baseMade(baseConsumer[base] ?? 0, base);
    }
  }

  /** Whether it is known of how many items a share is one: of all, when the list is closed and was not turned off. */
  #isWholeShare(producer: number): boolean {
    const over = this.#wiring.origin[producer] ?? none;
    return this.#closed[over] === 1 && this.#tallies.turnedOffBy(producer) === none;
  }

  /** Cancels what is left of a phase, what may still come of it, and whatever fed nothing else. */
  #stop(phase: number): void {
    for (const stopped of this.#needs.stop(phase, this.#stopped)) {
      const count = this.#taskCount(stopped);
      for (let item = 0; item < count; item++) this.#cancelTask(this.#taskOf(stopped, item));
    }
  }

  #taskCount(phase: number): number {
    return this.#wiring.origin[phase] === none ? 1 : (this.#tasksOf[phase]?.length ?? 0);
  }

  #cancelTask(task: number): void {
    const state = this.#taskState.at(task);
    if (state === stateNumber.running) this.#effects.add(effect.abort, task);
    else if (!isFinal(state)) this.#drop(task);
  }

  /** What the tasks of a phase waited for together has been made, or will not be. */
  #settleBase(phase: number, failed: boolean): void {
    const count = this.#taskCount(phase);
    for (let item = 0; item < count; item++) {
      const task = this.#taskOf(phase, item);
      if (this.#taskState.at(task) !== stateNumber.waiting) continue;
      if (failed) this.#endByBase(task);
      else this.#inputMade(task);
    }
  }

  /** Whether what a phase needs of a completed producer is there. */
  #judgeBase(consumer: number, base: number): void {
    const { baseNeed, baseProducer, baseMin, baseList } = this.#wiring;
    if (baseNeed[base] === need.settled) return;
    const producer = baseProducer[base] ?? 0;
    const off = this.#tallies.turnedOffBy(producer);
    if (off !== none) {
      this.#baseBecause[consumer] = off;
      this.#baseOff[consumer] = 1;
      return;
    }
    const failed = this.#tallies.failed(producer);
    if (baseNeed[base] === need.all) {
      const cut = this.#tallies.cutOffBy(producer);
      if (cut !== none) this.#baseBecause[consumer] = cut;
      else if (failed > 0) this.#baseBecause[consumer] = this.#tallies.becauseOf(producer);
      return;
    }
    const list = baseList[base] ?? none;
    const succeeded = list === none ? this.#tallies.given(producer) : (this.#items[list] ?? 0);
    const wanted = wantedOf(baseMin[base] ?? 0, succeeded + failed);
    if (succeeded >= wanted) return;
    this.#baseRejected[consumer] = base;
    this.#baseWanted[consumer] = wanted;
  }

  #becauseOfTask(task: number): number {
    return this.#skippedBecause.get(task) ?? this.#taskPhase.at(task);
  }

  #inputMade(task: number): void {
    const pending = this.#taskPending.at(task) - 1;
    this.#taskPending.set(task, pending);
    if (pending === 0) this.#makeReady(task);
  }

  #makeReady(task: number): void {
    this.#move(task, stateNumber.ready);
    this.#slots.offer(task, this.#taskPhase.at(task));
  }

  #endByBase(task: number): void {
    const phase = this.#taskPhase.at(task);
    const rejected = this.#baseRejected[phase] ?? none;
    if (rejected === none) {
      const because = this.#baseBecause[phase] ?? none;
      return this.#baseOff[phase] === 1 ? this.#turnOff(task, because) : this.#skip(task, because);
    }
    this.#effects.add(effect.reject, task, rejected, this.#baseWanted[phase]);
    this.#end(task, stateNumber.failed, phase);
  }

  #skip(task: number, because: number): void {
    this.#effects.add(effect.skip, task, because);
    this.#skippedBecause.set(task, because);
    this.#end(task, stateNumber.skipped, because);
  }

  #turnOff(task: number, because: number): void {
    this.#effects.add(effect.turnOff, task, because);
    this.#skippedBecause.set(task, because);
    this.#end(task, stateNumber['turned-off'], because);
  }

  #drop(task: number): void {
    this.#effects.add(effect.drop, task);
    this.#end(task, stateNumber.cancelled, this.#taskPhase.at(task));
  }

  #end(task: number, state: number, because: number): void {
    const phase = this.#taskPhase.at(task);
    this.#move(task, state);
    this.#tallies.end(phase, state, because);
    this.#endedQueue.push(task);
  }

  #checkCompletion(phase: number): void {
    if (this.#complete[phase] === 1 || this.#tallies.open(phase) > 0) return;
    const origin = this.#wiring.origin[phase] ?? none;
    if (origin !== none && this.#closed[origin] === 0) return;
    this.#complete[phase] = 1;
    this.#incomplete--;
    this.#completedQueue.push(phase);
  }

  #close(list: number): void {
    this.#closed[list] = 1;
    this.#effects.add(effect.close, list);
    eachIn(this.#wiring.members, list, (member) => {
      this.#openEarly(member);
      this.#checkCompletion(member);
    });
  }

  #cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    for (let task = 0; task < this.#taskPhase.length; task++) this.#cancelTask(task);
  }

  /** Starts ready tasks while there are slots. A phase at its cap steps aside for what is behind it. */
  #fill(): void {
    if (this.#cancelled || this.#paused || this.#moreToStart) return;
    for (let starts = 0; starts < startsAStep; starts++) {
      const task = this.#slots.take(this.#taskState);
      if (task === none) return this.#hedge();
      this.#move(task, stateNumber.running);
      this.#effects.add(effect.start, task);
    }
    this.#moreToStart = this.#slots.hasMore;
    if (this.#moreToStart) this.#effects.add(effect.more);
    else this.#hedge();
  }

  /** Gives the slots that no ready task can have to slow ones, for another attempt each. */
  #hedge(): void {
    for (const task of this.#slow) {
      const phase = this.#taskPhase.at(task);
      if (this.#stopped[phase] === 1 || !this.#slots.takeBeside(phase)) continue;
      this.#slow.delete(task);
      this.#beside.set(task, (this.#beside.get(task) ?? 0) + 1);
      this.#effects.add(effect.hedge, task);
    }
  }

  /** A task runs no longer, in none of its attempts. */
  #release(task: number, phase: number): void {
    // What was slow is over: its next attempt is not.
    this.#slow.delete(task);
    while (this.#beside.has(task)) this.#releaseBeside(task, phase);
    this.#slots.release(phase);
  }

  /** Told of an attempt that ended with its task, there is nothing left to free. */
  #releaseBeside(task: number, phase: number): void {
    const count = this.#beside.get(task);
    if (count === undefined) return;
    if (count === 1) this.#beside.delete(task);
    else this.#beside.set(task, count - 1);
    this.#slots.release(phase);
  }

  #move(task: number, to: number): void {
    const from = this.#taskState.at(task);
    if (((allowed[from] ?? 0) & (1 << to)) === 0) {
      const phase = this.#plan.declared[this.#taskPhase.at(task)]?.name;
      throw errors.internal(
        `task ${task} of "${phase}" went from "${taskStates[from]}" to "${taskStates[to]}" at event ${this.#story.event}`,
        this.story(task),
      );
    }
    this.#taskState.set(task, to);
    this.#story.tell(task, to);
  }

  #baseHasFailed(phase: number): boolean {
    return this.#baseBecause[phase] !== none || this.#baseRejected[phase] !== none;
  }

  #taskOf(phase: number, item: number): number {
    const tasks = this.#tasksOf[phase];
    return tasks === undefined ? (this.#sole[phase] ?? 0) : tasks.at(item);
  }

  #listName(list: number): string {
    return this.#wiring.lists[list]?.artifact.name ?? String(list);
  }

  /**
   * Counts everything anew and compares: for tests, after every step.
   *
   * @throws PhasegraphError `internal` when a count is wrong
   */
  assertValid(): void {
    const { phases, origin } = this.#wiring;
    const open = new Int32Array(phases);
    const running = new Int32Array(phases);
    const ready = new Int32Array(phases);
    for (let task = 0; task < this.#taskPhase.length; task++) {
      const phase = this.#taskPhase.at(task);
      const state = this.#taskState.at(task);
      if (!isFinal(state)) open[phase] = (open[phase] ?? 0) + 1;
      const beside = this.#beside.get(task) ?? 0;
      if (state === stateNumber.running) running[phase] = (running[phase] ?? 0) + 1 + beside;
      else if (beside > 0) throw errors.internal(`task ${task} has slots and does not run`, this.story(task));
      if (state === stateNumber.ready) ready[phase] = (ready[phase] ?? 0) + 1;
      if (state === stateNumber.waiting && this.#taskPending.at(task) <= 0) {
        throw errors.internal(`task ${task} waits for nothing`, this.story(task));
      }
    }
    let incomplete = 0;
    for (let phase = 0; phase < phases; phase++) {
      const name = this.#plan.declared[phase]?.name;
      if (open[phase] !== this.#tallies.open(phase))
        throw errors.internal(`"${name}" miscounts its open tasks`);
      const list = origin[phase] ?? none;
      if (this.#complete[phase] === 0) incomplete++;
      else if ((open[phase] ?? 0) > 0 || (list !== none && this.#closed[list] === 0)) {
        throw errors.internal(`"${name}" was called complete too early`);
      }
    }
    if (incomplete !== this.#incomplete) throw errors.internal('the count of incomplete phases is wrong');
    this.#slots.assertValid(running, ready, !this.#cancelled && !this.#paused && !this.#moreToStart);
  }
}

function eachIn({ starts, entries }: Rows, row: number, visit: (entry: number) => void): void {
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < end; at++) visit(entries[at] ?? 0);
}

/** A count is what it says; a share below 1 the fewest that are that share or more. */
function wantedOf(min: number, total: number): number {
  if (min >= 1) return min;
  const wanted = Math.ceil(min * total);
  // The product may be rounded to just above a whole number: 0.55 of 100 are 55, and 0.55 * 100 is more.
  return wanted > 0 && (wanted - 1) / total >= min ? wanted - 1 : wanted;
}
