/**
 * A drawn pipeline: plain data, so that it can be generated, shrunk, printed and judged without the engine.
 * A phase takes only from phases before it.
 */
export type PipelineSpec = readonly PhaseSpec[];

/** One phase of a drawn pipeline. Its name is `p` and its place. All times are in milliseconds. */
export interface PhaseSpec {
  /** The place of the mapped or listing phase over whose items it runs; `undefined` for a phase with one task. */
  readonly over: number | undefined;
  /** A value (one an item when mapped) or a list of items with keys of their own. */
  readonly gives: 'value' | 'items';
  /** Whether its tasks all give the same value, so that what runs on it is told apart by keys alone. */
  readonly same: boolean;
  /** How many items a task of it gives. */
  readonly items: number;
  /** Whether items are emitted one a millisecond from the start of each attempt, or returned at its end. */
  readonly emits: boolean;
  /** What it takes besides its own item. */
  readonly inputs: readonly InputSpec[];
  /** Whether its condition holds, by the task's item: see {@link conditionHolds}. */
  readonly when: readonly boolean[];
  /** How long an attempt takes: longer than emitting takes, or 0 for one that promises nothing and returns at once. */
  readonly durationMs: number;
  /** How much longer the first attempt takes. */
  readonly slowMs: number;
  /** How much longer the attempts of some tasks take, up to three times, by the task's key. */
  readonly spreadMs: number;
  /** How many attempts a task has. */
  readonly attempts: number;
  /** How many attempts fail first, by the task: entry `i` counts for the tasks whose key hashes to `i`. */
  readonly failures: readonly number[];
  /** Whether an attempt that fails throws at its end, or never ends: then it has a time, `timeoutMs` or `taskTimeoutMs`. */
  readonly fails: 'throws' | 'hangs';
  /** How long an attempt may take. */
  readonly timeoutMs: number | undefined;
  /** How long all attempts of a task may take. */
  readonly taskTimeoutMs: number | undefined;
  /** After how long a second attempt starts beside a slow one. */
  readonly hedgeAfterMs: number | undefined;
  /** How long its fallback takes, 0 for one that answers at once; `undefined`, when it has none. */
  readonly fallbackMs: number | undefined;
  /** Whether its attempts go on when their signal fires. */
  readonly deaf: boolean;
  /** How many of its tasks may run at once. */
  readonly concurrency: number | undefined;
  /** The group that it is in: `left` or `right`. */
  readonly group: string | undefined;
  /**
   * Of how many phases it is a pipeline: 0 for a phase like any other. One that is a pipeline has one task and one
   * attempt, and none of `taskTimeoutMs`, `hedgeAfterMs`, `fallbackMs` and `deaf`.
   */
  readonly inner: 0 | 1 | 2;
  /** The higher goes first. */
  readonly priority: number;
}

/** What a phase takes besides its own item. */
export interface InputSpec {
  /** The place of the phase that gives it. */
  readonly from: number;
  /** Whether it can do without, or with a part of the list. */
  readonly need: 'required' | 'optional' | 'quorum';
  /** With `quorum`: a share below 1, a count from 1 on. */
  readonly min: number;
  /** With `quorum`: whether the phase starts as soon as enough is there, and the rest is cancelled. */
  readonly early: boolean;
}

/** An item of a drawn list. */
export interface DrawnItem {
  /** Its key in its list. */
  readonly id: string;
  /** Which attempt gave it, 0 for the fallback: an item that is given again has another value. */
  readonly take: number;
}

/** The name of the phase at a place. */
export const phaseName = (place: number): string => `p${place}`;

/** The name of what the phase at a place gives. */
export const artifactName = (place: number): string => `a${place}`;

/** A small hash of anything that is JSON: what tasks of a drawn pipeline give. */
export function digest(value: unknown): number {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(value) ?? 'undefined') {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** The value that a task gives, of its key and of what it takes as data. */
export function valueOf(phase: PhaseSpec, place: number, key: string | undefined, inputs: unknown): number {
  return phase.same ? place : digest([place, key, inputs]);
}

/** How many attempts of a task fail. */
export function failuresOf(phase: PhaseSpec, key: string | undefined): number {
  return phase.failures[digest(key ?? '') % Math.max(1, phase.failures.length)] ?? 0;
}

/** How long an attempt takes, in milliseconds. */
export function durationOf(phase: PhaseSpec, attempt: number, key: string | undefined): number {
  const spread = key === undefined ? 0 : (digest(key) % 4) * phase.spreadMs;
  return phase.durationMs + (attempt === 1 ? phase.slowMs : 0) + spread;
}

/** Whether a task has anything to do: decided by its item, or for all alike where there is none. */
export function conditionHolds(phase: PhaseSpec, item: unknown): boolean {
  const known = typeof item === 'object' && item !== null && 'id' in item ? item.id : item;
  return phase.when[digest(known ?? '') % Math.max(1, phase.when.length)] ?? true;
}

/** The items that an attempt of a task gives. */
export function itemsOf(phase: PhaseSpec, take: number): DrawnItem[] {
  return Array.from({ length: phase.items }, (_, at) => ({ id: `i${at}`, take }));
}

/** Draws it as text, a phase a line: `p3* <- each p1, p0?, p2>=0.5 (5 ms, emits 2 items, fails 1, 2 attempts)`. */
export function drawSpec(spec: PipelineSpec): string {
  return spec
    .map((phase, place) => {
      const over = phase.over === undefined ? [] : [`each ${phaseName(phase.over)}`];
      const from = [...over, ...phase.inputs.map(drawInput)].join(', ') || 'seed';
      return `${phaseName(place)}${over.length > 0 ? '*' : ''} <- ${from} (${factsOf(phase).join(', ')})`;
    })
    .join('\n');
}

function drawInput({ from, need, min, early }: InputSpec): string {
  const suffix = need === 'required' ? '' : need === 'optional' ? '?' : `>=${min}${early ? ' early' : ''}`;
  return phaseName(from) + suffix;
}

function factsOf(phase: PhaseSpec): string[] {
  const known = (value: unknown, text: string): string[] => (value === undefined ? [] : [text]);
  const fails = phase.failures.some((count) => count > 0);
  return [
    `${phase.durationMs} ms${phase.slowMs > 0 ? ` and ${phase.slowMs} at first` : ''}${phase.spreadMs > 0 ? ` or ${phase.spreadMs} more` : ''}`,
    ...(phase.gives === 'items' ? [`${phase.emits ? 'emits' : 'returns'} ${phase.items} items`] : []),
    ...(phase.same ? ['gives the same for all'] : []),
    ...(phase.when.includes(false) ? [`when ${phase.when.join('/')}`] : []),
    ...(fails ? [`${phase.fails === 'hangs' ? 'hangs' : 'fails'} ${phase.failures.join('/')}`] : []),
    `${phase.attempts} attempts`,
    ...known(phase.timeoutMs, `timeout ${phase.timeoutMs}`),
    ...known(phase.taskTimeoutMs, `task timeout ${phase.taskTimeoutMs}`),
    ...known(phase.hedgeAfterMs, `hedge after ${phase.hedgeAfterMs}`),
    ...known(phase.fallbackMs, `fallback ${phase.fallbackMs} ms`),
    ...(phase.deaf ? ['deaf'] : []),
    ...(phase.inner > 0 ? [`a pipeline of ${phase.inner}`] : []),
    ...known(phase.concurrency, `${phase.concurrency} at once`),
    ...known(phase.group, `group ${phase.group}`),
    ...(phase.priority === 0 ? [] : [`priority ${phase.priority}`]),
  ];
}
