/**
 * A drawn pipeline: plain data, so that it can be generated, shrunk, printed and judged without the engine.
 * A phase takes only from phases before it.
 */
export type PipelineSpec = readonly PhaseSpec[];

/** One phase of a drawn pipeline. Its name is `p` and its place. */
export interface PhaseSpec {
  /** The place of the mapped or listing phase over whose items it runs; `undefined` for a phase with one task. */
  readonly over: number | undefined;
  /** A value (one an item when mapped) or a list of items with keys of their own. */
  readonly gives: 'value' | 'items';
  /** How many items a task of it gives. */
  readonly items: number;
  /** Whether items are emitted one a millisecond from the start of the attempt, or returned at its end. */
  readonly emits: boolean;
  /** What it takes besides its own item. */
  readonly inputs: readonly InputSpec[];
  /** How long an attempt takes, in milliseconds; longer than emitting takes. */
  readonly durationMs: number;
  /** How many attempts a task has. */
  readonly attempts: number;
  /** How many attempts fail first, by the task: entry `i` counts for the tasks whose key hashes to `i`. */
  readonly failures: readonly number[];
  /** Whether it has a fallback, which always succeeds. */
  readonly fallback: boolean;
}

/** What a phase takes besides its own item. */
export interface InputSpec {
  /** The place of the phase that gives it. */
  readonly from: number;
  /** Whether it can do without, or with a part of the list. */
  readonly need: 'required' | 'optional' | 'quorum';
  /** With `quorum`: a share below 1, a count from 1 on. */
  readonly min: number;
}

/** The name of the phase at a place. */
export const phaseName = (place: number): string => `p${place}`;

/** A small hash of anything that is JSON: what tasks of a drawn pipeline give. */
export function digest(value: unknown): number {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(value) ?? 'undefined') {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** How many attempts of a task fail. */
export function failuresOf(phase: PhaseSpec, key: string | undefined): number {
  return phase.failures[digest(key ?? '') % Math.max(1, phase.failures.length)] ?? 0;
}

/** The items that a task gives. */
export function itemsOf(phase: PhaseSpec): {
  /** The item's key. */
  id: string;
}[] {
  return Array.from({ length: phase.items }, (_, at) => ({ id: `i${at}` }));
}

/** Draws it as text, a phase a line: `p3* <- each p1, p0?, p2>=0.5 (5 ms, emits 2 items, fails 1, 2 attempts)`. */
export function drawSpec(spec: PipelineSpec): string {
  return spec
    .map((phase, place) => {
      const over = phase.over === undefined ? [] : [`each ${phaseName(phase.over)}`];
      const inputs = phase.inputs.map(({ from, need, min }) => {
        const suffix = need === 'required' ? '' : need === 'optional' ? '?' : `>=${min}`;
        return phaseName(from) + suffix;
      });
      const gives =
        phase.gives === 'items' ? [`${phase.emits ? 'emits' : 'returns'} ${phase.items} items`] : [];
      const failures = phase.failures.some((count) => count > 0) ? [`fails ${phase.failures.join('/')}`] : [];
      const facts = [`${phase.durationMs} ms`, ...gives, ...failures, `${phase.attempts} attempts`];
      const fallback = phase.fallback ? ', fallback' : '';
      const from = [...over, ...inputs].join(', ') || 'seed';
      return `${phaseName(place)}${over.length > 0 ? '*' : ''} <- ${from} (${facts.join(', ')}${fallback})`;
    })
    .join('\n');
}
