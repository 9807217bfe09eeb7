import type { Character } from '../../design-strategy/artifact.js';
import type { StyleSystem } from '../../style-system/artifact.js';

/** The small habits that make one character's site unlike another's. */
export function characterStyles(style: StyleSystem): string {
  return habits[style.choice.character];
}

const ruled = `.kicker::before { content: ''; flex: none; width: 2.2em; border-block-start: 2px solid currentColor; }`;

const chip = `
  .kicker { justify-self: start; padding: .35em .8em; border-radius: var(--radius-small); background: var(--accent); color: var(--on-accent); font-size: var(--size-small); }`;

/** Headings so large that half of the width holds too few words of them. */
const narrower = `
  @media (min-width: 60rem) {
    .beside-words h2, .story-columns h2, .faq-grid h2, .contact-grid h2, .visit-where h2, .legal-text h2 { font-size: calc(var(--size-h2) * .8); }
  }`;

const habits: Record<Character, string> = {
  warm: ruled,
  formal: `
    .kicker { font-size: var(--size-small); letter-spacing: .02em; }
    .hero-split .hero-words { border-block-start: 2px solid var(--ink); padding-block-start: var(--space-5); align-content: space-between; }
    .head-pair { padding-block-start: var(--space-5); border-block-start: 1px solid var(--line); }
    .hero .head-pair, .hero .head { border: 0; }
    .figures dd { font-weight: var(--display-weight); }`,
  bold: `
    ${chip}
    ${narrower}
    h1, h2, .brand, .figures dd, .steps > li::before { font-stretch: 116%; }
    h3, h4, .prices h3, .prices h4, .questions summary { font-weight: 700; font-stretch: 104%; }
    .brand { font-weight: 800; }
    .button { font-weight: 700; }
    .hero-cover .button, .cta-box .button { --button: var(--accent); --button-ink: var(--on-accent); --button-edge: var(--accent-on-inverted); }
    .band-inverted .figures dd, .band-inverted .steps > li::before { color: var(--accent-on-inverted); }`,
  calm: ruled,
  playful: `
    ${chip}
    ${narrower}
    .kicker { border-radius: var(--pill); }`,
  technical: `
    .kicker::before { content: ''; flex: none; width: .6em; height: .6em; background: var(--accent); border-radius: 2px; }
    .kicker { font-size: var(--size-small); }`,
};
