import leven from 'leven';

/**
 * The known name that a mistyped one most likely means, or `undefined` when none is near: near is an edit distance
 * of at most two fifths of the name's length, rounded up: two letters that changed places count as two.
 */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.ceil(name.length * 0.4) + 1;
  for (const candidate of known) {
    const distance = leven(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
