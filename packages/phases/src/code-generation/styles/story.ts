/** Running text, steps and pictures. */
export const storyStyles = `
  .beside > .frame-tall, .beside > .frame-down { aspect-ratio: 4 / 5; max-height: 46rem; }
  .beside > .frame-wide { aspect-ratio: 5 / 4; }
  @media (min-width: 60rem) { .beside > .frame-wide { height: 100%; aspect-ratio: auto; min-height: 30rem; } }
  .story .prose { color: var(--soft); }
  .band-accent .prose, .band-accent .note { color: var(--ink); }
  .story-grid { display: grid; gap: var(--space-6) var(--gap); }
  @media (min-width: 60rem) {
    .story-columns .story-grid { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); column-gap: clamp(3rem, 7vw, 7rem); }
    .story-columns .prose { max-width: none; columns: 2; column-gap: var(--gap); display: block; }
    .story-columns .prose > * + * { margin-block-start: 1.1em; }
    .story-columns .prose > p { break-inside: avoid; }
    .story-columns .prose:has(> p:only-of-type) { columns: 1; max-width: 34em; font-size: var(--size-lead); }
  }
  .story-statement .story-grid { max-width: 62rem; justify-items: center; text-align: center; }
  .story-statement .head { justify-items: center; }
  .story-statement .kicker { justify-content: center; justify-self: center; }
  .story-statement .head-title { justify-items: center; }
  .story-statement .prose { justify-items: center; font-size: var(--size-lead); line-height: 1.5; }

  .steps { counter-reset: step; }
  .steps > li { counter-increment: step; }
  .steps > li::before { content: counter(step); color: var(--key); font: var(--display-weight) var(--size-figure)/1 var(--font-display); font-variant-numeric: lining-nums; }
  .steps p { color: var(--soft); }
  .process > .wrap > .actions { margin-block-start: var(--space-6); }
  .process-numbered .steps > li {
    display: grid; grid-template-columns: clamp(2.25rem, 4.5vw, 3.4rem) minmax(0, 1fr); align-items: center; column-gap: var(--space-4); padding-block: var(--space-4);
    border-block-start: 1px solid var(--line);
  }
  .process-numbered .steps > li::before { grid-row: span 2; font-size: calc(var(--size-figure) * .82); }
  .process-numbered .steps h3, .process-numbered .steps h2 { font-size: var(--size-h4); }
  .process-numbered .steps p { grid-column: 2; font-size: var(--size-small); line-height: 1.5; }
  .process-timeline .steps, .process-cards .steps { display: grid; gap: var(--space-6) var(--gap); }
  .process-timeline .steps > li { position: relative; display: grid; gap: .5em; align-content: start; padding-inline-start: 4.5rem; }
  .process-timeline .steps > li::before {
    position: absolute; inset-inline-start: 0; inset-block-start: -.1em; display: grid; place-items: center; width: 3rem; height: 3rem; border: 1.5px solid var(--key);
    border-radius: 50%; background: var(--ground); font-size: 1.35rem;
  }
  .process-timeline .steps > li:not(:last-child)::after {
    content: ''; position: absolute; inset-inline-start: calc(1.5rem - .75px); inset-block: 3.4rem calc(-1 * var(--space-6) + .2rem); border-inline-start: 1.5px solid var(--line);
  }
  .process-cards .steps > li { display: grid; gap: .5em; align-content: start; padding: var(--space-5); background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
  .process-cards .steps > li::before { margin-block-end: .35em; }
  @media (min-width: 40rem) {
    .process-cards .steps { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .process-cards .steps > :last-child:nth-child(odd) { grid-column: 1 / -1; }
  }
  @media (min-width: 60rem) {
    .process-timeline .steps { grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); }
    .process-timeline .steps > li { padding-inline-start: 0; padding-block-start: 4.75rem; }
    .process-timeline .steps > li:not(:last-child)::after { inset-inline: 3.4rem calc(-1 * var(--gap) + .4rem); inset-block: calc(1.5rem - .75px) auto; border: 0; border-block-start: 1.5px solid var(--line); }
    .process-cards .steps { grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 1.5rem; }
    .process-cards .steps > li, .process-cards .steps > :last-child:nth-child(odd) { grid-column: span 4; }
    .process-cards .steps[data-count='2'] > li { grid-column: span 6; }
    .process-cards .steps[data-count='4'] > li { grid-column: span 3; }
    .process-cards .steps[data-count='5'] > :nth-child(-n + 2) { grid-column: span 6; }
  }

  .pictures { display: grid; gap: clamp(.75rem, 2vw, 1.5rem); grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .pictures .picture { aspect-ratio: 4 / 3; height: 100%; }
  .pictures > :first-child { grid-column: 1 / -1; }
  .gallery-row .picture { aspect-ratio: 4 / 5; }
  .gallery-row .pictures > :first-child { aspect-ratio: 4 / 3; border-radius: var(--radius-large); }
  @media (min-width: 60rem) {
    .gallery-mosaic .pictures { grid-template-columns: 2fr 1fr 1fr; }
    .gallery-mosaic .pictures > :first-child { grid-column: 1; grid-row: span 2; aspect-ratio: auto; }
    .gallery-row .pictures { grid-template-columns: repeat(3, minmax(0, 1fr)); }
    .gallery-row .pictures > :first-child { grid-column: auto; aspect-ratio: 4 / 5; }
  }
`;
