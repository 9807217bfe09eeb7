/**
 * The symbols of a mark, on a square of 64. Two inks: `f` is the symbol, `b` the ground that shows through.
 * No letters: they would need fonts, and a symbol reads at 16 pixels.
 */
export type DrawSymbol = (front: string, back: string) => string;

const stroke = (d: string, colour: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const shape = (d: string, colour: string): string => `<path d="${d}" fill="${colour}"/>`;
const disc = (x: number, y: number, r: number, colour: string): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/>`;

export const symbols = {
  bread: (f, b) =>
    shape(
      'M15 45V29c-4-2-5-6-3-9 3-5 11-7 20-7s17 2 20 7c2 3 1 7-3 9v16a5 5 0 0 1-5 5H20a5 5 0 0 1-5-5z',
      f,
    ) + stroke('M25 24l6 8M33 24l6 8M25 36l5 7', b, 3.4),
  cup: (f) =>
    shape('M13 24h32v12a15 15 0 0 1-15 15h-2a15 15 0 0 1-15-15z', f) +
    stroke('M45 28h3a6 6 0 0 1 0 13h-4', f, 4) +
    stroke('M23 18c-3-3 3-4 0-8M33 18c-3-3 3-4 0-8', f, 3.2),
  scales: (f) =>
    stroke('M32 13v36M21 51h22M14 20c7-1 11-3 18-3s11 2 18 3', f, 3.6) +
    stroke('M14 20l-6 15M14 20l6 15M50 20l-6 15M50 20l6 15', f, 2.4) +
    shape('M6 35h16a8 8 0 0 1-16 0zM42 35h16a8 8 0 0 1-16 0z', f),
  mountain: (f, b) =>
    shape('M6 50 25 17c1-2 4-2 5 0l9 15 4-6c1-2 3-2 4 0L60 50z', f) +
    shape('M27.5 16l-8 14 4 3 4-3 4 3 4-4z', b),
  leaf: (f, b) =>
    shape('M12 50C8 26 24 12 53 11c2 28-10 43-34 41z', f) +
    stroke('M12 54C20 40 30 30 42 22M24 38l1-11M32 31l11 0', b, 3.2),
  flower: (f, b) =>
    [0, 60, 120, 180, 240, 300]
      .map(
        (turn) => `<ellipse cx="32" cy="18" rx="8.5" ry="12" fill="${f}" transform="rotate(${turn} 32 32)"/>`,
      )
      .join('') + disc(32, 32, 7, b),
  lotus: (f) =>
    shape(
      'M32 14c8 8 9 20 0 33-9-13-8-25 0-33zM17 22c9 4 14 13 13 25-11-3-16-13-13-25zM47 22c2 12-2 22-13 25-1-12 4-21 13-25zM6 34c9-1 17 3 22 14C17 51 9 45 6 34zM58 34c-3 11-11 17-22 14 5-11 13-15 22-14z',
      f,
    ),
  tooth: (f) =>
    shape(
      'M20 12c5 0 7 3 12 3s7-3 12-3c7 0 11 6 10 14-1 7-4 9-5 16-1 6-2 11-5 11-5 0-5-16-12-16s-7 16-12 16c-3 0-4-5-5-11-1-7-4-9-5-16-1-8 3-14 10-14z',
      f,
    ),
  wrench: (f) =>
    shape('M51 17a13 13 0 0 1-17 16L20 50a5.5 5.5 0 0 1-8-8l17-14a13 13 0 0 1 16-17l-8 8 2 6 6 2z', f),
  drop: (f, b) =>
    shape('M32 9c9 13 16 20 16 29a16 16 0 0 1-32 0c0-9 7-16 16-29z', f) +
    stroke('M24 38a8 8 0 0 0 7 8', b, 3.4),
  camera: (f, b) =>
    shape('M11 22h10l4-7h14l4 7h10a4 4 0 0 1 4 4v21a4 4 0 0 1-4 4H11a4 4 0 0 1-4-4V26a4 4 0 0 1 4-4z', f) +
    disc(32, 36, 10, b) +
    disc(32, 36, 5.5, f),
  book: (f, b) =>
    shape('M8 15c9-2 18-1 24 4 6-5 15-6 24-4v33c-9-2-18-1-24 4-6-5-15-6-24-4z', f) +
    stroke('M32 20v31M15 24c4 0 8 0 11 2M15 33c4 0 8 0 11 2M49 24c-4 0-8 0-11 2M49 33c-4 0-8 0-11 2', b, 2.8),
  scissors: (f) =>
    stroke('M22 40 46 11M42 40 18 11', f, 4.4) +
    `<circle cx="17" cy="46" r="7" fill="none" stroke="${f}" stroke-width="4.2"/><circle cx="47" cy="46" r="7" fill="none" stroke="${f}" stroke-width="4.2"/>`,
  key: (f, b) =>
    shape('M22 42a13 13 0 1 1 11-6l20 0 5 5-5 6-5-4-5 4-5-5H33a13 13 0 0 1-11 0z', f) + disc(20, 29, 4.5, b),
  house: (f, b) =>
    shape('M32 10 56 31l-4 5-2-2v16a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4V34l-2 2-4-5z', f) +
    shape('M27 54V42a5 5 0 0 1 10 0v12z', b),
  wheel: (f, b) =>
    disc(32, 32, 23, f) +
    disc(32, 32, 14, b) +
    stroke('M32 19v26M20.7 25.500l22.6 13M43.3 25.500l-22.6 13', f, 3.2) +
    disc(32, 32, 5, f),
  screen: (f, b) =>
    shape('M11 13h42a4 4 0 0 1 4 4v25a4 4 0 0 1-4 4H11a4 4 0 0 1-4-4V17a4 4 0 0 1 4-4zM25 46h14l2 7H23z', f) +
    stroke('M24 23l-6 6 6 6M40 23l6 6-6 6', b, 3.4),
  heart: (f) => shape('M32 53C15 41 8 33 8 24a12 12 0 0 1 24-5 12 12 0 0 1 24 5c0 9-7 17-24 29z', f),
  column: (f) =>
    shape('M32 9 57 21v5H7v-5zM11 48h42v6H11zM14 29h7v16h-7zM28.5 29h7v16h-7zM43 29h7v16h-7z', f),
  bag: (f) =>
    shape('M13 30h38l-5 21a4 4 0 0 1-4 3H22a4 4 0 0 1-4-3z', f) +
    stroke('M19 25c2-9 7-13 13-13s11 4 13 13', f, 4),
  plate: (f, b) => disc(32, 32, 23, f) + disc(32, 32, 15.5, b) + disc(32, 32, 11.5, f),
  paw: (f) =>
    shape('M32 31c7 0 14 9 14 16 0 6-6 7-14 5-8 2-14 1-14-5 0-7 7-16 14-16z', f) +
    `<ellipse cx="15" cy="28" rx="5" ry="7" fill="${f}"/><ellipse cx="26" cy="18" rx="5" ry="7.5" fill="${f}"/><ellipse cx="38" cy="18" rx="5" ry="7.5" fill="${f}"/><ellipse cx="49" cy="28" rx="5" ry="7" fill="${f}"/>`,
} satisfies Record<string, DrawSymbol>;

export type SymbolName = keyof typeof symbols;

/** Which words of an industry call which symbol; the first that fits wins, so the narrower come first. */
export const symbolWords: readonly (readonly [RegExp, SymbolName])[] = [
  [/bak(er|e)|bread|patisser|pastr|boulanger/, 'bread'],
  [/caf|coffee|tea ?(room|house|shop)|roaster|espresso/, 'cup'],
  [/climb|boulder|mountain|alpin|hik|outdoor|trek|ski|adventure/, 'mountain'],
  [/law|legal|solicitor|barrister|attorney|advocate|notar|justice/, 'scales'],
  [/bank|financ|account|tax|invest|insur|wealth|museum|universit|government/, 'column'],
  [/dent|orthodon|teeth/, 'tooth'],
  [/yoga|pilates|meditat|spa\b|wellness|massage|mindful/, 'lotus'],
  [/flor|flower|bouquet|bloom/, 'flower'],
  [/garden|landscap|plant|nurser|farm|organic|grocer|environment|sustainab|herb/, 'leaf'],
  [/plumb|water|clean|laundr|swim|pool/, 'drop'],
  [/photo|video|film|studio portrait/, 'camera'],
  [/book|librar|publish|school|tutor|educat|college|writ/, 'book'],
  [/hair|barber|salon|tailor/, 'scissors'],
  [/estate agent|real estate|letting|lock|propert|realt/, 'key'],
  [/garage|mechanic|auto|car\b|cars\b|tyre|tire|bicycl|bike|cycl|courier|transport|taxi/, 'wheel'],
  [/build|construct|architect|roof|hotel|guest|bed and breakfast|home|interior|hous/, 'house'],
  [/repair|handy|electric|carpent|joiner|tool|hardware|workshop|engineer|manufact/, 'wrench'],
  [/software|tech|it services|web|digital|computer|agency|saas|data/, 'screen'],
  [/restaurant|bistro|kitchen|food|cater|pizz|bar\b|pub\b|deli|brew/, 'plate'],
  [/clinic|doctor|health|medic|care|charit|physio|therap|wedding/, 'heart'],
  [/\bvet|\bpet|\bdog|\bcat|animal|kennel/, 'paw'],
  [/shop|boutique|retail|store|market|fashion/, 'bag'],
];
