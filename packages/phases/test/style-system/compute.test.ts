import { describe, expect, it } from '@jest/globals';
import { wcagContrast } from 'culori';
import fc from 'fast-check';
import { characters, densities } from '../../src/design-strategy/artifact.js';
import type { ColourRoles, StyleChoice } from '../../src/style-system/artifact.js';
import { styleSystemSchema } from '../../src/style-system/artifact.js';
import {
  bandPatterns,
  imageFrames,
  neutralStyles,
  radiusStyles,
  scaleNames,
  typePairIds,
} from '../../src/style-system/choices.js';
import { computeStyleSystem } from '../../src/style-system/compute.js';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);
const choice: fc.Arbitrary<StyleChoice> = fc.record({
  character: fc.constantFrom(...characters),
  seed: colour,
  accent: fc.option(colour),
  neutral: fc.constantFrom(...neutralStyles),
  typePair: fc.constantFrom(...typePairIds),
  scale: fc.constantFrom(...scaleNames),
  radius: fc.constantFrom(...radiusStyles),
  frame: fc.constantFrom(...imageFrames),
  pattern: fc.constantFrom(...bandPatterns),
  density: fc.constantFrom(...densities),
});

const light = ['background', 'surface', 'tinted', 'accentBand'] as const;
const dark = ['inverted', 'invertedSurface'] as const;
/** Every pair of roles that stands one on the other, with the contrast that WCAG asks of it. */
const pairs: [keyof ColourRoles, readonly (keyof ColourRoles)[], number][] = [
  ['text', light, 4.5],
  ['muted', light, 4.5],
  ['primaryText', light, 4.5],
  ['onPrimary', ['primary'], 4.5],
  ['onAccent', ['accent'], 4.5],
  ['onInverted', dark, 4.5],
  ['mutedOnInverted', dark, 4.5],
  ['primaryOnInverted', dark, 4.5],
  ['accentOnInverted', dark, 4.5],
  ['primaryEdge', light, 3],
  ['control', light, 3],
  ['focus', light, 3],
  ['focusOnInverted', dark, 3],
];

describe('computeStyleSystem', () => {
  it('reaches every contrast in both modes, for any colours', () => {
    fc.assert(
      fc.property(choice, (chosen) => {
        const style = computeStyleSystem(chosen);
        for (const roles of [style.light, style.dark]) {
          for (const [over, grounds, ratio] of pairs) {
            for (const ground of grounds) {
              const reached = wcagContrast(roles[over], roles[ground]);
              if (reached < ratio)
                throw new Error(`${over} ${roles[over]} on ${ground} ${roles[ground]}: ${reached}`);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives what its schema says', () => {
    fc.assert(
      fc.property(choice, (chosen) => styleSystemSchema.safeParse(computeStyleSystem(chosen)).success),
    );
  });

  it('keeps the colour of a brand on which a text can be read', () => {
    for (const seed of ['#a6450f', '#1d4b45', '#2f4bff', '#f5d000']) {
      const style = computeStyleSystem({ ...plain, seed, accent: '#d7f23a' });
      expect(style.light.primary).toBe(seed);
      expect(style.light.accent).toBe('#d7f23a');
      expect(style.palette[1]).toBe(seed);
    }
  });

  it('has sizes that grow from text to headings and from phone to screen', () => {
    for (const scale of scaleNames) {
      const sizes = computeStyleSystem({ ...plain, scale }).scale;
      expect(sizes.map(({ maxPx }) => maxPx)).toEqual(
        sizes.map(({ maxPx }) => maxPx).toSorted((a, b) => a - b),
      );
      for (const { minPx, maxPx } of sizes) expect(minPx).toBeLessThanOrEqual(maxPx);
      expect(sizes[0]?.minPx).toBeGreaterThanOrEqual(14);
    }
  });
});

const plain: StyleChoice = {
  character: 'warm',
  seed: '#a6450f',
  accent: null,
  neutral: 'rich',
  typePair: 'fraunces-instrument',
  scale: 'classic',
  radius: 'round',
  frame: 'arch',
  pattern: 'contour-lines',
  density: 'airy',
};
