/** A word of a text. */
export interface Word {
  readonly word: string;
  readonly at: number;
  readonly capital: boolean;
  /** Whether it opens a sentence or a part that is set apart. */
  readonly opens: boolean;
  /** Whether nothing but a space stands between it and the word before. */
  readonly follows: boolean;
}

/** The words of a text in their order. */
export function wordsOf(text: string): Word[] {
  let end = 0;
  return [...text.matchAll(/\p{L}[\p{L}\p{M}’'-]*/gu)].map((match) => {
    const [word] = match;
    const between = text.slice(end, match.index);
    const opens = end === 0 || /[.!?:;…|·•/–—]["”’)\]]*\s*["“‘(„«[]*$|["“‘(„«[]\s*$|\n/.test(between);
    const found = {
      word,
      at: match.index,
      capital: /^\p{Lu}/u.test(word),
      opens,
      follows: /^ $/.test(between),
    };
    end = match.index + word.length;
    return found;
  });
}

/** A word as it is looked up: in lower case, without its possessive or plural. */
export function wordKey(word: string): string {
  return word
    .toLowerCase()
    .replace(/[’']s?$/, '')
    .replace(/(?<=\p{L}{3})s$/u, '');
}
