/** On paper: black on white, no pictures, nothing to press, every answer shown. */
export const printStyles = `
  @media print {
    body { background: #fff; }
    .band, .top, .foot, .cta-box { --ink: #000; --soft: #333; --key: #000; --line: #999; --card: #fff; background: none; color: #000; padding-block: 1rem; break-inside: avoid; }
    .nav, .button, .form, .skip, .hero-picture, .picture, .tag, .pictures, figure:has(> .picture) { display: none; }
    .showcase, .beside, .hero-frame, .hero-cover { display: block; min-height: 0; }
    h1 { font-size: 2.25rem; }
    h2 { font-size: 1.75rem; }
    details::details-content { content-visibility: visible; block-size: auto; }
    main a[href^='http']::after { content: ' (' attr(href) ')'; }
  }
`;
