/** Products and services with their prices. */
export const offeringStyles = `
  .price { color: var(--key); font: 600 var(--size-h4)/1.3 var(--font-display); font-variant-numeric: lining-nums; }
  .price small { display: block; color: var(--soft); font: 400 var(--size-small)/1.4 var(--font-text); }
  .prices { align-content: start; }
  .prices > li {
    display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .15em var(--space-5); align-items: baseline;
    padding-block: var(--space-4); border-block-end: 1px solid var(--line);
  }
  .prices > li:first-child { padding-block-start: 0; }
  .prices h3, .prices h4 { font-size: var(--size-h4); }
  .prices .price { grid-column: 2; grid-row: 1 / span 2; text-align: end; max-width: min(16rem, 38vw); }
  .prices-text { grid-column: 1; grid-row: 2; color: var(--soft); font-size: var(--size-small); line-height: 1.5; }

  .showcase { display: grid; gap: var(--gap); }
  .showcase figure { position: relative; }
  .showcase .picture { aspect-ratio: 1; height: 100%; }
  @media (min-width: 40rem) {
    .showcase { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .showcase figure:first-child { grid-row: span 2; }
    .showcase figure:first-child .picture { aspect-ratio: 5 / 7; }
    .showcase figure + figure .picture { aspect-ratio: 5 / 4; min-height: 100%; }
    .showcase .prices { grid-column: 1 / -1; }
    .showcase[data-count='1'] figure { grid-column: 1 / -1; }
  }
  @media (min-width: 72rem) {
    .showcase { grid-template-columns: minmax(0, 11fr) minmax(0, 9fr) minmax(0, 10fr); grid-template-rows: repeat(2, minmax(0, 1fr)); min-height: 39rem; }
    .showcase .picture, .showcase figure:first-child .picture, .showcase figure + figure .picture { aspect-ratio: auto; position: absolute; inset: 0; height: 100%; min-height: 0; }
    .showcase .prices { grid-column: 3; grid-row: 1 / 3; align-self: center; }
    .showcase[data-count='2'] figure { grid-row: span 2; }
    .showcase[data-count='1'] { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
    .showcase[data-count='1'] figure { grid-column: 1; }
    .showcase[data-count='1'] .prices { grid-column: 2; }
  }

  .tiles { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
  @media (min-width: 40rem) {
    .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .tiles[data-count='1'] { grid-template-columns: minmax(0, 1fr); }
    .tiles > :last-child:nth-child(odd) { grid-column: 1 / -1; }
  }
  @media (min-width: 60rem) {
    .tiles { grid-template-columns: repeat(6, minmax(0, 1fr)); }
    .tiles > *, .tiles > :last-child:nth-child(odd) { grid-column: span 2; }
    .tiles[data-count='1'] > * { grid-column: 1 / -1; }
    .tiles[data-count='2'] > *, .tiles[data-count='4'] > *, .tiles[data-count='5'] > :nth-child(-n + 2) { grid-column: span 3; }
    .tiles[data-count='7'] > :nth-child(-n + 4), .tiles[data-count='8'] > :nth-child(-n + 2), .tiles[data-count='10'] > :nth-child(-n + 4) { grid-column: span 3; }
  }
  .tile { display: flex; flex-direction: column; overflow: hidden; border: 1px solid var(--line); }
  .tile .picture { aspect-ratio: 4 / 3; flex: none; }
  .tile-words { display: flex; flex-direction: column; flex: 1; gap: .45em; padding: var(--space-5); }
  .tile-words > p:not(.price) { color: var(--soft); }
  .tile-words > .price { margin-block-start: auto; padding-block-start: var(--space-3); }

  .price-groups { display: grid; gap: var(--space-7) var(--gap); }
  .price-group > h3, .price-group > h2 { padding-block-end: var(--space-4); border-block-end: 2px solid var(--ink); font: var(--display-weight) var(--size-h3)/1.2 var(--font-display); }
  .price-group > h3 + .prices > li:first-child, .price-group > h2 + .prices > li:first-child { padding-block-start: var(--space-4); }
  @media (min-width: 60rem) {
    .price-group:has(> h3), .price-group:has(> h2) { display: grid; grid-template-columns: minmax(0, 4fr) minmax(0, 8fr); column-gap: var(--gap); }
    .price-group:has(> h3) > .prices, .price-group:has(> h2) > .prices { border-block-start: 2px solid var(--ink); }
    .price-group > h3, .price-group > h2 { border-block-start: 2px solid var(--ink); border-block-end: 0; padding-block: var(--space-4) 0; }
    .price-columns .prices { columns: 2; column-gap: clamp(3rem, 6vw, 6rem); }
    .price-columns .prices > li { break-inside: avoid; padding-block: var(--space-4); }
  }
`;
