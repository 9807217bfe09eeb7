/** The openings of pages. */
export const heroStyles = `
  .hero-words { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-6); align-content: center; }
  .hero .lead { max-width: 27em; }

  .hero-frame { display: grid; grid-template-columns: minmax(0, 1fr); padding-block: var(--space-5) var(--space-8); gap: var(--space-6) 0; }
  .hero-frame > .hero-words { margin-inline: var(--gutter); }
  .hero-frame .hero-picture { position: relative; margin-inline: var(--gutter); }
  .hero-frame .hero-picture > .picture { aspect-ratio: 20 / 17; }
  .hero-card { width: min(100% - 2.5rem, 17.5rem); padding: var(--space-4) var(--space-5); box-shadow: var(--shadow); }
  .hero-card .hours { font-size: 1rem; }
  .hero-frame .hero-card { position: relative; margin: -2.5rem auto 0; width: min(100% - 2.5rem, 24rem); }
  @media (max-width: 59.99rem) { .hero-frame .frame-edge { border-radius: var(--radius-large) var(--radius-large) 0 0; } .hero-frame:not(.has-card) .frame-edge { border-radius: var(--radius-large); } }
  @media (min-width: 60rem) {
    .hero-frame {
      grid-template-columns:
        minmax(var(--gutter), 1fr) minmax(0, 35rem) minmax(0, 49rem) minmax(var(--gutter), 1fr);
      padding-block: 1.25rem 5.5rem; align-items: stretch;
    }
    .hero-frame > .hero-words { grid-column: 2; margin: 0; padding-block: var(--space-6) var(--space-8); padding-inline-end: 1rem; position: relative; z-index: 1; }
    .hero-frame .hero-picture { grid-column: 3 / 5; margin: 0; }
    .hero-frame .hero-picture > .picture { height: 100%; min-height: 32rem; max-height: 48rem; aspect-ratio: auto; border-start-end-radius: 0; border-end-end-radius: 0; }
    .hero-frame .hero-card { position: absolute; inset-block-end: -4.5rem; inset-inline-end: max(var(--gutter), 13%); width: 15.75rem; margin: 0; }
  }

  .hero-split { padding-block: var(--space-6) var(--section); }
  .hero-grid { display: grid; gap: var(--space-7) var(--gap); }
  .hero-split .hero-picture > .picture { aspect-ratio: 5 / 4; }
  .hero-split .note { border-inline-start: 2px solid var(--key); padding-inline-start: var(--space-4); font-size: var(--size-text); }
  @media (min-width: 60rem) {
    .hero-grid { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); column-gap: clamp(3rem, 7vw, 7rem); }
    .hero-split .hero-words { padding-block: var(--space-6); }
    .hero-split .hero-picture > .picture { aspect-ratio: 5 / 6; max-height: 46rem; height: 100%; }
  }

  .hero-cover { display: grid; grid-template-columns: minmax(0, 1fr); padding-block: 0; overflow: clip; }
  .hero-cover > .hero-words { margin-inline: var(--gutter); padding-block: var(--space-7); position: relative; z-index: 1; }
  .hero-cover .hours { grid-template-columns: repeat(auto-fit, minmax(min(8.5rem, 100%), 1fr)); gap: var(--space-3) var(--space-6); max-width: 34rem; padding-block-start: var(--space-5); border-block-start: 1px solid var(--line); font-size: var(--size-small); }
  .hero-cover .hours > div { display: grid; gap: 0; padding: 0; border: 0; }
  .hero-cover .hours dd { text-align: start; font-size: var(--size-text); }
  .hero-cover .hero-picture > .picture { aspect-ratio: 5 / 4; clip-path: polygon(0 12%, 100% 0, 100% 100%, 0 100%); }
  @media (min-width: 60rem) {
    .hero-cover { grid-template-columns: minmax(var(--gutter), 1fr) minmax(0, 42rem) minmax(0, 42rem) minmax(var(--gutter), 1fr); min-height: min(46rem, 88vh); }
    .hero-cover > .hero-words { grid-column: 2 / 3; grid-row: 1; margin: 0; padding-block: var(--space-8); }
    .hero-cover h1 { font-size: calc(var(--size-h1) * .86); margin-inline-end: -8%; }
    .hero-cover .hero-picture { grid-column: 3 / 5; grid-row: 1; position: relative; }
    .hero-cover .hero-picture > .picture { position: absolute; inset: 0; height: 100%; aspect-ratio: auto; clip-path: polygon(24% 0, 100% 0, 100% 100%, 0 100%); }
  }

  .hero-stacked { padding-block: var(--space-7) var(--section); }
  .hero-stacked .head-pair { margin-block-end: var(--space-6); }
  .hero-stacked .hero-picture > .picture { aspect-ratio: 4 / 3; }
  @media (min-width: 60rem) {
    .hero-stacked .head-title { grid-column: 1 / -1; }
    .hero-stacked .head-pair { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); align-items: center; }
    .hero-stacked .head-pair > .actions { grid-column: 2; justify-self: end; }
    .hero-stacked .hero-picture > .picture { aspect-ratio: 20 / 9; }
  }

  .hero-banner { padding-block: clamp(3rem, 7vw, 6.5rem); }
  .hero-banner h1 { font-size: calc(var(--size-h1) * .95); }
  .hero-banner .head-pair { margin: 0; }
  .hero-banner.band-plain { padding-block-end: clamp(2rem, 4vw, 4rem); }
  .hero-banner.band-plain + .band-plain { padding-block-start: clamp(1rem, 2vw, 2rem); }
`;
