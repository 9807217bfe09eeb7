import { artifactName, conditionHolds, phaseName, valueOf } from '../../src/testing/index.js';
import type { DrawnItem, InputSpec, PhaseSpec, PipelineSpec } from '../../src/testing/index.js';
import { playTask } from './one-task.js';
import { emitterOf, missingAbove, quorumStands, takersOf, verdictOn } from './verdict.js';
import type { Tally } from './verdict.js';

/** What must become of a task when nothing is capped. */
interface ExpectedTask {
  /** Things that are due at one time may come in any order: then there is more than one way to end. */
  readonly statuses: readonly string[];
  readonly startedAtMs: readonly (number | undefined)[];
  readonly endedAtMs: number;
  readonly value: unknown;
  /** `undefined`, when it was stopped: another may have begun in that very moment or not. */
  readonly attempts: number | undefined;
  /** Until when the run waits for attempts of it that were told to stop; `endedAtMs` where there are none. */
  readonly quietAtMs: number;
  /** Whether one of those did not end in the grace time. */
  readonly unheard: boolean;
}

/** What a list must come to: what is made of it with its key, in the list's order, and the keys of what is not. */
interface ExpectedList {
  readonly succeeded: readonly (readonly [string, unknown])[];
  readonly failed: readonly string[];
}

/** What must become of a run. */
export interface ExpectedRun {
  /** By the task's id. */
  readonly tasks: ReadonlyMap<string, ExpectedTask>;
  /** By place; `undefined` for a single value, and for what depends on the order of things that are due at one time. */
  readonly lists: readonly (ExpectedList | undefined)[];
}

/** Less than anything takes, in milliseconds. */
const moment = 0.01;

/** Two things are due at one time, and what follows depends on which comes first: the oracle cannot say. */
class Undecided extends Error {}

interface Item {
  readonly key: string;
  readonly atMs: number;
  readonly item: DrawnItem;
}

interface Outcome extends Omit<Tally, 'items'> {
  readonly tasks: Map<string, ExpectedTask>;
  /** When all its tasks have ended and no more can come. */
  readonly completeAtMs: number;
  /** Whether it was stopped before its end. */
  readonly isStopped?: true;
  /** What was there when it was collected early. */
  readonly early?: ExpectedList;
  /** The items of the list that it gives, in its order. */
  readonly given: readonly Item[];
}

/**
 * Works out, phase by phase and without any scheduler, what a drawn pipeline must come to: who ends how, and, since
 * nothing waits for anything but its inputs, exactly when. `undefined`, when that hangs on the order of two things
 * that are due at one time.
 *
 * @param untimed whether what is capped runs at other times: then it is `undefined` as well where one input of a task
 *   fails and another is turned off, since the task ends by the one that it hears of first
 */
export function expectedRun(spec: PipelineSpec, untimed = false): ExpectedRun | undefined {
  const outcomes: Outcome[] = [];
  const decided = ifDecided(() =>
    spec.forEach((phase, place) => outcomes.push(outcomeOf(spec, phase, place, outcomes, untimed))),
  );
  if (decided === undefined) return undefined;
  const all = new Map<string, ExpectedTask>();
  outcomes.forEach(({ tasks }, place) => {
    for (const [key, task] of tasks)
      all.set(key === '' ? phaseName(place) : `${phaseName(place)}[${key}]`, task);
  });
  const lists = spec.map((_, place) => ifDecided(() => listOf(spec, place, outcomes))?.value);
  return { tasks: all, lists };
}

/** `undefined`, when it cannot be said. */
function ifDecided<T>(work: () => T): { readonly value: T } | undefined {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}

