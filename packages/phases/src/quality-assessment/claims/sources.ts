import { factsOf } from '../../brief/facts.js';
import type { Brief } from '../../brief/schema.js';
import { wordsIn } from '../../code-generation/words.js';
import { countsOf } from '../../wording/counts.js';
import { figuresIn } from '../../wording/figures.js';
import { commonWords } from './vocabulary.js';
import { wordKey, wordsOf } from './words.js';

/** What the brief says, in the forms in which claims are looked up. */
export interface Sources {
  /** Keys of all its figures. */
  readonly figures: ReadonlySet<string>;
  /** How many there are of things that it lists: a text may count them. */
  readonly counts: ReadonlySet<number>;
  /** All its words, and those that state nothing. */
  readonly words: ReadonlySet<string>;
  /** Its texts, with only letters and digits left. */
  readonly texts: readonly string[];
  readonly addresses: readonly string[];
}

/** Prepares a brief for looking claims up. */
export function sourcesOf(brief: Brief): Sources {
  const texts = factsOf(brief).map(({ text }) => text);
  const own = Object.values(wordsIn(brief.language));
  return {
    figures: new Set(
      // The digits in the address of a map say nothing.
      [...texts.filter((text) => !text.includes('://')), ...own].flatMap((text) =>
        figuresIn(text).flatMap(({ supports }) => supports),
      ),
    ),
    counts: countsOf(brief),
    words: new Set([
      ...[...texts, ...own].flatMap((text) => wordsOf(text).map(({ word }) => wordKey(word))),
      ...commonWords(brief.language),
    ]),
    texts: texts.map(bare),
    addresses: texts.filter((text) => /@|:\/\//.test(text)).map((text) => text.toLowerCase()),
  };
}

/** Letters and digits in lower case, with single spaces: two ways to set one sentence are the same. */
export function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’'`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
