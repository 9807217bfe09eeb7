import { asSentence, sentencesOf } from '../wording/sentences.js';

/**
 * Joins sentences to a description: in their order, each whole and once, as many as fit into `max` characters; it
 * stops when it has `enough`. A first sentence that is too long is cut at a word.
 */
export function joinSentences(
  sentences: readonly string[],
  { enough, max }: { enough: number; max: number },
): string {
  let text = '';
  for (const sentence of sentences) {
    const next = sentence.trim();
    if (next === '' || text.includes(next)) continue;
    const longer = text === '' ? next : `${text} ${next}`;
    if (longer.length <= max) text = longer;
    if (text.length >= enough) break;
  }
  const [first = ''] = sentences;
  return text === '' ? cutAtWord(first.trim(), max) : text;
}

/** The sentences of a text, each with a mark at its end. */
export function statedIn(text: string): string[] {
  return sentencesOf(text).map(asSentence);
}

/** At most `max` characters, cut at the end of a word, with an ellipsis where something is missing. */
export function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max).replace(/[\s,;:–-]+\S*$/, '');
  return `${cut === '' ? text.slice(0, max - 1) : cut.slice(0, max - 1)}…`;
}