function outcomeOf(
  spec: PipelineSpec,
  phase: PhaseSpec,
  place: number,
  before: readonly Outcome[],
  untimed: boolean,
): Outcome {
  const bases = phase.inputs.map((input) => baseOf(spec, input, before));
  const emitter = phase.over === undefined ? undefined : emitterOf(spec, phase.over);
  const own = emitter === undefined ? [{ key: '', atMs: 0 }] : (before[emitter]?.given ?? []);
  const starts = own.map(({ key, atMs }) => startOf(phase, key, atMs, bases, emitter, before));
  const given: Item[] = [];
  const played = own.map(({ key }, at) => {
    const start = starts[at];
    if (start === undefined) throw new Error('every task has a start');
    if (untimed && start.isMixed) throw new Undecided();
    const { statuses, endedAtMs } = start;
    const quiet = { quietAtMs: endedAtMs, unheard: false };
    const none = { statuses, startedAtMs: [undefined], endedAtMs, value: undefined, attempts: 0, ...quiet };
    if (start.atMs === undefined) return { key, task: none };
    const item = phase.over === undefined ? undefined : valueOfItem(spec, phase.over, key, before);
    if (phase.when.includes(false)) {
      // A pipeline that is a phase has begun when a condition inside is asked.
      const begun = phase.inner > 0 && { startedAtMs: [start.atMs], attempts: 1 };
      if (!conditionHolds(phase, item)) return { key, task: { ...none, ...begun, statuses: ['turned-off'] } };
    }
    const name = key === '' ? undefined : key;
    const story = playTask(phase, name, start.atMs);
    for (const { item: made, atMs } of story.items)
      given.push({
        key: name === undefined ? made.id : nestedKey(spec, place, name, made.id),
        atMs,
        item: made,
      });
    const values = [
      ...(phase.over === undefined ? [] : [['item', item]]),
      ...(phase.over === undefined && phase.inputs.length === 0 ? [['seed', 1]] : []),
      ...phase.inputs.map((input, nth) => [`in${nth}`, inputValue(spec, input, before)]),
    ];
    const value = valueOf(phase, place, name, values);
    const { status, attempts, quietAtMs, unheard } = story;
    return {
      key,
      task: {
        statuses: [status],
        startedAtMs: [start.atMs],
        endedAtMs: story.endedAtMs,
        value,
        attempts,
        quietAtMs,
        unheard,
      } satisfies ExpectedTask,
    };
  });
  const tasks = new Map<string, ExpectedTask>(played.map(({ key, task }) => [key, task]));
  const closedAtMs = emitter === undefined ? 0 : (before[emitter]?.completeAtMs ?? 0);
  return { ...tallied(tasks, closedAtMs), given };
}

function tallied(tasks: Map<string, ExpectedTask>, closedAtMs: number): Omit<Outcome, 'given'> {
  const all = [...tasks.values()];
  return {
    tasks,
    completeAtMs: Math.max(closedAtMs, ...all.map(({ endedAtMs }) => endedAtMs)),
    good: all.filter((task) => kindOf(task) === 'good').length,
    failed: all.filter((task) => kindOf(task) === 'bad').length,
    off: all.filter((task) => kindOf(task) === 'off').length,
  };
}

interface Start {
  /** `undefined`, when it never starts. */
  readonly atMs: number | undefined;
  readonly statuses: readonly string[];
  readonly endedAtMs: number;
  /** Whether it fails by one input and is turned off by another. */
  readonly isMixed: boolean;
}

/** When a task starts, or how it ends without. */
function startOf(
  phase: PhaseSpec,
  key: string,
  bornAtMs: number,
  bases: readonly Base[],
  emitter: number | undefined,
  before: readonly Outcome[],
): Start {
  const sibling = phase.over === emitter ? undefined : before[phase.over ?? 0]?.tasks.get(key);
  const waits: Base[] = [...bases];
  if (sibling !== undefined) {
    const kind = kindOf(sibling);
    const verdict = kind === 'good' ? 'made' : kind === 'off' ? 'turned-off' : 'skipped';
    waits.push({ atMs: sibling.endedAtMs, verdict });
  }
  const failures = waits.filter(({ verdict }) => verdict !== 'made');
  if (failures.length === 0) {
    const atMs = Math.max(bornAtMs, ...waits.map((wait) => wait.atMs));
    return { atMs, statuses: [], endedAtMs: atMs, isMixed: false };
  }
  const firstMs = Math.min(...failures.map(({ atMs }) => atMs));
  const first = failures.filter(({ atMs }) => Math.max(bornAtMs, atMs) === Math.max(bornAtMs, firstMs));
  const statuses = [...new Set(first.map(({ verdict }) => verdict))];
  const isMixed = new Set(failures.map(({ verdict }) => verdict === 'turned-off')).size > 1;
  return { atMs: undefined, statuses, endedAtMs: Math.max(bornAtMs, firstMs), isMixed };
}

