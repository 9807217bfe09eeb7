import type { PoolSnapshot } from '@phasegraph/engine';
import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import { formatDuration, formatElapsed } from './duration.js';
import { fitRows } from './fit-rows.js';
import { linesBelow } from './lines-below.js';
import { givenTasks, neededTasks, phaseState, waitsFor, whyNotNeeded } from './phase-state.js';
import type { PhaseState } from './phase-state.js';
import { reasonOf } from './reason.js';
import { drawStrip, scaleFor } from './strip.js';
import { themeFor } from './theme.js';
import type { Abilities, Theme } from './theme.js';
import type { PhaseView, ViewState } from './view-state.js';

/** The terminal that is drawn for, and when. */
export interface Canvas extends Abilities {
  readonly columns: number;
  readonly rows: number;
  /** Milliseconds since the run began. */
  readonly nowMs: number;
  /** The pool, while calls wait for it. */
  readonly pool?: PoolSnapshot | undefined;
}

/**
 * Draws the list of phases: a line each, and below one for the run, for the calls that wait, and for what is wrong with keys.
 * No line is wider than the terminal.
 */
export function renderView(state: ViewState, canvas: Canvas): string[] {
  const theme = themeFor(canvas);
  const width = canvas.columns - 1;
  const longestName = Math.max(0, ...state.phases.map(({ name }) => stringWidth(name)));
  const nameWidth = Math.min(longestName, Math.max(8, width - countWidth - timeWidth - 4));
  const frame: Frame = {
    theme,
    nowMs: canvas.nowMs,
    width,
    scaleMs: state.ended === undefined ? scaleFor(canvas.nowMs) : Math.max(state.atMs, 1),
    nameWidth,
    detailWidth: width - nameWidth - countWidth - timeWidth - 6,
    turn: Math.floor(canvas.nowMs / 120),
  };
  const below = linesBelow(state, canvas.pool, frame);
  // An empty line stands above them; one is left for what is announced, one for the cursor, one to breathe.
  const lines = fitRows(state.phases, canvas.rows - 3 - below.length, {
    phase: (phase) => phaseLine(phase, state.phases, frame),
    group: (groupState, count) =>
      `${theme.sign(groupState, frame.turn)} ${theme.dim(`${count} phases ${groupState === 'turned-off' ? 'not needed' : groupState}`)}`,
  });
  return [...lines, '', ...below].map((line) => fit(line, frame));
}

interface Frame {
  readonly theme: Theme;
  readonly nowMs: number;
  readonly width: number;
  readonly scaleMs: number;
  readonly nameWidth: number;
  /** What is left of the line behind sign, name, count and time. */
  readonly detailWidth: number;
  /** Turns the wheel before what runs. */
  readonly turn: number;
}

const countWidth = 7;
const timeWidth = 6;
/** Below this the strip says nothing, and what a phase waits for takes the place of counts and times. */
const smallestDetail = 18;
/** From this on there is room for a strip and a note beside it. */
const detailForBoth = 60;
/** A strip any longer is harder to follow, not easier. */
const longestStrip = 60;

function phaseLine(phase: PhaseView, phases: readonly PhaseView[], frame: Frame): string {
  const { theme, detailWidth } = frame;
  const state = phaseState(phase);
  const name = pad(cliTruncate(phase.name, frame.nameWidth, { truncationCharacter: theme.ellipsis }), frame);
  const head = `${theme.sign(state, frame.turn)} ${state === 'waiting' ? theme.dim(name) : name}`;
  const columns = `${countOf(phase).padStart(countWidth)} ${timeOf(phase, frame).padStart(timeWidth)}`;
  if (state === 'waiting') {
    const waits = waitsFor(phase, phases).join(', ');
    if (detailWidth < smallestDetail)
      return `${head} ${theme.dim(`${theme.back} ${waits || 'a free slot'}`)}`;
    return `${head} ${theme.dim(`${columns}  waits for ${waits || 'a free slot'}`)}`;
  }
  return `${head} ${columns}  ${detailWidth < smallestDetail ? '' : detailOf(phase, frame)}`;
}

