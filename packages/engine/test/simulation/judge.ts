import type { RunEvent } from '../../src/events.js';
import { failuresOf, phaseName } from '../../src/testing/index.js';
import type { InputSpec, PhaseSpec, PipelineSpec, RunSpec } from '../../src/testing/index.js';
import { graceMs } from './one-task.js';
import type { Mark } from './simulate.js';
import { emitterOf, quorumStands, takersOf, verdictOn } from './verdict.js';
import type { Tally, Verdict } from './verdict.js';

interface Task {
  readonly id: string;
  readonly place: number;
  readonly key: string | undefined;
  state: 'waiting' | 'running' | 'backing-off' | 'ended';
  attempts: number;
  readonly open: Set<number>;
  dueAtMs: number;
  /** When its time is used up. */
  expiresAtMs: number;
  status: string;
}

/** What is known of a run that is to be judged. */
export interface Trace {
  readonly events: readonly RunEvent[];
  readonly marks: readonly Mark[];
  readonly run: RunSpec;
  /** Whether timers fire when they are due; else a backoff may be over at any time. */
  readonly timely?: boolean;
}

/**
 * Reads the log of a run event by event, knowing nothing but the drawn pipeline, and says at each whether it may
 * happen, and whenever time passes, whether something should have happened: no task starts before its inputs exist,
 * none waits for anything but a limit, each ends once and for a reason. Everything is worked out anew each time.
 *
 * @throws Error at the first event that breaks a rule
 */
export function judge(spec: PipelineSpec, trace: Trace): void {
  new Judge(spec, trace).read();
}

class Judge {
  readonly #spec: PipelineSpec;
  readonly #trace: Trace;
  readonly #tasks = new Map<string, Task>();
  readonly #tasksAt: Task[][];
  /** By place: the keys of the items that its phase has given. */
  readonly #items: Set<string>[];
  /** Places that were no longer needed when time last passed. */
  readonly #stopped = new Set<number>();
  /** Places whose lists are closed. */
  readonly #closed = new Set<number>();
  #nowMs = 0;
  /** Whether the first task is there. */
  #begun = false;
  #paused = false;
  #cancelled = false;
  #ended = false;
  #lastTaskEndedMs = 0;
  /** Tasks with an attempt that never ends, whatever it is told. */
  readonly #hung = new Set<string>();

  constructor(spec: PipelineSpec, trace: Trace) {
    this.#spec = spec;
    this.#trace = trace;
    this.#tasksAt = spec.map(() => []);
    this.#items = spec.map(() => new Set());
  }

