import picocolors from 'picocolors';
import type { PhaseState } from './phase-state.js';

/** How a terminal is written to: its colours and signs. */
export interface Theme {
  /** What stands before a phase in a state; `frame` turns the wheel of running ones. */
  sign(state: PhaseState, frame: number): string;
  /** Colours a text by state. */
  tint(state: PhaseState, text: string): string;
  dim(text: string): string;
  bold(text: string): string;
  readonly bar: { readonly full: string; readonly startHalf: string; readonly endHalf: string };
  readonly dot: string;
  readonly arrow: string;
  readonly back: string;
  readonly ellipsis: string;
}

/** What a terminal can show. */
export interface Abilities {
  readonly colour: boolean;
  readonly unicode: boolean;
}

/** The theme for what a terminal can show. */
export function themeFor({ colour, unicode }: Abilities): Theme {
  const paint = picocolors.createColors(colour);
  const tints: Record<PhaseState, (text: string) => string> = {
    waiting: paint.dim,
    running: paint.cyan,
    succeeded: paint.green,
    degraded: paint.yellow,
    reused: paint.blue,
    failed: paint.red,
    skipped: paint.dim,
    'turned-off': paint.dim,
    cancelled: paint.dim,
  };
  const { wheel, signs, ...marks } = unicode ? unicodeMarks : asciiMarks;
  return {
    sign: (state, frame) =>
      tints[state](state === 'running' ? (wheel[frame % wheel.length] ?? '') : signs[state]),
    tint: (state, text) => tints[state](text),
    dim: paint.dim,
    bold: paint.bold,
    ...marks,
  };
}

const unicodeMarks = {
  wheel: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  signs: {
    waiting: '·',
    succeeded: '✔',
    degraded: '▲',
    reused: '↺',
    failed: '✖',
    skipped: '⊘',
    'turned-off': '○',
    cancelled: '■',
  },
  bar: { full: '━', startHalf: '╺', endHalf: '╸' },
  dot: '·',
  arrow: '→',
  back: '←',
  ellipsis: '…',
};

const asciiMarks: typeof unicodeMarks = {
  wheel: ['-', '\\', '|', '/'],
  signs: {
    waiting: '.',
    succeeded: '+',
    degraded: '!',
    reused: '=',
    failed: 'x',
    skipped: '/',
    'turned-off': 'o',
    cancelled: '#',
  },
  bar: { full: '=', startHalf: ' ', endHalf: ' ' },
  dot: '-',
  arrow: '->',
  back: '<-',
  ellipsis: '...',
};
