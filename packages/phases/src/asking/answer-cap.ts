/**
 * The most tokens that an answer may take, hidden reasoning included. A run with a budget, and the limits of a key, count
 * a call as all of it until the answer is there: so it is what the answer needs, and not what the model could give.
 *
 * @param longest the tokens of the longest answer that is right
 */
export function answerCap(longest: number): number {
  return thinking + slack * Math.ceil(longest);
}

/** What a model may think before it writes. */
const thinking = 3_000;

/** Other languages take more tokens for the same words, and models write more than is asked for. */
const slack = 3;
