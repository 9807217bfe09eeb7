/** One mistake in a brief. */
export interface BriefProblem {
  /** The field, as one would write it in code: `products[1].price`; empty for the file as a whole. */
  readonly path: string;
  /** Counted from 1; null when the mistake is not at any place of the text. */
  readonly line: number | null;
  /** Counted from 1. */
  readonly column: number | null;
  /** What was expected and what was found. */
  readonly message: string;
}

/** A brief that cannot be used: every mistake in it, and a message ready for the terminal. */
export class BriefError extends Error {
  override readonly name = 'BriefError';
  /** In the order of the file. */
  readonly problems: readonly BriefProblem[];

  constructor(file: string, problems: readonly BriefProblem[]) {
    super(problems.map((problem) => lineFor(file, problem)).join('\n'));
    this.problems = problems;
  }
}

/** `bakery.yaml:12:5 products[1].price: expected text, found the number 4.8` */
function lineFor(file: string, { path, line, column, message }: BriefProblem): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  return path === '' ? `${place} ${message}` : `${place} ${path}: ${message}`;
}
