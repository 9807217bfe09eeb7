import type { Passage } from './passages.js';
import type { Sources } from './sources.js';
import type { Word } from './words.js';
import { wordKey, wordsOf } from './words.js';

/** Words that look like a name which the brief does not have. */
interface StrangeName {
  readonly name: string;
  /** Two words and more are surely meant as a name; a single one may only be set with a capital. */
  readonly sure: boolean;
}

/** How many names were looked at, and those that the brief does not have. */
export interface NamesFound {
  readonly examined: number;
  readonly strange: readonly StrangeName[];
}

/**
 * Looks for names by their capitals. Not flagged: the first word of a sentence, the words of the brief, days, months
 * and the usual words of buttons. In a language that writes every noun with a capital only captions are looked at.
 */
export function namesIn({ text, attribution }: Passage, sources: Sources, language: string): NamesFound {
  const words = wordsOf(text);
  const isStrange = ({ word }: Word) =>
    !sources.words.has(wordKey(word)) && word.split('-').some((part) => !sources.words.has(wordKey(part)));
  const nounsHaveCapitals = /^(de|lb)\b/i.test(language);
  const runs = nounsHaveCapitals && !attribution ? [] : capitalRuns(words);
  const inTitleCase = isTitleCase(words);
  const strange = runs.flatMap((run): StrangeName[] => {
    const unknown = run.filter(isStrange);
    const [first] = run;
    // A sentence opens with a capital, so its first word says nothing by itself; "Anna Berg says" does.
    const telling = attribution ? unknown : unknown.filter((word) => word !== first || !word.opens);
    if (telling.length === 0) return [];
    // A heading in title case: its verbs have capitals too.
    if (inTitleCase && !attribution && unknown.length < 2) return [];
    return [{ name: unknown.map(({ word }) => word).join(' '), sure: unknown.length > 1 || attribution }];
  });
  return { examined: runs.length, strange };
}

/** Words with a capital that follow each other. */
function capitalRuns(words: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  let open: Word[] = [];
  for (const word of words) {
    const goesOn = word.capital && word.follows && !word.opens && open.length > 0;
    if (goesOn) open.push(word);
    else {
      if (open.length > 0) runs.push(open);
      open = word.capital ? [word] : [];
    }
  }
  if (open.length > 0) runs.push(open);
  return runs;
}

/** A short line in which every longer word has a capital. */
function isTitleCase(words: readonly Word[]): boolean {
  const long = words.filter(({ word }) => word.length > 3);
  return words.length <= 8 && long.length > 1 && long.every(({ capital }) => capital);
}
