import { PhasegraphError } from './phasegraph-error.js';

/** The message of whatever was thrown: anything can be, and what looks at it may throw in its turn. */
export function messageOf(thrown: unknown): string {
  try {
    if (typeof thrown !== 'object' || thrown === null) return String(thrown);
    // An error of another realm is no instance of this one's.
    if ('message' in thrown && typeof thrown.message === 'string') return thrown.message;
    return Object.prototype.toString.call(thrown);
  } catch {
    return 'something that cannot be read';
  }
}

/** A proxy may refuse to say what it is an instance of. */
export function isPhasegraphError(thrown: unknown): thrown is PhasegraphError {
  try {
    return thrown instanceof PhasegraphError;
  } catch {
    return false;
  }
}
