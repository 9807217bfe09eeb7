/** One mistake in a file that a person has written. */
export interface FileProblem {
  /** The field, as one would write it in code: `products[1].price`; empty for the file as a whole. */
  readonly path: string;
  /** Counted from 1; null when the mistake is not at any place of the text. */
  readonly line: number | null;
  /** Counted from 1. */
  readonly column: number | null;
  /** What was expected and what was found. */
  readonly message: string;
}

/** A file that cannot be used: every mistake in it, and a message ready for the terminal. */
export abstract class FileError extends Error {
  /** In the order of the file. */
  readonly problems: readonly FileProblem[];

  /** @param file its path, as it was given */
  constructor(file: string, problems: readonly FileProblem[]) {
    super(problems.map((problem) => lineFor(file, problem)).join('\n'));
    this.problems = problems;
  }
}

/** A mistake of the file as a whole. */
export function wholeFile(message: string): FileProblem {
  return { path: '', line: null, column: null, message };
}

/** `bakery.yaml:12:5 products[1].price: expected text, found the number 4.8` */
function lineFor(file: string, { path, line, column, message }: FileProblem): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  return path === '' ? `${place} ${message}` : `${place} ${path}: ${message}`;
}
