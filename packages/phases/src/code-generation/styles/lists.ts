/** Figures, questions, quotations and people. */
export const listStyles = `
  .figures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .figures > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; gap: .2em; }
  .figures dd { color: var(--key); font: var(--display-weight) var(--size-figure)/1.1 var(--font-display); letter-spacing: var(--tracking); font-variant-numeric: lining-nums; }
  .figures dt { color: var(--soft); line-height: 1.4; }
  .figures[data-long] dd { font-size: calc(var(--size-figure) * .72); }
  .facts-band .figures[data-long] dd { font-size: var(--size-h2); }
  .facts-cards { padding-block: calc(var(--section) * .6); }
  .facts-strip { padding-block: 0; }
  .facts-strip:not(:has(+ .band-plain)) .figures { border-block-end: 0; }
  .facts-strip + .band-plain { padding-block-start: var(--section); }
  .facts-strip .figures { border-block: 1px solid var(--line); }
  .facts-strip .figures > div { padding: var(--space-5) var(--space-4) var(--space-5) 0; }
  .facts-strip .figures > :nth-child(even) { border-inline-start: 1px solid var(--line); padding-inline-start: var(--space-5); }
  .facts-strip .figures > :nth-child(n + 3) { border-block-start: 1px solid var(--line); }
  .facts-strip .figures > :last-child:nth-child(odd) { grid-column: 1 / -1; }
  .band-tinted.facts-strip, .band-accent.facts-strip, .band-inverted.facts-strip { padding-block: var(--space-5); }
  .band-tinted.facts-strip .figures, .band-accent.facts-strip .figures, .band-inverted.facts-strip .figures { border: 0; }
  .facts-cards .figures { gap: clamp(.75rem, 2vw, 1.5rem); }
  .facts-cards .figures > div { padding: var(--space-5); background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
  .facts-cards .figures > :last-child:nth-child(odd) { grid-column: 1 / -1; }
  .facts-band .figures { grid-template-columns: minmax(0, 1fr); gap: var(--space-6) var(--gap); }
  .facts-band .figures dd { line-height: 1; }
  .facts-band .figures:not([data-long]) dd { font-size: var(--size-h1); }
  .facts-band .figures dt { font-size: var(--size-h4); }
  .facts-title, .quotes-title { margin-block-end: var(--space-7); }
  @media (min-width: 60rem) {
    .facts-strip .figures, .facts-cards .figures { grid-template-columns: none; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); }
    .facts-strip .figures > div { padding: var(--space-5) var(--space-5) calc(var(--space-5) * 1.2); border-block-start: 0 !important; }
    .facts-strip .figures > :first-child { padding-inline-start: 0; }
    .facts-strip .figures > div + div { border-inline-start: 1px solid var(--line); }
    .facts-strip .figures > :last-child:nth-child(odd), .facts-cards .figures > :last-child:nth-child(odd) { grid-column: auto; }
    .facts-band .figures { grid-template-columns: none; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); }
  }

  .faq-grid { display: grid; gap: var(--space-6) var(--gap); }
  .questions details { border-block-end: 1px solid var(--line); }
  .questions summary {
    display: flex; justify-content: space-between; align-items: center; gap: var(--space-5); padding-block: var(--space-4);
    font: 600 var(--size-h4)/1.35 var(--font-display); cursor: pointer; list-style: none;
  }
  .questions summary::-webkit-details-marker { display: none; }
  .questions summary:hover { color: var(--key); }
  .questions summary::after {
    content: ''; flex: none; width: .9rem; height: .9rem;
    background: linear-gradient(var(--key) 0 0) center / 100% 2px no-repeat, linear-gradient(var(--key) 0 0) center / 2px 100% no-repeat;
  }
  .questions details[open] summary::after { background-size: 100% 2px, 0 0; }
  .questions p { color: var(--soft); padding-block-end: var(--space-5); max-width: 42em; }
  .questions details:first-child summary { padding-block-start: .5rem; }
  @media (min-width: 60rem) {
    .faq-grid { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); column-gap: clamp(3rem, 7vw, 7rem); }
  }
  .answers { display: grid; gap: var(--space-6) var(--gap); }
  .answer { break-inside: avoid; padding-block-start: var(--space-4); border-block-start: 1px solid var(--line); }
  .answer h3, .answer h2 { font-size: var(--size-h4); margin-block-end: .4em; }
  .answer p { color: var(--soft); }
  @media (min-width: 60rem) { .answers { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: clamp(3rem, 6vw, 6rem); } }

  .quotes { display: grid; gap: var(--gap); }
  .quote { display: grid; gap: var(--space-5); align-content: space-between; }
  .quote blockquote { font: var(--display-weight) var(--size-h3)/1.4 var(--font-display); }
  .quote blockquote p::before { content: '“'; }
  .quote blockquote p::after { content: '”'; }
  .quote figcaption { display: grid; font-size: var(--size-small); }
  .quote figcaption span { color: var(--soft); }
  .testimonials-quotes .quote { padding: var(--space-6) var(--space-5); background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
  .testimonials-single .quotes { max-width: 60rem; margin-inline: auto; text-align: center; }
  .testimonials-single .quote blockquote { font-size: calc(var(--size-h2) * .72); line-height: 1.2; letter-spacing: var(--tracking); text-wrap: balance; }
  @media (min-width: 60rem) { .quotes { grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); } }

  .initials {
    display: grid; place-items: center; width: 4rem; height: 4rem; border-radius: var(--pill); background: var(--accent-band); color: var(--text);
    font: 600 1.25rem/1 var(--font-display);
  }
  .role { color: var(--key); font-weight: 600; }
  .person-text { color: var(--soft); }
  .card.person { display: grid; gap: var(--space-4); align-content: start; padding: var(--space-5); border: 1px solid var(--line); }
  .people-rows > li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--space-3) var(--space-5); align-items: center; padding-block: var(--space-5); border-block-start: 1px solid var(--line); }
  .people-rows .person-text { grid-column: 1 / -1; }
  @media (min-width: 60rem) {
    .people-rows > li { grid-template-columns: auto minmax(0, 4fr) minmax(0, 6fr); }
    .people-rows .person-text { grid-column: 3; }
  }
`;
