import type { TaskEnd } from '../../events.js';

/** How far a phase is, for a drawing. */
export interface PhaseStatus {
  /** How its tasks ended, or that they have not. */
  readonly status: TaskEnd['status'] | 'waiting' | 'running';
  /** From the start of its first task to the end of its last, in milliseconds. */
  readonly durationMs?: number;
  /** How many tasks of a mapped phase have ended, out of `total`. */
  readonly done?: number;
  /** How many tasks of a mapped phase there are. */
  readonly total?: number;
  /** What it cost: how many calls its tasks made. */
  readonly calls?: number;
  /** Tokens that the calls used, in and out, as the provider reports them. */
  readonly tokens?: number;
  /** Pictures that the calls made. */
  readonly images?: number;
}

/** How far each phase is, by its name. A phase that is not in it is drawn as in a graph without a run. */
export type StatusOverlay = Readonly<Record<string, PhaseStatus>>;

/** What every export can be given besides the graph. */
export interface ExportOptions {
  /** A heading, such as the pipeline's name. */
  readonly title?: string;
  /** How far each phase is: what `statusOverlay` makes of a run's events. Default: as without a run. */
  readonly status?: StatusOverlay;
  /**
   * Whether pictures draw five or more phases that are alike as one, with their count: those of one group, and the
   * branches of a fan-out. Default: when there are more than 40 phases. JSON and GEXF are always whole.
   */
  readonly fold?: boolean;
}

/** The status in words, for the line below a phase's name: `done 3/6 · 12.4 s · 3 calls, 8.1k tokens`. */
export function statusLine(found: PhaseStatus): string {
  const count = found.total === undefined ? '' : ` ${found.done ?? 0}/${found.total}`;
  const duration = found.durationMs === undefined ? '' : ` · ${durationText(found.durationMs)}`;
  const cost = costText(found);
  return `${statusColours[found.status].word}${count}${duration}${cost === '' ? '' : ` · ${cost}`}`;
}

/** `3 calls, 8.1k tokens, 2 images`; empty, when nothing was called. */
function costText({ calls = 0, tokens = 0, images = 0 }: PhaseStatus): string {
  if (calls === 0) return '';
  const amount = (count: number, what: string): string =>
    `${count < 1000 ? count : `${(count / 1000).toFixed(1)}k`} ${what}${count === 1 ? '' : 's'}`;
  return [
    amount(calls, 'call'),
    ...(tokens > 0 ? [amount(tokens, 'token')] : []),
    ...(images > 0 ? [amount(images, 'image')] : []),
  ].join(', ');
}

/** The status of one phase, if there is any. */
export function statusOf(overlay: StatusOverlay | undefined, phase: string): PhaseStatus | undefined {
  // Own properties alone: a phase may be called "constructor".
  return overlay !== undefined && Object.hasOwn(overlay, phase) ? overlay[phase] : undefined;
}

/**
 * The status of several phases drawn as one: the worst of them, once something is known of any. `done` and `total`
 * count phases, the duration is the longest, and costs are added up.
 */
export function combinedStatus(parts: readonly (PhaseStatus | undefined)[]): PhaseStatus | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length === 0) return undefined;
  const has = (status: PhaseStatus['status']): boolean => known.some((part) => part.status === status);
  const ended = known.filter((part) => part.status !== 'waiting' && part.status !== 'running');
  const durations = ended.flatMap(({ durationMs }) => durationMs ?? []);
  const status = has('failed')
    ? 'failed'
    : ended.length === parts.length
      ? (worstFirst.find(has) ?? 'reused')
      : ended.length > 0 || has('running')
        ? 'running'
        : 'waiting';
  return {
    status,
    done: ended.length,
    total: parts.length,
    ...(durations.length > 0 && { durationMs: durations.reduce((a, b) => Math.max(a, b)) }),
    ...added(known, 'calls'),
    ...added(known, 'tokens'),
    ...added(known, 'images'),
  };
}

/** The sum of a cost, where any of them has it. */
function added(known: readonly PhaseStatus[], what: 'calls' | 'tokens' | 'images'): Partial<PhaseStatus> {
  const sum = known.reduce((all, part) => all + (part[what] ?? 0), 0);
  return sum > 0 ? { [what]: sum } : {};
}

const worstFirst = ['cancelled', 'skipped', 'degraded', 'succeeded'] as const;

/** How a status looks: its word, and colours that are legible on white and beside each other. */
export interface StatusLook {
  readonly word: string;
  readonly fill: string;
  readonly line: string;
  /** On `fill` at least 4.5:1. */
  readonly text: string;
}

/** The looks by status. The word is always there too: colour alone tells nobody anything for certain. */
export const statusColours: Readonly<Record<PhaseStatus['status'], StatusLook>> = {
  waiting: { word: 'waiting', fill: '#ffffff', line: '#b6bdc8', text: '#5b6472' },
  running: { word: 'running', fill: '#eaf2fd', line: '#2f6fd0', text: '#1d55ab' },
  succeeded: { word: 'done', fill: '#ebf6ee', line: '#3a8f55', text: '#22693a' },
  degraded: { word: 'degraded', fill: '#fdf4e0', line: '#b57a0e', text: '#7d5200' },
  reused: { word: 'reused', fill: '#eef4f4', line: '#4a8a8c', text: '#2c6466' },
  failed: { word: 'failed', fill: '#fdecec', line: '#c53a3a', text: '#a22626' },
  skipped: { word: 'skipped', fill: '#f3f1f6', line: '#8d83a3', text: '#5f5577' },
  cancelled: { word: 'cancelled', fill: '#f2f2f2', line: '#8b8b8b', text: '#5a5a5a' },
};

/** `850 ms`, `12.4 s`, `3 min 05 s`. */
function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
