/**
 * The code of an error of SQLite's or of the system's; empty, when it has none. By the code alone: an error of Node's own
 * is no instance of another realm's `Error`.
 */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** What a failed write says: that it is not its turn, that nothing can be written, or that it can never be done itself. */
export type WriteFailure = 'not-its-turn' | 'nothing-can' | 'it-cannot';

/** Tells what a write failed of, by the error's code. */
export function writeFailureOf(error: unknown): WriteFailure {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'not-its-turn';
  // Without a code it is the driver's, which cannot pass the parameters on.
  return code === '' || ofTheWriteItself.test(code) ? 'it-cannot' : 'nothing-can';
}

const ofTheWriteItself = /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/;
