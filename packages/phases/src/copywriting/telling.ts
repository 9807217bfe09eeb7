import type { Fact } from '../brief/facts.js';
import { asSentence, sentencesOf } from '../wording/sentences.js';

/**
 * The statement that can stand as a heading: one whole sentence, short, that leans on none before it. Only the first two are
 * looked at: the brief begins with what matters, and a short sentence further down may be a trifle.
 */
export function telling(statements: readonly Fact[], room: number): Fact | undefined {
  return statements
    .slice(0, 2)
    .find(
      ({ text }) =>
        asSentence(text).length <= Math.min(room, 64) &&
        text.length >= 18 &&
        sentencesOf(text).length === 1 &&
        !leaning.test(text.trim()),
    );
}

const leaning =
  /^(it|its|they|their|this|that|these|those|he|she|his|her|there|here|then|also|so|but|and|or|what|which|if|when|at|in|on|from|for|with|after|before|yes|no)\b/i;
