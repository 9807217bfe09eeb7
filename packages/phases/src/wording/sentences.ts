/** The sentences of a text, each trimmed. An abbreviation such as "St." or "e.g." ends none. */
export function sentencesOf(text: string): string[] {
  const parts = [...segmenter.segment(text)].map(({ segment }) => segment);
  const sentences: string[] = [];
  for (const part of parts) {
    const before = sentences.at(-1);
    if (before !== undefined && abbreviation.test(before)) sentences[sentences.length - 1] = before + part;
    else sentences.push(part);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** The text as a sentence: a capital first, and a full stop unless it ends in a mark of its own. */
export function asSentence(text: string): string {
  const said = capitalised(text.trim());
  return /[.!?…:]["”’')]*$/.test(said) ? said : `${said.replace(/[,;]$/, '')}.`;
}

/** The text as a heading: a capital first, and no full stop at the end. */
export function asHeading(text: string): string {
  const said = text.trim();
  return capitalised(said.replace(/(?<=.)[.,;:]$/, ''));
}

/** The text with its first letter as a capital. */
export function capitalised(text: string): string {
  return text.replace(
    /^(["“‘'(]*)(\p{Letter})/u,
    (_, open: string, letter: string) => open + letter.toUpperCase(),
  );
}

/** Curly quotation marks, apostrophes and dashes in place of those of a typewriter. */
export function typographic(text: string): string {
  return text
    .replace(/(^|[\s([{–—])"/g, '$1“')
    .replace(/"/g, '”')
    .replace(/(^|[\s([{–—“])'(?=\S)/g, '$1‘')
    .replace(/'/g, '’')
    .replace(/(\s)--?(\s)/g, '$1–$2')
    .replace(/\.\.\./g, '…');
}

/** What remains of a text when only its words count: for finding the same sentence twice. */
export function bareWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}£$€%]+/gu, ' ')
    .trim();
}

/** How much two sentences say the same, from 0 to 1: the share of the shorter one's telling words in the other. */
export function likeness(one: string, other: string): number {
  const [left, right] = [tellingWords(one), tellingWords(other)];
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  if (small.size === 0) return bareWords(one) === bareWords(other) ? 1 : 0;
  return [...small].filter((word) => large.has(word)).length / small.size;
}

/** The words of a text that say something: without the short ones, and those that every text has. */
export function tellingWords(text: string): Set<string> {
  return new Set(
    bareWords(text)
      .split(' ')
      .filter((word) => word.length > 2 && !fillers.has(word)),
  );
}

// Made once: it is dear, and keeps nothing between texts.
const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

const abbreviation = /(?:^|[\s(])(?:St|Mr|Mrs|Ms|Dr|Prof|No|approx|Ltd|Co|vs|cf|e\.g|i\.e|[A-Z])\.\s*$/;

const fillers = new Set(
  'the and for with that this from are was were has have had its our your you they them who what when where all any can will not but into out per than then there here one'.split(
    ' ',
  ),
);
