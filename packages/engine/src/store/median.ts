/** The middle of some numbers, or the mean of the two in the middle; `undefined` of none. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

/** From how many of a phase's latest results its duration and cost are learned: enough to outweigh one slow day. */
export const learnedFrom = 32;
