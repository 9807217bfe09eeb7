import type { Theme } from '../view/theme.js';

const width = 13;

/** What stands in front of a line of the closing words, all equally wide. */
export function label(text: string, theme: Theme): string {
  return theme.dim(text.padEnd(width));
}

/** As wide as a label, for a line that goes with the one above. */
export const noLabel: string = ' '.repeat(width);
