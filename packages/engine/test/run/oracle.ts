import { digest, failuresOf, itemsOf, phaseName } from '@phasegraph/engine/testing';
import type { InputSpec, PhaseSpec, PipelineSpec } from '@phasegraph/engine/testing';

/** What must become of a task when nothing is capped. */
export interface ExpectedTask {
  /** A task that two inputs keep from starting at one time may end either way. */
  readonly statuses: readonly string[];
  readonly startedAtMs: number | undefined;
  readonly endedAtMs: number;
  readonly value: unknown;
}

interface Item {
  readonly key: string;
  readonly atMs: number;
}

interface Outcome {
  readonly tasks: Map<string, ExpectedTask>;
  /** When all its tasks have ended and no more can come. */
  readonly completeAtMs: number;
  readonly failed: number;
  /** The items of the list that it gives. */
  readonly items: readonly Item[];
}

/**
 * Works out, phase by phase and without any scheduler, what a drawn pipeline must come to: who ends how, and, since
 * nothing waits for anything but its inputs, exactly when.
 */
export function expectedTasks(spec: PipelineSpec): Map<string, ExpectedTask> {
  const outcomes: Outcome[] = [];
  for (const [place, phase] of spec.entries()) outcomes.push(outcomeOf(spec, phase, place, outcomes));
  const all = new Map<string, ExpectedTask>();
  outcomes.forEach(({ tasks }, place) => {
    for (const [key, task] of tasks)
      all.set(key === '' ? phaseName(place) : `${phaseName(place)}[${key}]`, task);
  });
  return all;
}

function outcomeOf(spec: PipelineSpec, phase: PhaseSpec, place: number, before: readonly Outcome[]): Outcome {
  const base = baseOf(spec, phase, before);
  const emitter = phase.over === undefined ? undefined : emitterOf(spec, phase.over);
  const own = emitter === undefined ? [{ key: '', atMs: 0 }] : (before[emitter]?.items ?? []);
  const tasks = new Map<string, ExpectedTask>();
  const given: Item[] = [];
  for (const { key, atMs } of own) {
    const sibling = phase.over === emitter ? undefined : before[phase.over ?? 0]?.tasks.get(key);
    const siblingFailed = sibling !== undefined && !isGood(sibling);
    const failsAtMs = Math.min(base.failsAtMs, siblingFailed ? sibling.endedAtMs : Infinity);
    if (failsAtMs < Infinity) {
      const statuses = [
        ...(base.failsAtMs === failsAtMs ? base.statuses : []),
        ...(siblingFailed && sibling.endedAtMs === failsAtMs ? ['skipped'] : []),
      ];
      // A task that comes into a phase whose inputs have failed meets all that has failed by then.
      const late = atMs > failsAtMs ? ['skipped', 'failed'] : statuses;
      tasks.set(key, {
        statuses: late,
        startedAtMs: undefined,
        endedAtMs: Math.max(atMs, failsAtMs),
        value: undefined,
      });
      continue;
    }
    const startedAtMs = Math.max(atMs, base.readyAtMs, sibling?.endedAtMs ?? 0);
    const failures = failuresOf(phase, key === '' ? undefined : key);
    const succeeds = failures < phase.attempts;
    const endedAtMs = startedAtMs + phase.durationMs * (succeeds ? failures + 1 : phase.attempts);
    const status = succeeds ? 'succeeded' : phase.fallback ? 'degraded' : 'failed';
    const item = phase.over === undefined ? {} : { item: valueOfItem(spec, phase.over, key, before) };
    const value = digest([
      place,
      key === '' ? undefined : key,
      Object.entries({ ...item, ...base.values(key) }),
    ]);
    tasks.set(key, { statuses: [status], startedAtMs, endedAtMs, value });
    if (phase.gives !== 'items') continue;
    itemsOf(phase).forEach(({ id }, at) => {
      const fullKey = key === '' ? id : nestedKey(spec, place, key, id);
      if (phase.emits) given.push({ key: fullKey, atMs: startedAtMs + at });
      else if (status !== 'failed') given.push({ key: fullKey, atMs: endedAtMs });
    });
  }
  const ends = [...tasks.values()].map(({ endedAtMs }) => endedAtMs);
  const closedAtMs = emitter === undefined ? 0 : (before[emitter]?.completeAtMs ?? 0);
  const failed = [...tasks.values()].filter((task) => !isGood(task)).length;
  return { tasks, completeAtMs: Math.max(closedAtMs, ...ends), failed, items: given };
}

interface Base {
  readonly readyAtMs: number;
  readonly failsAtMs: number;
  readonly statuses: readonly string[];
  readonly values: (key: string) => Record<string, unknown>;
}

