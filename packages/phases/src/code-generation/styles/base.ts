/** Elements, and the grounds that sections stand on. */
export const baseStyles = `
  *, *::before, *::after { box-sizing: border-box; }
  html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
  body {
    margin: 0; background: var(--background); color: var(--text);
    font: 400 var(--size-text)/1.6 var(--font-text); font-synthesis: none;
    -webkit-font-smoothing: antialiased; overflow-wrap: break-word;
  }
  h1, h2, h3, h4, p, dl, dd, ul, ol, figure, blockquote { margin: 0; }
  ul, ol { padding: 0; list-style: none; }
  h1, h2, h3, h4 { font-family: var(--font-display); text-wrap: balance; color: var(--ink, inherit); }
  h1, h2 { font-weight: var(--display-weight); letter-spacing: var(--tracking); line-height: var(--leading); }
  h1 { font-size: var(--size-h1); }
  h2 { font-size: var(--size-h2); }
  h3 { font-size: var(--size-h3); font-weight: 600; line-height: 1.25; letter-spacing: -.01em; }
  h4 { font-size: var(--size-h4); font-weight: 600; line-height: 1.3; letter-spacing: -.005em; }
  p { text-wrap: pretty; }
  /* A word longer than its column breaks, rather than make the column wider than the window. */
  h1, h2, h3, h4, p, address, summary, figcaption { overflow-wrap: anywhere; }
  small { font-size: var(--size-small); }
  address { font-style: normal; }
  img { display: block; max-width: 100%; height: auto; }
  a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: .25em; }
  :focus-visible { outline: 3px solid var(--ring, var(--focus)); outline-offset: 3px; border-radius: 2px; }
  ::selection { background: var(--primary); color: var(--on-primary); }

  /* A column that may be narrower than the longest word in it. */
  :is(.beside, .hero-grid, .story-grid, .cta-row, .head-title, .visit-grid, .visit-where, .contact-grid, .form, .field, .faq-grid, .prose, .foot-row, .price-groups, .showcase, .answers) {
    grid-template-columns: minmax(0, 1fr);
  }
  .wrap { width: min(100% - 2 * var(--gutter), 84rem); margin-inline: auto; }
  .unseen {
    position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap;
  }
  .skip {
    position: absolute; z-index: 10; inset-block-start: .75rem; inset-inline-start: .75rem; padding: .75em 1.25em;
    border-radius: var(--radius-small); background: var(--text); color: var(--background); font-weight: 600;
    transform: translateY(-300%);
  }
  .skip:focus { transform: none; }

  .band, .top {
    --ground: var(--background); --ink: var(--text); --soft: var(--muted); --key: var(--primary-text);
    --line: var(--border); --ring: var(--focus); --card: var(--surface);
    --button: var(--primary); --button-ink: var(--on-primary); --button-edge: var(--primary-edge);
  }
  .band { position: relative; padding-block: var(--section); background: var(--ground); color: var(--ink); }
  .band-tinted { --ground: var(--tinted); }
  .band-accent { --ground: var(--accent-band); --line: color-mix(in oklab, var(--ink) 16%, transparent); }
  .band-inverted {
    --ground: var(--inverted); --ink: var(--on-inverted); --soft: var(--muted-on-inverted);
    --key: var(--primary-on-inverted); --line: color-mix(in oklab, var(--on-inverted) 20%, transparent);
    --ring: var(--focus-on-inverted); --card: var(--inverted-surface);
    --button: var(--on-inverted); --button-ink: var(--inverted); --button-edge: var(--on-inverted);
  }
  .band-plain + .band-plain, .band-tinted + .band-tinted, .band-accent + .band-accent { padding-block-start: 0; }
  .band-inverted + .band-inverted { border-block-start: 1px solid var(--line); }
  .patterned { background-image: var(--pattern); background-size: cover; background-position: center; }

  @media (prefers-color-scheme: dark) { main img { filter: brightness(.92); } }
  @media (prefers-reduced-motion: no-preference) {
    html { scroll-behavior: smooth; }
    a, .button, summary { transition: color .15s, background-color .15s, border-color .15s, text-decoration-color .15s; }
  }
`;