interface Base {
  readonly atMs: number;
  /** `made`, or how a task that needs it ends. */
  readonly verdict: string;
}

/** When it is known what becomes of an input, and what that is. */
function baseOf(spec: PipelineSpec, input: InputSpec, before: readonly Outcome[]): Base {
  const early = input.early ? stopEarly(spec, input, before) : undefined;
  if (early !== undefined) return { atMs: early, verdict: 'made' };
  return { atMs: before[input.from]?.completeAtMs ?? 0, verdict: verdictOn(spec, input, tallies(before)) };
}

/** When a quorum stands before all have ended: then the rest is cancelled. */
function stopEarly(spec: PipelineSpec, input: InputSpec, before: readonly Outcome[]): number | undefined {
  const { from } = input;
  const producer = before[from];
  const phase = spec[from];
  if (producer === undefined || phase === undefined) return undefined;
  const closedAtMs = before[emitterOf(spec, from)]?.completeAtMs ?? 0;
  const all = [...producer.tasks.values()];
  const standsAt = (atMs: number, ended: readonly ExpectedTask[]): boolean => {
    const good = ended.filter((task) => kindOf(task) === 'good').length;
    const off = ended.filter((task) => kindOf(task) === 'off').length;
    const known = tallies(before);
    const tallyAt = (place: number): Tally =>
      place === from ? { ...known(place), good, off } : known(place);
    return quorumStands(spec, input, tallyAt, { total: all.length, closed: atMs >= closedAtMs });
  };
  const times = [...new Set([closedAtMs, ...all.map(({ endedAtMs }) => endedAtMs)])];
  const stopAtMs = times
    .toSorted((a, b) => a - b)
    .find((atMs) =>
      standsAt(
        atMs,
        all.filter((task) => task.endedAtMs <= atMs),
      ),
    );
  if (stopAtMs === undefined) return undefined;
  const last = all.filter(({ endedAtMs }) => endedAtMs === stopAtMs);
  const stoodBefore = standsAt(
    stopAtMs,
    all.filter(({ endedAtMs }) => endedAtMs < stopAtMs),
  );
  if (last.length > 1 || (last.length === 1 && stoodBefore)) throw new Undecided();
  // Of a failure up the line in the very moment in which an item decides nobody can say whether the join hears.
  for (let { over } = phase; over !== undefined;) {
    const emitter = emitterOf(spec, over);
    for (const task of before[emitter]?.tasks.values() ?? [])
      if (last.length > 0 && task.endedAtMs === stopAtMs && kindOf(task) === 'bad') throw new Undecided();
    over = spec[emitter]?.over;
  }
  const early = listOf(spec, from, before, stopAtMs);
  const stopped = stoppedWith(spec, from, before);
  for (const place of stopped) {
    if (place === from || (last.length === 0 && place === emitterOf(spec, from))) continue;
    // What ends in that moment may have been stopped before.
    for (const { endedAtMs } of before[place]?.tasks.values() ?? [])
      if (endedAtMs === stopAtMs) throw new Undecided();
  }
  for (const place of stopped) stopPhase(spec, place, before, stopAtMs);
  Object.assign(producer, { early });
  return stopAtMs;
}

