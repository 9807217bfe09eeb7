import { FileError } from '../reading/file-error.js';

/** A brief that cannot be used: every mistake in it, and a message ready for the terminal. */
export class BriefError extends FileError {
  override readonly name = 'BriefError';
}
