import type { ColourRoles, StyleSystem } from '../../style-system/artifact.js';
import { fontStack } from './fonts.js';

/** The custom properties that everything else is written in. */
export function tokens(style: StyleSystem): string {
  const { type, radii, choice } = style;
  const pill = choice.radius === 'round' ? 999 : radii.small;
  return `
    :root {
      color-scheme: light dark;
      ${colours(style.light)}
      --pattern: ${pattern(style, 'band.svg')};
      --font-display: ${fontStack(type.display)};
      --font-text: ${fontStack(type.text)};
      --display-weight: ${type.displayWeight};
      --tracking: ${type.tracking}em;
      --leading: ${type.leading};
      ${style.scale.map(({ step, minPx, maxPx }) => `--size-${step}: ${fluid(minPx, maxPx)};`).join('\n')}
      ${style.spacing.map((rem, at) => `--space-${at + 1}: ${rem}rem;`).join('\n')}
      --section: ${fluid(16 * (style.spacing[8] ?? 6) * 0.62, 16 * (style.spacing[8] ?? 6))};
      --gutter: ${fluid(24, 48)};
      --gap: ${fluid(24, 40)};
      --radius-small: ${radii.small}px;
      --radius: ${radii.medium}px;
      --radius-large: ${fluid(radii.large * 0.7, radii.large)};
      --pill: ${pill}px;
      --shadow: 0 1px 2px rgb(0 0 0 / .05), 0 18px 40px -12px rgb(0 0 0 / .18);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        ${colours(style.dark)}
        --pattern: ${pattern(style, 'band-dark.svg')};
        --shadow: 0 1px 2px rgb(0 0 0 / .3), 0 18px 40px -12px rgb(0 0 0 / .55);
      }
    }`;
}

function pattern(style: StyleSystem, file: string): string {
  return style.choice.pattern === 'none' ? 'none' : `url('${file}')`;
}

function colours(roles: ColourRoles): string {
  return Object.entries(roles)
    .map(([role, hex]) => `--${role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${hex};`)
    .join('\n');
}

/** A length that grows with the window from `min` px at 390 to `max` px at 1440 px of width. */
function fluid(min: number, max: number): string {
  if (min === max) return `${max / 16}rem`;
  const slope = (max - min) / (1440 - 390);
  const start = (min - slope * 390) / 16;
  return `clamp(${short(min / 16)}rem, ${short(start)}rem + ${short(slope * 100)}vw, ${short(max / 16)}rem)`;
}

function short(value: number): number {
  return Math.round(value * 1000) / 1000;
}