/** A phase, and before it those whose takers are all among these: in order. */
function stoppedWith(spec: PipelineSpec, from: number, before: readonly Outcome[]): number[] {
  const stopped = [from];
  for (let place = from - 1; place >= 0; place--) {
    const takers = takersOf(spec, place);
    const isStopped = (taker: number): boolean =>
      stopped.includes(taker) || before[taker]?.isStopped === true;
    if (takers.length === 0 || !takers.every(isStopped)) continue;
    // Of two joins the later one in time stops it, and what that makes of the other is not worked out here.
    if (before[place]?.isStopped === true || !takers.every((taker) => stopped.includes(taker)))
      throw new Undecided();
    stopped.unshift(place);
  }
  return stopped;
}

/**
 * Rewrites what becomes of a phase that is no longer needed. Nobody else takes anything of it, so nothing that has been
 * worked out stands on what changes here.
 */
function stopPhase(spec: PipelineSpec, place: number, before: readonly Outcome[], stopAtMs: number): void {
  const phase = spec[place];
  const outcome = before[place];
  if (phase === undefined || outcome === undefined) return;
  const emitter = phase.over === undefined ? undefined : emitterOf(spec, phase.over);
  const born = new Map(before[emitter ?? place]?.given.map(({ key, atMs }) => [key, atMs]));
  if (outcome.given.some(({ atMs }) => atMs === stopAtMs)) throw new Undecided();
  const tasks = new Map<string, ExpectedTask>();
  const given: Item[] = [];
  for (const [key, task] of outcome.tasks) {
    const bornAtMs = emitter === undefined ? 0 : born.get(key);
    // Its item does not come any more.
    if (bornAtMs === undefined) continue;
    if (bornAtMs === stopAtMs && task.endedAtMs > stopAtMs && phase.deaf) throw new Undecided();
    tasks.set(key, stoppedTask(phase, key, task, stopAtMs, bornAtMs));
    const [startedAtMs] = task.startedAtMs;
    if (phase.gives !== 'items' || startedAtMs === undefined || startedAtMs >= stopAtMs) continue;
    const name = key === '' ? undefined : key;
    const { items } = playTask(phase, name, startedAtMs, task.endedAtMs <= stopAtMs ? Infinity : stopAtMs);
    for (const { item, atMs } of kindOf(task) === 'off' ? [] : items)
      given.push({ key: name === undefined ? item.id : nestedKey(spec, place, name, item.id), atMs, item });
  }
  const closedAtMs = emitter === undefined ? 0 : (before[emitter]?.completeAtMs ?? 0);
  outcome.tasks.clear();
  for (const [key, task] of tasks) outcome.tasks.set(key, task);
  Object.assign(outcome, tallied(outcome.tasks, closedAtMs), { given, isStopped: true });
}

/** What becomes of a task whose phase is no longer needed. */
function stoppedTask(
  phase: PhaseSpec,
  key: string,
  task: ExpectedTask,
  stopAtMs: number,
  bornAtMs: number,
): ExpectedTask {
  if (task.endedAtMs <= stopAtMs) return task;
  const [startedAtMs = Infinity] = task.startedAtMs;
  if (startedAtMs < stopAtMs) {
    const name = key === '' ? undefined : key;
    const { status, endedAtMs, quietAtMs, unheard } = playTask(phase, name, startedAtMs, stopAtMs);
    // When an attempt of it ends in that moment as well, it may have been stopped before or after.
    const earlier = playTask(phase, name, startedAtMs, stopAtMs - moment);
    if (earlier.status !== status || Math.abs(earlier.endedAtMs - endedAtMs) > moment) throw new Undecided();
    if (earlier.unheard !== unheard || Math.abs(earlier.quietAtMs - quietAtMs) > moment)
      throw new Undecided();
    return { ...task, statuses: [status], endedAtMs, attempts: undefined, quietAtMs, unheard };
  }
  // One that starts in the same moment may have begun or not; and what does not listen goes on when it has.
  if (startedAtMs === stopAtMs && phase.deaf) throw new Undecided();
  const started = startedAtMs === stopAtMs ? [startedAtMs, undefined] : [undefined];
  return {
    statuses: ['cancelled'],
    startedAtMs: started,
    endedAtMs: Math.max(stopAtMs, bornAtMs),
    value: undefined,
    attempts: undefined,
    quietAtMs: Math.max(stopAtMs, bornAtMs),
    unheard: false,
  };
}

