import type { Sources } from './sources.js';

/** Honours without a figure or a name ("award-winning", "trusted by", "certified") that the brief does not speak of. */
export function honoursIn(text: string, sources: Sources): { written: string; at: number }[] {
  return [...text.matchAll(honours)]
    .map((match) => ({ written: match[0], at: match.index }))
    .filter(({ written }) => {
      // The first letters are enough: "certified" may stand on "certificate".
      const stem = written
        .toLowerCase()
        .replace(/[^\p{L} ]/gu, '')
        .slice(0, 6);
      return !sources.texts.some((source) => source.includes(stem));
    });
}

const honours =
  /\b(award\p{L}*|prize-?winning|accredited|certified|patented|guaranteed|endorsed|as seen (?:in|on)|trusted by|voted|number one|best in \p{L}+|world-class|market leader|five-star)\b/giu;