/** The strip, and what went wrong beside it; without room for both, what went wrong. */
function detailOf(phase: PhaseView, frame: Frame): string {
  const { theme, detailWidth, scaleMs, nowMs } = frame;
  const note = noteOf(phase, frame);
  const both = detailWidth >= detailForBoth;
  if (note !== undefined && !both) return theme.tint(noteTint(phase), note);
  const fromMs = phase.startedAtMs ?? phase.endedAtMs;
  if (fromMs === undefined) return note === undefined ? '' : theme.tint(noteTint(phase), note);
  const toMs = phase.complete ? (phase.endedAtMs ?? fromMs) : nowMs;
  const width = both ? Math.min(Math.floor(detailWidth / 2), longestStrip) : detailWidth;
  const strip = drawStrip({ fromMs, toMs }, scaleMs, width, theme.bar).padEnd(width);
  const tinted = theme.tint(phaseState(phase), strip);
  return note === undefined ? tinted : `${tinted}  ${theme.tint(noteTint(phase), note)}`;
}

function noteOf(phase: PhaseView, { nowMs }: Frame): string | undefined {
  const [retry] = phase.retrying;
  if (retry !== undefined) {
    const [task, { error, dueAtMs }] = retry;
    const more = phase.retrying.size > 1 ? ` and ${phase.retrying.size - 1} more` : '';
    return `${itemOf(task, phase)}${more} again in ${formatElapsed(Math.max(0, dueAtMs - nowMs))}: ${reasonOf(error)}`;
  }
  const { failed, degraded, skipped } = phase.ends;
  if (failed > 0) return `${failed === phase.created ? '' : `${failed} `}failed: ${whyOf(phase)}`;
  if (degraded > 0) return `${degraded === phase.created ? '' : `${degraded} `}by fallback: ${whyOf(phase)}`;
  if (skipped > 0 || phase.cutOff === 'skipped') return 'skipped: something that it needs failed';
  const off = phase.ends['turned-off'];
  if (off > 0 || phase.cutOff === 'turned-off')
    return `${off === phase.created ? '' : `${off} `}${whyNotNeeded(phase)}`;
  return phaseState(phase) === 'reused' ? 'from the store' : undefined;
}

function noteTint(phase: PhaseView): PhaseState {
  if (phase.retrying.size > 0 || (phase.ends.failed === 0 && phase.ends.degraded > 0)) return 'degraded';
  if (phase.ends.failed > 0) return 'failed';
  const state = phaseState(phase);
  return phase.ends['turned-off'] > 0 && (state === 'succeeded' || state === 'running')
    ? 'turned-off'
    : state;
}

function itemOf(task: string, phase: PhaseView): string {
  return phase.mapped ? task.slice(phase.name.length + 1, -1) : 'tried';
}

/** How many of its items are made, of those that are needed; a phase without items needs no count. */
function countOf(phase: PhaseView): string {
  return phase.mapped && neededTasks(phase) > 0 ? `${givenTasks(phase)}/${neededTasks(phase)}` : '';
}

function timeOf(phase: PhaseView, { nowMs }: Frame): string {
  if (phase.startedAtMs === undefined) return '';
  return phase.complete
    ? formatDuration((phase.endedAtMs ?? nowMs) - phase.startedAtMs)
    : formatElapsed(nowMs - phase.startedAtMs);
}

function whyOf({ error }: PhaseView): string {
  return error === undefined ? '' : reasonOf(error);
}

function pad(text: string, { nameWidth }: Frame): string {
  return text + ' '.repeat(Math.max(0, nameWidth - stringWidth(text)));
}

function fit(line: string, { width, theme }: Frame): string {
  return cliTruncate(line.trimEnd(), width, { truncationCharacter: theme.ellipsis });
}
