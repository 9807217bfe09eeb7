import type { StyleChoice, StyleSystem } from './artifact.js';
import type { RadiusStyle, ScaleName } from './choices.js';
import { typePairs } from './choices.js';
import { darkRoles, lightRoles, pictureColours } from './colours.js';

/** Computes a style from its choices: colours with every contrast reached, type sizes, space and corners. */
export function computeStyleSystem(choice: StyleChoice): StyleSystem {
  const light = lightRoles(choice);
  const pair = typePairs[choice.typePair];
  return {
    choice: { ...choice, seed: choice.seed.toLowerCase(), accent: choice.accent?.toLowerCase() ?? null },
    light,
    dark: darkRoles(choice),
    palette: pictureColours(choice, light),
    type: { display: pair.display, text: pair.text, ...pair.setting },
    scale: sizes(choice.scale),
    spacing: spaces[choice.density],
    radii: radii[choice.radius],
  };
}

/** The ratio between neighbouring sizes of headings, on a phone and on a wide screen. */
const ratios: Record<ScaleName, readonly [number, number]> = {
  quiet: [1.18, 1.29],
  classic: [1.2, 1.335],
  dramatic: [1.225, 1.4],
};

/** Sizes of running text, in px on a phone and on a wide screen; they are the same for every scale. */
const textSizes = [
  ['small', 14.5, 15.5],
  ['text', 16.5, 17.5],
  ['h4', 18, 20],
  ['lead', 19, 23],
  ['h3', 20.5, 25],
] as const;

/** Sizes of headings, in steps of the ratio above running text. */
const headingSteps = [
  ['figure', 4],
  ['h2', 5],
  ['h1', 6],
] as const;

function sizes(name: ScaleName): StyleSystem['scale'] {
  const [narrow, wide] = ratios[name];
  return [
    ...textSizes.map(([step, minPx, maxPx]) => ({ step, minPx, maxPx })),
    ...headingSteps.map(([step, above]) => ({
      step,
      minPx: round(16.5 * narrow ** above),
      maxPx: round(17.5 * wide ** above),
    })),
  ];
}

const spaces: Record<StyleChoice['density'], number[]> = {
  airy: [0.25, 0.5, 0.75, 1, 1.5, 2.25, 3.25, 4.75, 7.25],
  balanced: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4.25, 6.25],
  compact: [0.25, 0.5, 0.75, 1, 1.25, 1.75, 2.5, 3.5, 5],
};

const radii: Record<RadiusStyle, StyleSystem['radii']> = {
  sharp: { small: 0, medium: 0, large: 0 },
  soft: { small: 6, medium: 12, large: 20 },
  round: { small: 12, medium: 22, large: 40 },
};

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
