/** What sections are made of: openings, buttons, cards, hours, pictures. */
export const partStyles = `
  .head { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-5); }
  .head-title { display: grid; gap: var(--space-4); }
  .lead { font-size: var(--size-lead); line-height: 1.45; color: var(--soft); max-width: 36em; }
  .band-accent .lead { color: var(--ink); }
  .kicker { display: flex; align-items: center; gap: .7em; color: var(--key); font-weight: 600; line-height: 1.3; }
  .note { font-size: var(--size-small); color: var(--soft); max-width: 42em; }
  .head-pair { margin-block-end: var(--space-7); }
  .head + .prose, .head + .actions { margin-block-start: var(--space-5); }
  :is(.hero-words, .beside-words, .story-grid, .cta-row) > .head + :is(.prose, .actions) { margin-block-start: 0; }
  @media (min-width: 60rem) {
    .head-pair { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); column-gap: var(--gap); align-items: end; }
    .head-pair:not(:has(> .lead)) .head-title { grid-column: 1 / -1; }
    .head-pair > .lead { padding-block-end: .4em; }
    .head-pair > .actions { grid-column: 2; }
  }

  .actions { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-4) var(--space-5); }
  .actions:empty { display: none; }
  .button {
    display: inline-flex; align-items: center; justify-content: center; min-height: 3.25rem; padding: .7em 1.5em;
    border: 1.5px solid var(--button-edge); border-radius: var(--pill); background: var(--button);
    color: var(--button-ink); font: 600 var(--size-text)/1.25 var(--font-text); text-decoration: none; text-align: center;
    cursor: pointer; max-width: 100%; overflow-wrap: anywhere;
  }
  .button:hover { background: color-mix(in oklab, var(--button) 88%, var(--button-ink)); }
  .button-small { min-height: 2.75rem; padding: .5em 1.2em; font-size: 1rem; }
  .link {
    font-weight: 600; text-decoration: underline solid var(--key) 2px; text-underline-offset: .35em; padding-block: .5em;
  }
  .link:hover { color: var(--key); }

  .card { background: var(--card); border-radius: var(--radius); }
  .hours { display: grid; font-variant-numeric: tabular-nums; }
  .hours > div {
    display: flex; justify-content: space-between; align-items: baseline; gap: var(--space-5); padding-block: .55em;
    border-block-start: 1px solid var(--line);
  }
  .hours > div:first-child { border: 0; }
  .hours dt { font-weight: 600; white-space: nowrap; }
  .hours dd { text-align: end; }
  .hours small { display: block; color: var(--soft); }

  .picture { display: block; width: 100%; object-fit: cover; background: var(--accent-band); }
  .tag {
    position: absolute; inset-block-end: 1rem; inset-inline: 1rem auto; max-width: calc(100% - 2rem); padding: .4em .9em;
    border-radius: var(--pill); background: var(--surface); color: var(--text); font-size: var(--size-small); font-weight: 600;
    line-height: 1.35;
  }
  .prose { display: grid; gap: 1.1em; max-width: 40em; }
  .prose .actions { margin-block-start: .4em; }

  .beside { display: grid; gap: var(--space-7) var(--gap); }
  .beside-words { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-5); align-content: center; }
  @media (min-width: 60rem) {
    .beside { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); column-gap: clamp(3rem, 8vw, 7.5rem); align-items: center; }
  }
  .closing { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: var(--space-5); margin-block-start: var(--space-6); }
  .closing .actions { margin-inline-start: auto; }
  @media (max-width: 40rem) { .closing .actions { margin-inline-start: 0; } }
`;