function baseOf(spec: PipelineSpec, phase: PhaseSpec, before: readonly Outcome[]): Base {
  const verdicts = phase.inputs.map((input) => ({
    atMs: before[input.from]?.completeAtMs ?? 0,
    verdict: verdictOn(spec, input, before),
  }));
  const failures = verdicts.filter(({ verdict }) => verdict !== 'made');
  const failsAtMs = Math.min(Infinity, ...failures.map(({ atMs }) => atMs));
  return {
    readyAtMs: Math.max(0, ...verdicts.map(({ atMs }) => atMs)),
    failsAtMs,
    statuses: failures.filter(({ atMs }) => atMs === failsAtMs).map(({ verdict }) => verdict),
    values: () => ({
      ...(phase.over === undefined && phase.inputs.length === 0 && { seed: 1 }),
      ...Object.fromEntries(phase.inputs.map((input, at) => [`in${at}`, inputValue(spec, input, before)])),
    }),
  };
}

/** `made`, or how a task that needs the input ends. */
function verdictOn(spec: PipelineSpec, { from, need, min }: InputSpec, before: readonly Outcome[]): string {
  if (need === 'optional') return 'made';
  const producer = before[from];
  const above = aboveOf(spec, from, before);
  const failed = (producer?.failed ?? 0) + above.failed;
  const single = spec[from]?.over === undefined;
  if (need === 'required' || above.cut || (single && failed > 0))
    return failed > 0 || above.cut ? 'skipped' : 'made';
  const succeeded =
    spec[from]?.gives === 'items'
      ? (producer?.items.length ?? 0)
      : [...(producer?.tasks.values() ?? [])].filter(isGood).length;
  return succeeded >= (min < 1 ? Math.ceil(min * (succeeded + failed)) : min) ? 'made' : 'failed';
}

/** What failed among those that gave a phase its items: counted, or, when it was a phase of one task, cut off. */
function aboveOf(
  spec: PipelineSpec,
  place: number,
  before: readonly Outcome[],
): { failed: number; cut: boolean } {
  let failed = 0;
  for (let over = spec[place]?.over; over !== undefined;) {
    const emitter = emitterOf(spec, over);
    const lost = before[emitter]?.failed ?? 0;
    over = spec[emitter]?.over;
    if (over === undefined) return { failed, cut: lost > 0 };
    failed += lost;
  }
  return { failed, cut: false };
}

/** The phase that gave the items over which the phase at `place` runs, or which it gives itself. */
function emitterOf(spec: PipelineSpec, place: number): number {
  let at = place;
  for (
    let phase = spec[at];
    phase !== undefined && phase.gives !== 'items' && phase.over !== undefined;
    phase = spec[at]
  ) {
    at = phase.over;
  }
  return at;
}

function inputValue(spec: PipelineSpec, { from, need }: InputSpec, before: readonly Outcome[]): unknown {
  const producer = before[from];
  const phase = spec[from];
  if (producer === undefined || phase === undefined) return undefined;
  const above = aboveOf(spec, from, before);
  if (need === 'optional' && (producer.failed > 0 || above.failed > 0 || above.cut)) return undefined;
  const single = phase.over === undefined && phase.gives === 'value';
  if (single) return producer.tasks.get('')?.value;
  const good: [string, unknown][] =
    phase.gives === 'items'
      ? producer.items.map(({ key }) => [key, { id: idIn(key) }])
      : [...producer.tasks].filter(([, task]) => isGood(task)).map(([key, task]) => [key, task.value]);
  if (need !== 'quorum') return good.map(([, value]) => JSON.stringify(value)).toSorted();
  const bad = phase.gives === 'items' ? [] : [...producer.tasks].filter(([, task]) => !isGood(task));
  return [good.map((entry) => JSON.stringify(entry)).toSorted(), bad.map(([key]) => key).toSorted()];
}

function valueOfItem(spec: PipelineSpec, over: number, key: string, before: readonly Outcome[]): unknown {
  if (spec[over]?.gives === 'items') return { id: idIn(key) };
  return before[over]?.tasks.get(key)?.value;
}

function isGood({ statuses }: ExpectedTask): boolean {
  return statuses.every((status) => status === 'succeeded' || status === 'degraded');
}

/** The key of an item in a list that a mapped phase gives: the way to it, from the list at the top. */
function nestedKey(spec: PipelineSpec, place: number, parent: string, id: string): string {
  const emitter = emitterOf(spec, spec[place]?.over ?? place);
  const way = spec[emitter]?.over === undefined ? `a${emitter}[${parent}]` : parent;
  return `${way}/a${place}[${id}]`;
}

/** The item's own part of its key. */
function idIn(key: string): string {
  return /\[([^[\]]*)\]$/.exec(key)?.[1] ?? key;
}
