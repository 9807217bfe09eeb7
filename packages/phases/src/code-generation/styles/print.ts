/** On paper: black on white, nothing to press, every answer shown. */
export const printStyles = `
  @media print {
    .band, .top, .foot, .cta-box { --ink: #000; --soft: #333; --key: #000; --line: #999; background: none; color: #000; padding-block: 1.5rem; break-inside: avoid; }
    .nav, .button, .form, .skip, .hero-picture { display: none; }
    .picture { max-height: 12rem; }
    details > p { display: block; }
    a[href^='http']::after, a[href^='mailto']::after { content: ' (' attr(href) ')'; }
  }
`;
