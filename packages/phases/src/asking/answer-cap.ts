/** The most tokens that an answer may take, as a question to a model says it. */
export interface AnswerCaps {
  readonly maxOutputTokens: number;
  /** With how many it is asked for once more when that cut it off. */
  readonly maxOutputTokensIfCutOff: number;
}

/**
 * The most tokens that an answer may take, hidden reasoning included. A run with a budget, and the limits of a key, count
 * a call as all of it until the answer is there: so it is what the answer needs, and not what the model could give. What
 * some models think is longer than any answer; that shows when they are cut off, and then there is room for it.
 *
 * @param longest the tokens of the longest answer that is right
 */
export function answerCaps(longest: number): AnswerCaps {
  const maxOutputTokens = thinking + slack * Math.ceil(longest);
  return { maxOutputTokens, maxOutputTokensIfCutOff: raise * maxOutputTokens };
}

/** What a model may think before it writes. */
const thinking = 3_000;

/** Other languages take more tokens for the same words, and models write more than is asked for. */
const slack = 3;

/** What models that think at length think, by what most do. */
const raise = 4;

/**
 * How long an attempt may take that asks, in milliseconds: as long as a model that thinks at length takes to be cut off,
 * and to answer then.
 */
export const askingTimeoutMs = 180_000;
