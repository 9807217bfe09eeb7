import { parse } from 'culori';
import { contrast } from '../../style-system/contrast.js';
import type { Check, Found } from '../check.js';
import { rootProperties } from '../root-properties.js';

/** Contrast of the colour roles in both modes, computed from the custom properties that the stylesheets set. */
export const contrastCheck: Check = {
  name: 'contrast',
  area: 'accessibility',
  run(site) {
    const modes = rootProperties(site.stylesheets);
    const outcomes = (['light', 'dark'] as const).flatMap((mode) =>
      pairs.map((pair) => problemOf(pair, mode, modes[mode])),
    );
    return { examined: outcomes.length, findings: outcomes.filter((found) => found !== null) };
  },
};

interface Pair {
  readonly front: string;
  readonly ground: string;
  /** The contrast that WCAG 2.2 asks for: 4.5 for text, 3 for parts of the interface. */
  readonly least: number;
}

const grounds = ['background', 'surface', 'tinted', 'accent-band'];
const darkGrounds = ['inverted', 'inverted-surface'];

const pairs: readonly Pair[] = [
  ...across(['text', 'muted', 'primary-text'], grounds, 4.5),
  ...across(
    ['on-inverted', 'muted-on-inverted', 'primary-on-inverted', 'accent-on-inverted'],
    darkGrounds,
    4.5,
  ),
  ...across(['on-primary'], ['primary'], 4.5),
  ...across(['on-accent'], ['accent'], 4.5),
  ...across(['control', 'focus', 'primary-edge'], grounds, 3),
  ...across(['focus-on-inverted'], darkGrounds, 3),
];

function across(fronts: readonly string[], on: readonly string[], least: number): Pair[] {
  return fronts.flatMap((front) => on.map((ground) => ({ front, ground, least })));
}

function problemOf(
  { front, ground, least }: Pair,
  mode: 'light' | 'dark',
  properties: ReadonlyMap<string, string>,
): Found | null {
  const [colour, under] = [front, ground].map((role) => properties.get(`--${role}`));
  const finding = (message: string): Found => ({
    severity: 'error',
    message,
    page: null,
    snippet: `--${front}: ${colour ?? '?'}; --${ground}: ${under ?? '?'}`,
    phase: 'style-system',
  });
  if (colour === undefined || under === undefined || !parse(colour) || !parse(under))
    return finding(
      `The stylesheet has no colour for --${colour === undefined ? front : ground} in the ${mode} mode.`,
    );
  const ratio = contrast(colour, under);
  if (ratio >= least) return null;
  // Rounded down: 4.497 is not 4.50.
  const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
  return finding(
    `--${front} on --${ground} has a contrast of ${shown} in the ${mode} mode; it needs ${least}.`,
  );
}
