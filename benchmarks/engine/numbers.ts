/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Two digits that count below 10, whole numbers above. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return Math.abs(value) < 9.95 ? value.toPrecision(2) : Math.round(value).toLocaleString('en');
}

/** A row of a table in Markdown. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The head of a table: its first columns hold names, the others numbers. */
export function head(names: readonly string[], numbers: readonly string[]): string {
  return `${row(...names, ...numbers)}\n${row(...names.map(() => '---'), ...numbers.map(() => '---:'))}`;
}
