/** Where it is, how to write, and what to do. */
export const reachStyles = `
  .visit-grid { display: grid; gap: var(--space-7) var(--gap); align-items: center; }
  .visit-where { display: grid; gap: var(--space-5); }
  .visit-where .address { font: 500 var(--size-h3)/1.35 var(--font-display); letter-spacing: -.01em; }
  .visit-band .visit-where .address { font-size: calc(var(--size-h3) * 1.25); }
  .visit-hours { padding: var(--space-5) clamp(1.25rem, 2.4vw, 2rem); }
  .visit-hours .hours { font-size: calc(var(--size-text) * 1.08); }
  .visit-hours .hours > div { padding-block: .8em; }
  .visit-hours .note { padding-block: .8em .4em; border-block-start: 1px solid var(--line); }
  .visit:not(.band-inverted) .visit-hours { border: 1px solid var(--line); }
  @media (min-width: 60rem) {
    .visit-grid { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); column-gap: clamp(3rem, 8vw, 8rem); }
  }

  .contact-grid { display: grid; gap: var(--space-6) var(--gap); }
  .contact .talk { margin-block-start: var(--space-5); }
  .contact .head ~ .note { margin-block-start: var(--space-4); }
  .form { display: grid; gap: var(--space-5) var(--space-4); align-content: start; }
  .field { display: grid; gap: .4em; }
  .field label { font-weight: 600; font-size: 1rem; }
  .field input, .field textarea {
    width: 100%; min-height: 3.25rem; padding: .75em .9em; border: 1px solid var(--control); border-radius: var(--radius-small);
    background: var(--surface); color: var(--text); font: inherit; line-height: 1.5;
  }
  .field textarea { resize: vertical; min-height: 8.5rem; }
  .band-inverted .field input, .band-inverted .field textarea { background: var(--inverted-surface); color: var(--on-inverted); border-color: var(--soft); }
  .form-end { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-4) var(--space-5); }
  .form-end .note { flex: 1 1 16rem; }
  @media (min-width: 36rem) {
    .form { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .field-wide { grid-column: 1 / -1; }
  }
  @media (min-width: 60rem) { .contact-grid { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); column-gap: clamp(3rem, 7vw, 7rem); } }
  .ways { display: grid; border-block-start: 1px solid var(--line); }
  .ways > li { padding-block: var(--space-5); border-block-end: 1px solid var(--line); font: 500 var(--size-h3)/1.35 var(--font-display); letter-spacing: -.01em; overflow-wrap: anywhere; }
  .ways a { text-decoration: underline solid var(--key) 2px; text-underline-offset: .25em; }
  .ways a:hover { color: var(--key); }
  .ways + .note { margin-block-start: var(--space-5); }
  @media (min-width: 60rem) {
    .ways { grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); border-block-end: 1px solid var(--line); }
    .ways > li { border: 0; padding-inline: var(--space-5); }
    .ways > li:first-child { padding-inline-start: 0; }
    .ways > li + li { border-inline-start: 1px solid var(--line); }
  }

  .cta-row { display: grid; gap: var(--space-6); align-items: center; }
  @media (prefers-color-scheme: light) {
    .cta-band.band-accent { --ground: var(--primary); --ink: var(--on-primary); --soft: var(--on-primary); --key: var(--on-primary); --ring: var(--on-primary); --button: var(--on-primary); --button-ink: var(--primary); --button-edge: var(--on-primary); }
  }
  .cta-band { padding-block: calc(var(--section) * .75); }
  .cta-box {
    --ink: var(--on-inverted); --soft: var(--muted-on-inverted); --key: var(--primary-on-inverted); --ring: var(--focus-on-inverted); --button: var(--on-inverted); --button-ink: var(--inverted); --button-edge: var(--on-inverted);
    padding: clamp(2rem, 6vw, 5rem); border-radius: var(--radius-large); background: var(--inverted) var(--pattern) center / cover; color: var(--ink);
  }
  .cta .lead { color: var(--soft); }
  @media (min-width: 60rem) { .cta-row { grid-template-columns: minmax(0, 1fr) auto; column-gap: var(--space-7); } }

  .legal-text .wrap { display: grid; gap: var(--space-5) var(--gap); }
  @media (min-width: 60rem) { .legal-text .wrap { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); column-gap: clamp(3rem, 7vw, 7rem); } }
  .legal-text.legal-text h2 { font-size: var(--size-h3); letter-spacing: -.01em; }
`;
