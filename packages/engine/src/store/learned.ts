/** What the latest results of phases come to, each phase for itself; phases that have none are left out. */
export function learnedOf(
  phases: readonly string[],
  through: ReadonlyMap<string, string> | undefined,
  numbersOf: (phase: string, through: string | undefined) => readonly number[],
  average: (numbers: readonly number[]) => number | undefined,
): ReadonlyMap<string, number> {
  const learned = new Map<string, number>();
  for (const phase of phases) {
    const found = average(numbersOf(phase, through?.get(phase)));
    if (found !== undefined) learned.set(phase, found);
  }
  return learned;
}

/** Of no numbers `undefined`. */
export function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
