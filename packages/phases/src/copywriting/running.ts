import type { Fact } from '../brief/facts.js';
import { asSentence } from '../wording/sentences.js';
import { line, type Line } from './finish.js';

/** As many of the sentences as fit, one after the other; null when none does. */
export function running(sentences: readonly Fact[], room: number): Line | null {
  const kept: Fact[] = [];
  let length = -1;
  for (const sentence of sentences) {
    const longer = length + 1 + asSentence(sentence.text).length;
    if (longer > room) continue;
    kept.push(sentence);
    length = longer;
  }
  return kept.length === 0
    ? null
    : line(kept.map(({ text }) => asSentence(text)).join(' '), ...kept.map(({ id }) => id));
}

/** Sentences in paragraphs of two or three, or of one that is long. */
export function paragraphs(sentences: readonly Fact[]): Line[] {
  const made: Line[] = [];
  let open: Fact[] = [];
  const close = (): void => {
    const paragraph = running(open, 700);
    if (paragraph) made.push(paragraph);
    open = [];
  };
  for (const sentence of sentences) {
    const length = open.reduce((sum, { text }) => sum + text.length, 0);
    if (open.length > 0 && length + sentence.text.length > 230) close();
    open.push(sentence);
  }
  close();
  return made;
}