  read(): void {
    const { events, marks } = this.#trace;
    const left = [...marks];
    events.forEach((event, seq) => {
      if (event.seq !== seq) throw new Error(`event ${seq} has the number ${event.seq}`);
      try {
        for (let mark = left[0]; mark !== undefined && mark.seq <= seq; mark = left[0]) {
          this.#passTime(mark.atMs);
          this.#mark(mark);
          left.shift();
        }
        this.#passTime(event.atMs);
        this.#take(event);
      } catch (error) {
        const what = `event ${seq} at ${event.atMs} ms (${event.type}${'task' in event ? ` ${event.task}` : ''})`;
        throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    });
    if (!this.#ended) throw new Error('the run has no end');
  }

  #passTime(nowMs: number): void {
    if (nowMs < this.#nowMs) throw new Error('time goes back');
    if (nowMs > this.#nowMs && this.#begun) this.#assertNothingWaits(nowMs);
    this.#nowMs = nowMs;
  }

  #mark({ what }: Mark): void {
    if (what === 'cancel') this.#cancelled = true;
    else this.#paused = what === 'pause';
  }

  #take(event: RunEvent): void {
    if (this.#ended) throw new Error('comes after the end of the run');
    switch (event.type) {
      case 'task-created':
        return this.#create(event.task, event.phase, event.key);
      case 'attempt-started':
        return this.#start(this.#task(event.task), event);
      case 'attempt-failed':
        return this.#fail(this.#task(event.task), event.attempt, event.atMs, event.retryInMs);
      case 'item-emitted':
      case 'item-ignored': {
        const items = this.#items[placeOf(event.list)];
        if (items?.has(event.key) !== (event.type === 'item-ignored')) throw new Error(`key ${event.key}`);
        items.add(event.key);
        return;
      }
      case 'list-closed': {
        const place = placeOf(event.list);
        if (!this.#isComplete(place)) throw new Error('more may come');
        if (event.items !== this.#items[place]?.size) throw new Error('the items are miscounted');
        this.#closed.add(place);
        return;
      }
      case 'task-ended':
        return this.#end(this.#task(event.task), event);
      case 'run-ended':
        for (const { id, state } of this.#tasks.values())
          if (state !== 'ended') throw new Error(`${id} has not ended`);
        this.#assertNothingWaits(Infinity);
        this.#assertHeard(event);
        this.#ended = true;
        return;
      case 'run-started':
      case 'reused-inside':
      case 'call-ended':
      case 'key-changed':
      case 'task-logged':
      case 'store-failed':
        return;
    }
  }

  #create(id: string, phase: string, key: string | undefined): void {
    const place = placeOf(phase);
    this.#begun = true;
    if (this.#tasks.has(id)) throw new Error('was there already');
    const over = this.#phaseAt(place).over;
    const isItem = over !== undefined && (this.#items[emitterOf(this.#spec, over)]?.has(key ?? '') ?? false);
    if (over === undefined ? key !== undefined : !isItem) throw new Error('has no item');
    const open = new Set<number>();
    const task: Task = {
      id,
      place,
      key,
      state: 'waiting',
      attempts: 0,
      open,
      dueAtMs: 0,
      expiresAtMs: Infinity,
      status: '',
    };
    this.#tasks.set(id, task);
    this.#tasksAt[place]?.push(task);
  }

  #start(task: Task, { attempt, hedge = false, atMs }: RunEvent & { type: 'attempt-started' }): void {
    if (attempt !== ++task.attempts) throw new Error(`attempt ${attempt} is no. ${task.attempts}`);
    if (hedge !== (task.state === 'running')) throw new Error(`it was ${task.state}`);
    if (task.state === 'ended') throw new Error('it had ended');
    if (this.#cancelled) throw new Error('the run was cancelled');
    if (this.#paused) throw new Error('the run was paused');
    if (task.state === 'waiting') {
      this.#assertMade(task);
      task.expiresAtMs = atMs + (this.#phaseAt(task.place).taskTimeoutMs ?? Infinity);
    }
    task.open.add(attempt);
    const { deaf, fails } = this.#phaseAt(task.place);
    if (deaf && fails === 'hangs' && attempt <= failuresOf(this.#phaseAt(task.place), task.key))
      this.#hung.add(task.id);
    task.state = 'running';
    for (const [what, count, cap] of this.#capsOf(task.place, -Infinity))
      if (count > cap) throw new Error(`${count} of ${what} run, and ${cap} may`);
  }

  #fail(task: Task, attempt: number, atMs: number, retryInMs: number | undefined): void {
    if (!task.open.delete(attempt)) throw new Error(`attempt ${attempt} does not run`);
    if (retryInMs === undefined) return;
    if (task.open.size > 0) throw new Error('another attempt still runs');
    task.state = 'backing-off';
    task.dueAtMs = atMs + retryInMs;
  }

  #end(task: Task, event: RunEvent & { type: 'task-ended' }): void {
    const { end } = event;
    if (task.state === 'ended') throw new Error(`it had ended as ${task.status}`);
    const verdicts = this.#verdictsFor(task);
    const ran = task.state === 'running';
    const because = end.status === 'skipped' ? placeOf(end.because) : -1;
    const turnedOff = end.status === 'skipped' && end.reason === 'condition';
    const reason = ((): boolean => {
      switch (end.status) {
        case 'succeeded':
          return ran;
        case 'degraded':
          return task.attempts > 0 && this.#phaseAt(task.place).fallbackMs !== undefined;
        case 'reused':
          return task.state === 'waiting' && verdicts.every((verdict) => verdict === 'made');
        case 'failed':
          return task.attempts > 0 || verdicts.includes('failed');
        case 'cancelled':
          return this.#cancelled || this.#isStopped(task.place);
        case 'skipped':
          // What runs finds no condition that does not hold, but for those inside of a pipeline.
          if (ran && !(turnedOff && because === task.place && this.#phaseAt(because).inner > 0)) return false;
          if (!this.#reaches(because, task.place)) return false;
          if (!turnedOff) return verdicts.includes('skipped') && this.#hasAt(because, 'failed');
          if (because !== task.place)
            return verdicts.includes('turned-off') && this.#hasAt(because, 'turned-off');
          return (
            verdicts.every((verdict) => verdict === 'made') && this.#phaseAt(because).when.includes(false)
          );
      }
    })();
    if (!reason) throw new Error(`it may not end as ${JSON.stringify(end)}; its inputs: ${verdicts.join()}`);
    this.#lastTaskEndedMs = event.atMs;
    task.state = 'ended';
    task.status = turnedOff ? 'turned-off' : end.status;
  }

  /** The run has waited for what it told to stop, no longer than the grace time, and names what did not. */
  #assertHeard({ atMs, unresponsive }: RunEvent & { type: 'run-ended' }): void {
    for (const id of this.#hung) if (!unresponsive.includes(id)) throw new Error(`${id} never ends`);
    for (const id of unresponsive)
      if (!this.#phaseAt(this.#task(id).place).deaf) throw new Error(`${id} listens`);
    const waitedMs = atMs - this.#lastTaskEndedMs;
    const mayWait = this.#spec.some(({ deaf }) => deaf);
    if (this.#trace.timely !== false && waitedMs > (mayWait ? graceMs : 0))
      throw new Error(`it waited for ${waitedMs} ms`);
  }

  /** Time is about to pass: whatever could happen now must have happened. */
  #assertNothingWaits(nextMs: number): void {
    for (const task of this.#tasks.values()) {
      if (task.state === 'running') this.#assertWanted(task);
      if (task.state === 'ended' || task.state === 'running') continue;
      const backsOff = task.state === 'backing-off';
      // One whose time is used up may be at its fallback, of which the log tells only the end.
      if (backsOff && task.expiresAtMs < nextMs) continue;
      if (this.#cancelled || this.#isStopped(task.place)) throw new Error(`${task.id} was not cancelled`);
      const mayWait = this.#trace.timely === false || task.dueAtMs >= nextMs;
      if (backsOff && mayWait) continue;
      const verdicts = backsOff ? [] : this.#verdictsFor(task);
      if (verdicts.some((verdict) => verdict !== undefined && verdict !== 'made'))
        throw new Error(`${task.id} waits for what will not come`);
      if (verdicts.includes(undefined) || this.#paused) continue;
      // One more of it must be one too many.
      if (this.#capsOf(task.place, nextMs).every(([, count, cap]) => count < cap))
        throw new Error(`${task.id} could start and waits`);
    }
    this.#spec.forEach(({ over }, place) => {
      if (this.#isStopped(place)) this.#stopped.add(place);
      const wanted = over === undefined ? 1 : this.#items[emitterOf(this.#spec, over)]?.size;
      if (this.#tasksAt[place]?.length !== wanted) throw new Error(`${phaseName(place)} lacks a task`);
    });
  }

  /** What runs and is no longer wanted has been told so, and what listens has ended. */
  #assertWanted({ id, place }: Task): void {
    if (this.#phaseAt(place).deaf) return;
    if (this.#cancelled || this.#isStopped(place)) throw new Error(`${id} goes on, and nobody wants it`);
  }

  #assertMade(task: Task): void {
    const verdicts = this.#verdictsFor(task);
    if (verdicts.some((verdict) => verdict !== 'made'))
      throw new Error(`its inputs are not there: ${verdicts.map((verdict) => verdict ?? 'to come').join()}`);
    // What is decided in one moment happens in it: some of it may end before the rest has begun.
    if (this.#stopped.has(task.place)) throw new Error('its phase is no longer needed');
  }

  /** What the inputs of a task have come to; `undefined` for what is still to come. */
  #verdictsFor({ place, key }: Task): (Verdict | undefined)[] {
    const { inputs, over } = this.#phaseAt(place);
    const verdicts = inputs.map((input) => this.#verdictOn(input));
    if (over === undefined || this.#phaseAt(over).gives === 'items') return verdicts;
    const sibling = this.#tasks.get(`${phaseName(over)}[${key}]`);
    if (sibling?.state !== 'ended') return [...verdicts, undefined];
    const kind = kindOf(sibling);
    return [...verdicts, kind === 'good' ? 'made' : kind === 'off' ? 'turned-off' : 'skipped'];
  }

  #verdictOn(input: InputSpec): Verdict | undefined {
    const tallyAt = (place: number): Tally => this.#tallyAt(place);
    if (input.early && this.#standsEarly(input)) return 'made';
    return this.#isComplete(input.from) ? verdictOn(this.#spec, input, tallyAt) : undefined;
  }

  #standsEarly(input: InputSpec): boolean {
    const total = this.#tasksAt[input.from]?.length ?? 0;
    const closed = this.#closed.has(emitterOf(this.#spec, input.from));
    return quorumStands(this.#spec, input, (place) => this.#tallyAt(place), { total, closed });
  }

  /** Whether enough of what it gives is there, or of all that is made of it: what nobody takes is a target. */
  #isStopped(place: number): boolean {
    const early = this.#spec.flatMap(({ inputs }) =>
      inputs.filter((input) => input.early && input.from === place),
    );
    if (early.some((input) => this.#standsEarly(input))) return true;
    const takers = takersOf(this.#spec, place);
    return takers.length > 0 && takers.every((taker) => this.#isStopped(taker));
  }

  #isComplete(place: number): boolean {
    const { over } = this.#phaseAt(place);
    const tasks = this.#tasksAt[place] ?? [];
    if (over === undefined ? tasks.length === 0 : !this.#isComplete(emitterOf(this.#spec, over)))
      return false;
    return tasks.every(({ state }) => state === 'ended');
  }

  #tallyAt(place: number): Tally {
    const kinds = (this.#tasksAt[place] ?? []).flatMap((task) =>
      task.state === 'ended' ? [kindOf(task)] : [],
    );
    const count = (wanted: string): number => kinds.filter((kind) => kind === wanted).length;
    const items = this.#items[place]?.size ?? 0;
    return { good: count('good'), failed: count('bad'), off: count('off'), items };
  }

  /**
   * What of the run is capped where a phase counts: what it is, how many run, how many may.
   *
   * @param beforeMs tasks whose time was used up before are taken to run: they may be at their fallbacks
   */
  #capsOf(place: number, beforeMs: number): [string, number, number][] {
    const { run } = this.#trace;
    const { concurrency, group } = this.#phaseAt(place);
    const running = [...this.#tasks.values()].filter(
      ({ state, expiresAtMs }) => state === 'running' || (state === 'backing-off' && expiresAtMs < beforeMs),
    );
    // Attempts beside each other take a slot each, a fallback takes that of the last one.
    const slots = (tasks: readonly Task[]): number =>
      tasks.reduce((sum, { open }) => sum + Math.max(1, open.size), 0);
    const caps: [string, number, number][] = [['the run', slots(running), run.concurrency ?? Infinity]];
    const at = (which: (phase: PhaseSpec, at: number) => boolean): number =>
      slots(running.filter((task) => which(this.#phaseAt(task.place), task.place)));
    if (concurrency !== undefined)
      caps.push([phaseName(place), at((_, other) => other === place), concurrency]);
    const cap = group === undefined ? undefined : run.groups?.[group];
    if (cap !== undefined) caps.push([`group ${group}`, at((phase) => phase.group === group), cap]);
    return caps;
  }

  /** Whether what begins at one phase comes to another by what it requires. */
  #reaches(from: number, to: number): boolean {
    if (from === to) return true;
    const { inputs, over } = this.#phaseAt(to);
    const required = inputs.flatMap((input) => (input.need === 'optional' ? [] : [input.from]));
    return [...required, ...(over === undefined ? [] : [over])].some((next) => this.#reaches(from, next));
  }

  #hasAt(place: number, status: string): boolean {
    return this.#tasksAt[place]?.some((task) => task.status === status) ?? false;
  }

  #task(id: string): Task {
    const task = this.#tasks.get(id);
    if (task === undefined) throw new Error('there is no such task');
    return task;
  }

  #phaseAt(place: number): PhaseSpec {
    const phase = this.#spec[place];
    if (phase === undefined) throw new Error(`there is no phase ${place}`);
    return phase;
  }
}

function kindOf({ status }: Task): 'good' | 'bad' | 'off' {
  if (status === 'turned-off') return 'off';
  return status === 'succeeded' || status === 'degraded' || status === 'reused' ? 'good' : 'bad';
}

/** `p3` and `a3` are what is at place 3. */
function placeOf(name: string): number {
  return Number(name.slice(1));
}
