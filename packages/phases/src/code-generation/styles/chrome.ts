/** What stands around the sections: header and footer. */
export const chromeStyles = `
  .top { position: relative; z-index: 2; background: var(--ground); color: var(--ink); padding-block: var(--space-4); }
  .top-row { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-3) var(--space-6); }
  .brand {
    display: inline-flex; align-items: center; gap: .6em; min-height: 2.75rem; font: 600 1.45rem/1.2 var(--font-display);
    letter-spacing: -.015em; text-decoration: none;
  }
  .brand img { width: 1.45em; height: 1.45em; }
  .nav { margin-inline-start: auto; }
  .nav ul { display: flex; flex-wrap: wrap; gap: 0 clamp(1rem, 2.4vw, 2.25rem); }
  .nav a { display: flex; align-items: center; min-height: 2.75rem; font-weight: 500; text-decoration: none; }
  .nav a:hover { color: var(--key); }
  .nav a[aria-current] { color: var(--key); text-decoration: underline 2px; text-underline-offset: .5em; }
  .top-centred .top-row { display: grid; grid-template-columns: 1fr auto 1fr; }
  .top-centred .nav { grid-row: 1; grid-column: 1; margin: 0; }
  .top-centred .brand { grid-row: 1; grid-column: 2; justify-self: center; }
  .top-centred .button { grid-row: 1; grid-column: 3; justify-self: end; }
  .top-boxed { padding-block: var(--space-3); border-block-end: 1px solid var(--line); }
  @media (max-width: 46rem) {
    .top-row, .top-centred .top-row { display: flex; justify-content: space-between; gap: var(--space-2) var(--space-4); }
    .top .brand { font-size: 1.2rem; }
    .top .button { padding: .45em 1em; font-size: .9375rem; }
    .nav { order: 3; flex-basis: 100%; border-block-start: 1px solid var(--line); }
    .nav ul { justify-content: space-between; gap: 0 1rem; }
    .nav a { min-height: 3rem; font-size: 1rem; }
  }

  @media (max-width: 26rem) {
    .top-row, .top-centred .top-row { gap: var(--space-2); }
    .top .brand { font-size: 1.1rem; gap: .5em; }
    .top .button { padding: .4em .85em; font-size: .875rem; }
  }

  .foot { background: var(--ground); color: var(--ink); padding-block: var(--space-8) var(--space-6); font-size: var(--size-small); }
  main:has(> .band-inverted:last-child) + .foot { border-block-start: 1px solid var(--line); }
  .foot-row { display: grid; gap: var(--space-6) var(--gap); }
  .foot .brand { font-size: 1.45rem; align-self: start; }
  .foot-label { font: 600 var(--size-small)/1.6 var(--font-text); letter-spacing: 0; color: var(--soft); margin-block-end: .4em; }
  .foot a { text-decoration-color: var(--line); }
  .foot a:hover { text-decoration-color: currentColor; }
  .foot .brand, .foot .brand:hover { text-decoration: none; }
  .foot-reach { display: grid; gap: .35em; align-content: start; }
  .foot-links { display: flex; flex-wrap: wrap; gap: .35em var(--space-5); align-content: start; }
  .foot-links a, .foot-reach a { display: inline-block; padding-block: .25em; }
  .foot .hours { max-width: 22rem; }
  .foot .hours > div { padding-block: .3em; }
  .foot-legal { display: grid; gap: .5em; margin-block-start: var(--space-6); padding-block-start: var(--space-5); border-block-start: 1px solid var(--line); color: var(--soft); max-width: none; }
  .foot-legal p { max-width: 60em; }
  .foot-end { margin-block-start: var(--space-5); color: var(--soft); }
  @media (min-width: 48rem) {
    .foot-row { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .foot-line .foot-row { grid-template-columns: auto minmax(0, 1fr) auto; align-items: start; }
    .foot-line .foot-reach { justify-self: center; }
  }
  @media (min-width: 60rem) {
    .foot-columns .foot-row { grid-template-columns: 1.3fr 1.2fr 1.3fr .7fr; }
    .foot-columns .foot-links { display: grid; justify-self: end; }
  }
`;