function inputValue(spec: PipelineSpec, { from, need }: InputSpec, before: readonly Outcome[]): unknown {
  const producer = before[from];
  const phase = spec[from];
  if (producer === undefined || phase === undefined) return undefined;
  const above = missingAbove(spec, from, tallies(before));
  const single = phase.over === undefined && phase.gives === 'value';
  const off = phase.over === undefined && producer.off > 0;
  if (need === 'optional' && (producer.failed > 0 || above.failed > 0 || above.off || off)) return undefined;
  if (single) return producer.tasks.get('')?.value;
  const list = listOf(spec, from, before);
  if (need !== 'quorum') return list?.succeeded.map(([, value]) => value);
  return [list?.succeeded, list?.failed];
}

/**
 * What a list comes to, once whatever gives it has ended, or enough has.
 *
 * @param untilMs what ends later counts for nothing
 */
function listOf(
  spec: PipelineSpec,
  place: number,
  before: readonly Outcome[],
  untilMs = Infinity,
): ExpectedList | undefined {
  const phase = spec[place];
  const outcome = before[place];
  if (phase === undefined || outcome === undefined) return undefined;
  if (phase.over === undefined && phase.gives === 'value') return undefined;
  if (outcome.early !== undefined) return outcome.early;
  // What is cancelled since enough has succeeded has not failed.
  const ofKind = (at: number, kind: string): [string, ExpectedTask][] =>
    [...(before[at]?.tasks ?? [])].filter(
      ([, task]) =>
        task.endedAtMs <= untilMs && !task.statuses.includes('cancelled') && kindOf(task) === kind,
    );
  const failed = phase.gives === 'items' ? [] : ofKind(place, 'bad').map(([key]) => key);
  // After the items themselves whoever was to give some of them.
  for (let emitter = emitterOf(spec, place); ; emitter = emitterOf(spec, spec[emitter]?.over ?? emitter)) {
    const { over } = spec[emitter] ?? {};
    for (const [key] of ofKind(emitter, 'bad')) failed.push(over === undefined ? '' : wayTo(spec, over, key));
    if (over === undefined) break;
  }
  const succeeded =
    phase.gives === 'items'
      ? outcome.given.map(({ key, item }): [string, unknown] => [key, item])
      : ofKind(place, 'good').map(([key, { value }]): [string, unknown] => [key, value]);
  return { succeeded, failed };
}

function valueOfItem(spec: PipelineSpec, over: number, key: string, before: readonly Outcome[]): unknown {
  if (spec[over]?.gives === 'items') return before[over]?.given.find((known) => known.key === key)?.item;
  return before[over]?.tasks.get(key)?.value;
}

function tallies(before: readonly Outcome[]): (place: number) => Tally {
  return (place) => {
    const outcome = before[place];
    if (outcome === undefined) return { good: 0, failed: 0, off: 0, items: 0 };
    return { ...outcome, items: outcome.given.length };
  };
}

/** @throws Undecided when it may be either */
function kindOf({ statuses }: ExpectedTask): 'good' | 'bad' | 'off' {
  const kinds = new Set(
    statuses.map((status) =>
      status === 'succeeded' || status === 'degraded' ? 'good' : status === 'turned-off' ? 'off' : 'bad',
    ),
  );
  const [kind = 'bad'] = kinds;
  if (kinds.size > 1) throw new Undecided();
  return kind;
}

/** The key of an item in a list that a mapped phase gives: the way to it, from the list at the top. */
function nestedKey(spec: PipelineSpec, place: number, parent: string, id: string): string {
  return `${wayTo(spec, spec[place]?.over ?? place, parent)}/${artifactName(place)}[${id}]`;
}

/** The way to the item over which a task of a phase that is mapped over `over` runs. */
function wayTo(spec: PipelineSpec, over: number, key: string): string {
  const emitter = emitterOf(spec, over);
  return spec[emitter]?.over === undefined ? `${artifactName(emitter)}[${key}]` : key;
}
